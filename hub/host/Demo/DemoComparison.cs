using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo;

/// <summary>The hub's figures beside those of the counterparts, line by line, and the faults that were played.</summary>
internal sealed class DemoComparison(IReadOnlyList<InterfaceFigures> figures, IReadOnlyList<DemoFaults.Fault> faults)
{
    private readonly List<Check> _checks = [];

    public IReadOnlyList<InterfaceFigures> Figures => figures;

    public IReadOnlyList<DemoFaults.Fault> Faults => faults;

    public IReadOnlyList<Check> Checks => _checks;

    public bool Agrees => _checks.All(c => c.Hub == c.Other);

    /// <summary>One row per interface.</summary>
    public IReadOnlyList<DemoRow> Rows => DemoRow.Of(this);

    /// <param name="What">What is counted.</param>
    /// <param name="Other">By the counterpart's own books.</param>
    /// <param name="Flow">Which way what is counted goes, if the figures say what was lost or doubled on the way.</param>
    public sealed record Check(string Interface, string What, long Hub, long Other, Flow Flow)
    {
        public long Lost => Flow switch { Flow.In => Math.Max(0, Other - Hub), Flow.Out => Math.Max(0, Hub - Other), _ => 0 };

        public long Doubled => Flow switch { Flow.In => Math.Max(0, Hub - Other), Flow.Out => Math.Max(0, Other - Hub), _ => 0 };
    }

    /// <summary>Which way something goes.</summary>
    public enum Flow
    {
        /// <summary>Neither: an amount, or what was sent back.</summary>
        None,

        /// <summary>To the hub.</summary>
        In,

        /// <summary>To the other system.</summary>
        Out,
    }

    public void Add(string @interface, string what, long hub, long other, Flow flow = Flow.None) => _checks.Add(new Check(@interface, what, hub, other, flow));

    /// <summary>No counterpart saw what its contract does not allow.</summary>
    public void NothingWrong(string system, Books books) =>
        Add(system, "entries in its books that should not be", 0, books.Entries().Count(e => e.Kind == BookKind.Wrong));

    /// <summary>A fault that was to be played and found no occasion proves nothing.</summary>
    public void NothingUnplayed(IEnumerable<MoodBoard> boards)
    {
        foreach (var (@interface, mood) in boards.SelectMany(b => b.All))
            Add(@interface, $"fault not played: {DemoFaults.Words(mood.Kind)}", 0, 1);
    }

    /// <summary>What went out over an interface.</summary>
    public InterfaceFigures? Out(string @interface) => figures.FirstOrDefault(f => f.Interface == @interface && f.Direction == "out");

    /// <summary>What came in over it.</summary>
    public InterfaceFigures? In(string @interface) => figures.FirstOrDefault(f => f.Interface == @interface && f.Direction == "in");

    public long Sent(string @interface) => Out(@interface)?.Sent ?? 0;

    /// <summary>Received and understood.</summary>
    public long Taken(string @interface) => (In(@interface)?.Received ?? 0) - (In(@interface)?.Parked ?? 0);
}
