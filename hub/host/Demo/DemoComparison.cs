using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo;

/// <summary>The hub's figures beside those of the counterparts, line by line.</summary>
internal sealed class DemoComparison(IReadOnlyList<InterfaceFigures> figures)
{
    private readonly List<Check> _checks = [];

    public IReadOnlyList<InterfaceFigures> Figures => figures;

    public IReadOnlyList<Check> Checks => _checks;

    public bool Agrees => _checks.All(c => c.Hub == c.Other);

    /// <param name="What">What is counted.</param>
    /// <param name="Other">By the counterpart's own books.</param>
    public sealed record Check(string Interface, string What, long Hub, long Other);

    public void Add(string @interface, string what, long hub, long other) => _checks.Add(new Check(@interface, what, hub, other));

    /// <summary>No counterpart saw what its contract does not allow.</summary>
    public void NothingWrong(string system, Books books) =>
        Add(system, "entries in its books that should not be", 0, books.Entries().Count(e => e.Kind == BookKind.Wrong));

    /// <summary>What went out over an interface.</summary>
    public InterfaceFigures? Out(string @interface) => figures.FirstOrDefault(f => f.Interface == @interface && f.Direction == "out");

    /// <summary>What came in over it.</summary>
    public InterfaceFigures? In(string @interface) => figures.FirstOrDefault(f => f.Interface == @interface && f.Direction == "in");

    public long Sent(string @interface) => Out(@interface)?.Sent ?? 0;

    /// <summary>Received and understood.</summary>
    public long Taken(string @interface) => (In(@interface)?.Received ?? 0) - (In(@interface)?.Parked ?? 0);
}
