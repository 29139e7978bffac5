namespace Integration.Hub.Host.Demo;

/// <summary>An interface's day in one line.</summary>
/// <param name="Received">Messages and records that came in over it; for an interface outwards its answers.</param>
/// <param name="Faults">What went wrong on purpose, and how often.</param>
/// <param name="Parked">Waits for a person.</param>
/// <param name="Rejected">Sent back to the sender.</param>
/// <param name="Doubled">There more often than it was sent; null: its figures cannot tell.</param>
/// <param name="Lost">Sent and not there.</param>
internal sealed record DemoRow(
    string Interface, long Sent, long Received, string Faults, long Parked, long Rejected, long Unfinished, long? Doubled, long? Lost, TimeSpan? P50, TimeSpan? P99, bool Agrees)
{
    public static IReadOnlyList<DemoRow> Of(DemoComparison books) =>
    [
        .. books.Figures.Select(f => f.Interface).Concat(books.Faults.Select(f => f.Interface)).Distinct().Where(IsContract).Order(StringComparer.Ordinal).Select(i => Of(books, i)),
    ];

    /// <summary>Parts of the hub itself have names in small letters, interfaces under a contract in capitals.</summary>
    public static bool IsContract(string name) => char.IsAsciiLetterUpper(name[0]);

    private static DemoRow Of(DemoComparison books, string name)
    {
        var (to, from) = (books.Out(name), books.In(name));
        var checks = books.Checks.Where(c => c.Interface == name).ToList();
        var flows = checks.Where(c => c.Flow != DemoComparison.Flow.None).ToList();
        var timed = to ?? from;
        return new DemoRow(
            // Two contracts may share one queue: then only the books know how much of it was whose.
            name, to?.Sent ?? flows.Where(c => c.Flow == DemoComparison.Flow.Out).Sum(c => c.Hub), from?.Received ?? 0, string.Join(", ", books.Faults.Where(f => f.Interface == name).Select(f => f.Times == 1 ? f.What : $"{f.What} ×{f.Times}")),
            (to?.Parked ?? 0) + (from?.Parked ?? 0), (to?.Rejected ?? 0) + (from?.Rejected ?? 0), (to?.Unfinished ?? 0) + (from?.Unfinished ?? 0),
            flows.Count == 0 ? null : flows.Sum(c => c.Doubled), flows.Count == 0 ? null : flows.Sum(c => c.Lost), timed?.P50, timed?.P99, checks.All(c => c.Hub == c.Other));
    }
}
