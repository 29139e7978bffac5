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
    public const string EndpointDown = "endpointDown", CircuitOpen = "circuitOpen", QueueDepth = "queueDepth", OldestAge = "oldestAge", NoTraffic = "noTraffic", ErrorRate = "errorRate", FileMissing = "fileMissing", Parked = "parked", CertificateEnds = "certificateEnds", DiskFull = "diskFull",
        SendingFails = "sendingFails", Slow = "slow", BadFile = "badFile", Unread = "unread", Refusals = "refusals", Repeats = "repeats", DeadLetters = "deadLetters";

    /// <summary>What is watched where nobody has said otherwise.</summary>
    public static IReadOnlyList<AlertRule> Usual { get; } =
    [
        new(EndpointDown, true, Severity.Critical, 0, TimeSpan.FromSeconds(5), []),
        new(CircuitOpen, true, Severity.Critical, 0, TimeSpan.Zero, []),
        // Sooner than a circuit opens: with little traffic, five tries in a row take half a minute.
        new(SendingFails, true, Severity.Major, 0, TimeSpan.FromSeconds(5), []),
        new(Slow, true, Severity.Major, 0, TimeSpan.Zero, []),
        new(QueueDepth, true, Severity.Major, 10_000, TimeSpan.FromMinutes(1), []),
        new(OldestAge, true, Severity.Major, 0, TimeSpan.FromMinutes(15), []),
        // When an interface should have something to say is known for each alone: off until somebody names some.
        new(NoTraffic, false, Severity.Minor, 0, TimeSpan.FromHours(1), []),
        new(ErrorRate, true, Severity.Major, 30, TimeSpan.FromMinutes(2), []),
        new(FileMissing, true, Severity.Major, 0, TimeSpan.Zero, []),
        new(BadFile, true, Severity.Major, 0, TimeSpan.Zero, []),
        new(Unread, true, Severity.Major, 1, TimeSpan.FromSeconds(3), []),
        new(Refusals, true, Severity.Major, 1, TimeSpan.Zero, []),
        new(Repeats, true, Severity.Minor, 3, TimeSpan.Zero, []),
        new(DeadLetters, true, Severity.Major, 1, TimeSpan.Zero, []),
        new(Parked, true, Severity.Major, 1, TimeSpan.Zero, []),
        new(CertificateEnds, true, Severity.Major, 0, TimeSpan.FromDays(30), []),
        new(DiskFull, true, Severity.Critical, 10, TimeSpan.Zero, []),
    ];

    // One fault is seen under several names as it goes on, the worst last: calls take long, then they fail, then the circuit opens.
    private static readonly string[] s_reach = [ErrorRate, Slow, SendingFails, EndpointDown, CircuitOpen];

    /// <summary>Alerts of one family about one subject are one alert.</summary>
    internal static string Family(string code) => s_reach.Contains(code) ? "reach" : code;

    /// <summary>Whether the one says more than the other of the same family.</summary>
    internal static bool IsWorse(string code, string than) => Array.IndexOf(s_reach, code) > Array.IndexOf(s_reach, than);

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
        causes.AddRange(DeadLetters(sight, on));
        foreach (var (what, at) in Ending(sight, on))
            causes.Add(new Cause(AlertRule.CertificateEnds, what, null, on[AlertRule.CertificateEnds].Severity, $"{what} ends on {at:yyyy-MM-dd}"));
        if (on.TryGetValue(AlertRule.DiskFull, out var disk) && sight.FreeShare < disk.Threshold)
            causes.Add(new Cause(disk.Code, "store", null, disk.Severity, $"{sight.FreeShare:0.#} % of the store's disk is free"));
        return causes;
    }

    private static IEnumerable<Cause> Of(MapLink l, Sight sight, Dictionary<string, AlertRule> on)
    {
        var now = sight.Map.At;
        var reach = Reach().FirstOrDefault();
        return
        [
            .. reach is null ? [] : new[] { reach },
            .. l.MissingFile is { } missing ? Told(AlertRule.FileMissing, $"{l.Interface}: {missing}") : [],
            .. l.BadFile is { } bad ? Told(AlertRule.BadFile, $"{l.Interface}: {bad}") : l.Refuses ? Told(AlertRule.Refusals, $"{Math.Ceiling(l.RefusedPerMinute):0} refused within a minute at {l.Interface}", r => Math.Ceiling(l.RefusedPerMinute) >= r.Threshold) : [],
            .. l.Repeats ? Told(AlertRule.Repeats, $"{Math.Ceiling(l.RepeatedPerMinute):0} messages came again within a minute at {l.Interface}", r => Math.Ceiling(l.RepeatedPerMinute) >= r.Threshold) : [],
            .. l.Unread is { } unread ? Told(AlertRule.Unread, $"{unread.Messages} messages of {l.Interface} lie in their queue since {unread.Since:yyyy-MM-dd HH:mm:ss zzz}, and nobody is connected to take them", r => unread.Messages >= r.Threshold && now - unread.Since >= r.For) : [],
            .. Told(AlertRule.Parked, $"{l.Parked} deliveries of {l.Interface} wait for a person", r => l.Parked >= Math.Max(1, r.Threshold)),
            // That messages wait and that tries fail follow from it where the other side cannot be reached.
            .. l.Paused || IsAway() ? [] : Told(AlertRule.QueueDepth, $"{l.Depth} deliveries wait for {l.Interface}", r => l.Depth > r.Threshold),
            .. l.Paused || IsAway() || l.State == LinkState.Failing ? [] : Told(AlertRule.OldestAge, $"the oldest delivery of {l.Interface} waits since {l.OldestAt:yyyy-MM-dd HH:mm:ss zzz}", r => l.State == LinkState.Behind && now - l.OldestAt >= r.For),
            // Named ones only; and what has never had traffic since minutes are kept has had none for long enough.
            .. IsAway() ? [] : Told(AlertRule.NoTraffic, $"nothing through {l.Interface}", r => r.Interfaces.Count > 0 && (!sight.LastTraffic.TryGetValue(l.Interface, out var last) || now - last >= r.For)),
        ];

        bool IsAway() => l.Circuits.Count > 0 || l.Up == false || l.FailingSince is not null;

        // The worst first; the others are the same fault, seen earlier.
        IEnumerable<Cause> Reach() =>
        [
            .. l.Circuits.Count > 0 ? Told(AlertRule.CircuitOpen, $"the other side of {l.Interface} fails or cannot be reached: {l.Circuits[0].Reason}") : [],
            .. l.Up == false ? Told(AlertRule.EndpointDown, $"{l.Interface} is not connected since {l.Since:yyyy-MM-dd HH:mm:ss zzz}: {l.Why}", r => now - l.Since >= r.For) : [],
            .. l.Paused || l.Circuits.Count > 0 ? [] : Told(AlertRule.SendingFails, $"calls of {l.Interface} fail since {l.FailingSince:yyyy-MM-dd HH:mm:ss zzz}: {l.Why}", r => now - l.FailingSince >= r.For),
            .. l.SlowSince is null ? [] : Told(AlertRule.Slow, $"calls of {l.Interface} take long since {l.SlowSince:yyyy-MM-dd HH:mm:ss zzz}", r => now - l.SlowSince >= r.For),
            .. l.Parked > 0 || IsAway() ? [] : Told(AlertRule.ErrorRate, $"{l.ErrorsPerMinute:0} errors a minute at {l.Interface}", r => l.ErrorsPerMinute >= r.Threshold && !l.Refuses),
        ];

        IEnumerable<Cause> Told(string code, string words, Func<AlertRule, bool>? when = null) =>
            on.TryGetValue(code, out var rule) && rule.IsFor(l.Interface) && (when is null || when(rule)) ? [new Cause(code, l.Interface, l.System, rule.Severity, words)] : [];
    }

    // Several interfaces can share one dead-letter queue; which of them a message belonged to stands in its header x-death alone.
    private static IEnumerable<Cause> DeadLetters(Sight sight, Dictionary<string, AlertRule> on) => on.TryGetValue(AlertRule.DeadLetters, out var rule)
        ? sight.Map.DeadLetters.Where(q => rule.IsFor(q.Interface)).GroupBy(q => q.Address).Where(g => g.Max(q => q.Messages) >= Math.Max(1, rule.Threshold))
            .Select(g => new Cause(rule.Code, g.Key, Same(g.Select(q => sight.Map.Find(q.Interface)?.System)), rule.Severity, $"{g.Max(q => q.Messages)} messages lie in the dead-letter queue {g.Key} of {string.Join(", ", g.Select(q => q.Interface))}"))
        : [];

    private static string? Same(IEnumerable<string?> systems) => systems.Distinct().ToList() is [var one] ? one : null;

    private static IEnumerable<Expiry> Ending(Sight sight, Dictionary<string, AlertRule> on) => on.TryGetValue(AlertRule.CertificateEnds, out var rule)
        ? sight.Expiries.Where(e => rule.IsFor(e.Key)).SelectMany(e => e.Value).Where(e => e.At - sight.Map.At <= rule.For).DistinctBy(e => e.What)
        : [];
}
