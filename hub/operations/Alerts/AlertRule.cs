using Integration.CanonicalModel;
using Integration.Hub.Operations.Endpoints;
using Integration.Hub.Operations.Map;

namespace Integration.Hub.Operations.Alerts;

/// <summary>When an alert is raised, and how bad it is.</summary>
/// <param name="Code">What is looked at; there is one rule of each.</param>
/// <param name="Threshold">So many, where something is counted.</param>
/// <param name="For">So long, where something lasts.</param>
/// <param name="Interfaces">Of which interfaces; none: of all.</param>
/// <param name="Version">0: as the program brings it.</param>
public sealed record AlertRule(string Code, bool Enabled, Severity Severity, long Threshold, TimeSpan For, IReadOnlyList<string> Interfaces, long Version = 0, string? ChangedBy = null, DateTimeOffset? ChangedAt = null)
{
    public const string EndpointDown = "endpointDown", CircuitOpen = "circuitOpen", QueueDepth = "queueDepth", OldestAge = "oldestAge", NoTraffic = "noTraffic", ErrorRate = "errorRate", FileMissing = "fileMissing", Parked = "parked", CertificateEnds = "certificateEnds", DiskFull = "diskFull";

    /// <summary>What is watched where nobody has said otherwise.</summary>
    public static IReadOnlyList<AlertRule> Usual { get; } =
    [
        new(EndpointDown, true, Severity.Critical, 0, TimeSpan.FromSeconds(5), []),
        new(CircuitOpen, true, Severity.Critical, 0, TimeSpan.Zero, []),
        new(QueueDepth, true, Severity.Major, 10_000, TimeSpan.FromMinutes(1), []),
        new(OldestAge, true, Severity.Major, 0, TimeSpan.FromMinutes(15), []),
        // When an interface should have something to say is known for each alone: off until somebody names some.
        new(NoTraffic, false, Severity.Minor, 0, TimeSpan.FromHours(1), []),
        new(ErrorRate, true, Severity.Major, 30, TimeSpan.FromMinutes(2), []),
        new(FileMissing, true, Severity.Major, 0, TimeSpan.Zero, []),
        new(Parked, true, Severity.Major, 1, TimeSpan.Zero, []),
        new(CertificateEnds, true, Severity.Major, 0, TimeSpan.FromDays(30), []),
        new(DiskFull, true, Severity.Critical, 10, TimeSpan.Zero, []),
    ];

    internal bool IsFor(string name) => Interfaces.Count == 0 || Interfaces.Contains(name);
}

/// <summary>What is the matter with what.</summary>
/// <param name="Subject">An interface, or what else it is about.</param>
public sealed record Cause(string Rule, string Subject, string? System, Severity Severity, string Words);

/// <summary>What is seen in one look.</summary>
/// <param name="FreeShare">Percent of the store's disk that is free; null: the store is elsewhere.</param>
public sealed record Sight(FlowMap Map, IReadOnlyDictionary<string, IReadOnlyList<Expiry>> Expiries, IReadOnlyDictionary<string, DateTimeOffset> LastTraffic, double? FreeShare);

/// <summary>
/// From what is seen to what is the matter, and nothing else. One fault has one cause: where the other side cannot be reached, that messages wait for it
/// and that sending fails follow from that and are not told beside it.
/// </summary>
public static class AlertCauses
{
    public static IReadOnlyList<Cause> Of(Sight sight, IReadOnlyList<AlertRule> rules)
    {
        var on = rules.Where(r => r.Enabled).ToDictionary(r => r.Code);
        var causes = sight.Map.Links.SelectMany(l => Of(l, sight, on)).ToList();
        foreach (var (what, at) in Ending(sight, on))
            causes.Add(new Cause(AlertRule.CertificateEnds, what, null, on[AlertRule.CertificateEnds].Severity, $"{what} ends on {at:yyyy-MM-dd}"));
        if (on.TryGetValue(AlertRule.DiskFull, out var disk) && sight.FreeShare < disk.Threshold)
            causes.Add(new Cause(disk.Code, "store", null, disk.Severity, $"{sight.FreeShare:0.#} % of the store's disk is free"));
        return causes;
    }

    private static IEnumerable<Cause> Of(MapLink l, Sight sight, Dictionary<string, AlertRule> on)
    {
        var now = sight.Map.At;
        if (l.Circuits.Count > 0)
            return Told(AlertRule.CircuitOpen, $"the other side of {l.Interface} fails or cannot be reached: {l.Circuits[0].Reason}");
        if (l.Up == false)
            return Told(AlertRule.EndpointDown, $"{l.Interface} is not connected since {l.Since:yyyy-MM-dd HH:mm:ss zzz}: {l.Why}", r => now - l.Since >= r.For);
        return
        [
            .. l.MissingFile is { } missing ? Told(AlertRule.FileMissing, $"{l.Interface}: {missing}") : [],
            .. Told(AlertRule.Parked, $"{l.Parked} deliveries of {l.Interface} wait for a person", r => l.Parked >= Math.Max(1, r.Threshold)),
            .. l.Paused ? [] : Told(AlertRule.QueueDepth, $"{l.Depth} deliveries wait for {l.Interface}", r => l.Depth > r.Threshold),
            .. l.Paused || l.State == LinkState.Failing ? [] : Told(AlertRule.OldestAge, $"the oldest delivery of {l.Interface} waits since {l.OldestAt:yyyy-MM-dd HH:mm:ss zzz}", r => l.State == LinkState.Behind && now - l.OldestAt >= r.For),
            .. l.Parked > 0 ? [] : Told(AlertRule.ErrorRate, $"{l.ErrorsPerMinute:0} errors a minute at {l.Interface}", r => l.ErrorsPerMinute >= r.Threshold),
            // Named ones only; and what has never had traffic since minutes are kept has had none for long enough.
            .. Told(AlertRule.NoTraffic, $"nothing through {l.Interface}", r => r.Interfaces.Count > 0 && (!sight.LastTraffic.TryGetValue(l.Interface, out var last) || now - last >= r.For)),
        ];

        IEnumerable<Cause> Told(string code, string words, Func<AlertRule, bool>? when = null) =>
            on.TryGetValue(code, out var rule) && rule.IsFor(l.Interface) && (when is null || when(rule)) ? [new Cause(code, l.Interface, l.System, rule.Severity, words)] : [];
    }

    private static IEnumerable<Expiry> Ending(Sight sight, Dictionary<string, AlertRule> on) => on.TryGetValue(AlertRule.CertificateEnds, out var rule)
        ? sight.Expiries.Where(e => rule.IsFor(e.Key)).SelectMany(e => e.Value).Where(e => e.At - sight.Map.At <= rule.For).DistinctBy(e => e.What)
        : [];
}
