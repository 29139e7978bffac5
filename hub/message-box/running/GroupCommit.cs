using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>How an earlier try of the same batch ended.</summary>
/// <param name="CheckStored">Some id may be stored already.</param>
/// <param name="Uncertain">The connection broke during that try: it may have been committed after all.</param>
internal readonly record struct EarlierTry(bool CheckStored, bool Uncertain);

/// <summary>
/// Commits a batch in one transaction and keeps its items apart when that fails: what can pass is done again, what cannot is
/// found by halving, and only the faulty item fails.
/// </summary>
internal sealed class GroupCommit<TItem, TResult>(
    BoxDatabase database, Func<BoxSession, IReadOnlyList<TItem>, EarlierTry, Task<IReadOnlyList<TResult>>> work)
{
    private const int PassingTries = 10;

    // Pace of trying again while a server restarts; about seven seconds in all, then the callers learn that the box is down.
    private static readonly TimeSpan[] BrokenPauses =
        [.. new[] { 20, 100, 250, 500, 1000, 2000, 3000 }.Select(ms => TimeSpan.FromMilliseconds(ms))];

    public async Task<IReadOnlyList<Outcome<TResult>>> RunAsync(IReadOnlyList<TItem> items)
    {
        var earlier = default(EarlierTry);
        for (int passing = 0, broken = 0; ;)
        {
            try
            {
                var known = earlier;
                var results = await database.WriteAsync(session => work(session, items, known), CancellationToken.None);
                return [.. results.Select(r => new Outcome<TResult>(r, null))];
            }
            catch (Exception e)
            {
                switch (database.Classify(e))
                {
                    case DatabaseFault.Passing when passing++ < PassingTries:
                        continue;
                    case DatabaseFault.Broken when broken < BrokenPauses.Length:
                        earlier = new EarlierTry(CheckStored: true, Uncertain: true);
                        await Task.Delay(BrokenPauses[broken++], TimeProvider.System);
                        continue;
                    case DatabaseFault.Unique when !earlier.CheckStored:
                        earlier = earlier with { CheckStored = true };
                        continue;
                    case DatabaseFault.Broken:
                        return [.. items.Select(_ => new Outcome<TResult>(default, e))];
                }
                return await HalveAsync(items, e);
            }
        }
    }

    private async Task<IReadOnlyList<Outcome<TResult>>> HalveAsync(IReadOnlyList<TItem> items, Exception failure)
    {
        if (items.Count == 1)
            return [new Outcome<TResult>(default, failure)];
        var half = items.Count / 2;
        var first = await RunAsync([.. items.Take(half)]);
        var second = await RunAsync([.. items.Skip(half)]);
        return [.. first, .. second];
    }
}
