namespace Integration.Hub.Host.Hosting;

/// <summary>How a reload that somebody asked for ended.</summary>
internal static class ReloadEnd
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Every node that is there has said what became of it; those that have not. A node that dies meanwhile is not waited for.</summary>
    public static async Task<(Reload Reload, IReadOnlyList<string> Missing)> OfAsync(INodes nodes, long generation, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            await nodes.DecideReloadAsync(generation, cancellationToken);
            var reload = await nodes.LastReloadAsync(cancellationToken) ?? throw new TimeoutException("The reload is not known any more.");
            var there = (await nodes.NodesAsync(cancellationToken)).Where(n => n.IsThere(time.GetUtcNow())).Select(n => n.Name).ToList();
            var missing = there.Where(n => reload.Of(n) is null or { Verdict: ReloadVerdict.Good }).ToList();
            var over = reload.Generation != generation || reload.State == ReloadState.Refused || (reload.State == ReloadState.Taking && missing.Count == 0);
            if (over || time.GetUtcNow() > reload.AskedAt + (5 * Reload.Patience))
                return (reload, reload.State == ReloadState.Refused ? [] : missing);
            await nodes.WaitForReloadAsync(Look, cancellationToken);
        }
    }
}
