namespace Integration.Specs.Drill;

/// <summary>One fault of another system, and how it is to be seen.</summary>
/// <param name="Kind">As the runbook calls it.</param>
/// <param name="Link">Where on the map.</param>
/// <param name="States">What the map may say of the link meanwhile: a fault is seen more clearly as it goes on.</param>
/// <param name="Rules">What the one alert may be called.</param>
/// <param name="Begin">Ends when the other side behaves like that, and has been given an occasion to.</param>
/// <param name="End">The other side is well again.</param>
public sealed record Fault(string Kind, string Link, IReadOnlyList<string> States, IReadOnlyList<string> Rules, Func<Task> Begin, Func<Task> End)
{
    /// <summary>What the alert is about, where it is not the link.</summary>
    public string? Subject { get; init; }

    /// <summary>The one documented action after the fault has ended; null: it is gone by itself.</summary>
    public Func<Task>? Action { get; init; }

    /// <summary>Something is to be seen of it; false: the hub puts it right without anybody.</summary>
    public bool Shows { get; init; } = true;

    public string About => Subject ?? Link;

    public override string ToString() => $"{Kind} at {Link}";
}
