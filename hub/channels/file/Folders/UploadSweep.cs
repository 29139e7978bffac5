using System.Collections.Concurrent;

namespace Integration.Hub.Channels.Files;

/// <summary>
/// Takes away temporary files that killed or broken-off uploads of ours left behind: those of a name as soon as that name is there whole,
/// and any that is older than a day. A file counts as ours only if its name is exactly as our template makes it.
/// </summary>
internal sealed class UploadSweep(IRemoteFolder folder, NameTemplate tempName, TimeProvider time)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromHours(1);
    private static readonly TimeSpan Old = TimeSpan.FromDays(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Place> _places = new(StringComparer.Ordinal);

    /// <summary>To be called when a file stands under its final name. Never throws: the file is there, the rest is tidiness.</summary>
    public async Task AfterAsync(string path)
    {
        var (at, name) = RemoteNames.Split(path);
        var place = _places.GetOrAdd(at, _ => new Place());
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await place.Turn.WaitAsync(limit.Token);
            try
            {
                await SweepAsync(place, at, name, limit.Token);
            }
            finally
            {
                place.Turn.Release();
            }
        }
        catch (Exception e) when (e is FolderException or OperationCanceledException)
        {
            // The next look finds it again.
        }
    }

    private async Task SweepAsync(Place place, string at, string name, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - place.LookedAt >= BetweenLooks)
        {
            place.LookedAt = now;
            place.Left = await FindAsync(at, name, cancellationToken);
        }
        // Ours of this name are of no use to anybody: the file is there. Others that are young may be another node's, just being written.
        foreach (var left in place.Left.Where(l => l.IsOld || tempName.HasMade(l.Temp, name)).ToList())
        {
            await folder.DeleteAsync(RemoteNames.Join(at, left.Temp), cancellationToken);
            place.Left.Remove(left);
        }
    }

    private async Task<List<Leftover>> FindAsync(string at, string name, CancellationToken cancellationToken)
    {
        var (below, _) = RemoteNames.Split(tempName.Text);
        var listing = await folder.ListAsync(RemoteNames.Join(at, below).TrimEnd('/'), cancellationToken);
        // The server's clock and zone are its own; the file that we have just put there tells what it calls now.
        var now = listing.Files.FirstOrDefault(f => f.Name == name)?.ModifiedAt;
        return [.. listing.Files
            .Select(f => new Leftover(RemoteNames.Join(below, f.Name), now - f.ModifiedAt > Old))
            .Where(l => tempName.HasMade(l.Temp))];
    }

    private sealed class Place
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public DateTimeOffset LookedAt { get; set; } = DateTimeOffset.MinValue;

        public List<Leftover> Left { get; set; } = [];
    }

    private sealed record Leftover(string Temp, bool IsOld);
}
