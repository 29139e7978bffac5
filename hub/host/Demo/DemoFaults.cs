using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo;

/// <summary>What went wrong on purpose, by interface.</summary>
internal sealed class DemoFaults
{
    private readonly Lock _lock = new();
    private readonly List<Fault> _played = [];

    /// <param name="What">In a few words.</param>
    public sealed record Fault(string Interface, string What, long Times);

    /// <summary>A fault that no mood board knows of: somebody was killed, something was sent by hand.</summary>
    public void Played(string @interface, string what, long times = 1)
    {
        lock (_lock)
            _played.Add(new Fault(@interface, what, times));
    }

    /// <summary>These and what the boards have shown.</summary>
    public IReadOnlyList<Fault> All(IEnumerable<MoodBoard> boards)
    {
        lock (_lock)
        {
            return [.. boards.SelectMany(b => b.Shown).Select(s => new Fault(s.Key.Interface, Words(s.Key.Kind), s.Value)).Concat(_played)
                .GroupBy(f => (f.Interface, f.What)).Select(g => g.First() with { Times = g.Sum(f => f.Times) })];
        }
    }

    /// <summary>The mood in a few words.</summary>
    public static string Words(MoodKind kind) => kind switch
    {
        MoodKind.Down => "down",
        MoodKind.Unavailable => "503",
        MoodKind.SignInRefused => "sign-in refused",
        MoodKind.Late => "late",
        MoodKind.Slow => "slow",
        MoodKind.Duplicate => "twice",
        MoodKind.OutOfOrder => "out of order",
        MoodKind.Truncated => "cut off",
        MoodKind.Empty => "empty",
        MoodKind.WrongTotal => "wrong total",
        MoodKind.WrongEncoding => "wrong charset",
        MoodKind.BadLines => "garbage",
        MoodKind.BusinessFault => "refused",
        MoodKind.SystemFault => "system fault",
        MoodKind.AmbiguousTimeout => "done, not answered",
        MoodKind.MonthEnd => "month-end",
        MoodKind.Lost => "lost on its way",
        MoodKind.CannotTell => "cannot tell",
        MoodKind.Return => "returned",
        MoodKind.WrongSignature => "wrong signature",
        MoodKind.MissingEntry => "entry missing",
        MoodKind.ExtraEntry => "entry unknown",
        MoodKind.DoubledEntry => "entry twice",
        MoodKind.OtherAmount => "other amount",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a mood without words"),
    };
}
