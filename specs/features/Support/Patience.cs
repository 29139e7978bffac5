using System.Diagnostics;

namespace Integration.Specs.Features.Support;

/// <summary>Waits for what must come, and says what it saw last when it does not.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="what">The expectation in words.</param>
    /// <param name="look">Looks once.</param>
    /// <param name="enough">Whether that is what was expected.</param>
    public static async Task<T> UntilAsync<T>(string what, Func<Task<T>> look, Func<T, bool> enough, TimeSpan? limit = null)
    {
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Pause);
        while (true)
        {
            var seen = await look();
            if (enough(seen))
                return seen;
            if (clock.Elapsed > (limit ?? Limit))
                Assert.Fail($"Waited {clock.Elapsed.TotalSeconds:0} s for: {what}. Last seen: {Show(seen)}");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits for an entry in a counterpart's books.</summary>
    public static async Task UntilAsync(string what, Books books, Func<Books, bool> enough, TimeSpan? limit = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(limit ?? Limit);
        try
        {
            await books.WaitAsync(enough, patience.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"Waited {(limit ?? Limit).TotalSeconds:0} s for: {what}. The books end with: {string.Join("; ", books.Entries().TakeLast(8).Select(e => $"{e.Interface} {e.Kind} {e.Id} {e.Note}"))}");
        }
    }

    private static string Show(object? seen) => seen switch
    {
        null => "nothing",
        string text => text,
        System.Collections.IEnumerable many => $"[{string.Join("; ", many.Cast<object?>().Take(20))}]",
        _ => seen.ToString() ?? "",
    };
}
