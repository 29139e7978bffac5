using System.Globalization;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Dispatch;
using Integration.Hub.Operations.Figures;

namespace Integration.Hub.Operations.Map;

/// <summary>All that one look has found; from it to links, and nothing else.</summary>
internal sealed record Seen(
    DateTimeOffset Now, Dictionary<string, SubscriberFigures> Waiting, Dictionary<string, EndpointState> States, Dictionary<string, Rates> Rates, ILookup<string, ReceiverState> Receivers,
    Dictionary<string, string> Missing)
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    // A failure without anything that waits for another try, as of a question, is believed for so long.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    // One message that comes twice is what "at least once" means; a system that does it again and again is at fault.
    private const int OftenRepeated = 3, OftenRefused = 5;

    public required IReadOnlyDictionary<string, SenderHealth> Senders { get; init; }

    public required Dictionary<string, string> BadFiles { get; init; }

    public required Dictionary<string, (long Messages, DateTimeOffset Since)> Unread { get; init; }

    public MapLink Link(InterfaceConfig i) => i.Direction == InterfaceDirection.In
        ? Link(i.Id, i.System, i.System, "hub", i.Summary, i.Channel)
        : Link(i.Id, i.System, "hub", i.System, i.Summary, i.Channel, i.Batching is not null);

    /// <summary>A part of the hub's own.</summary>
    public MapLink Part(string name) => Link(name, name, "hub", name, "", "box");

    private MapLink Link(string name, string system, string from, string to, string summary, string channel, bool waitsForFile = false)
    {
        var waiting = Waiting.GetValueOrDefault(name);
        var rates = Rates.GetValueOrDefault(name, Figures.Rates.None);
        var state = States.GetValueOrDefault(name);
        var told = Receivers[name].ToList();
        var down = told.FirstOrDefault(r => !r.Up);
        // What is wanted at a later time does not wait for anybody.
        var depth = waiting is null ? 0 : waiting.Ready + waiting.Waiting + waiting.Claimed + waiting.Retry;
        var parked = waiting?.Parked ?? 0;
        var calls = Senders.GetValueOrDefault(name);
        var link = new MapLink(
            name, system, from, to, summary, channel, Math.Round(rates.Received + rates.Sent, 1), Math.Round(rates.Errors, 1), depth, parked, depth + parked > 0 ? waiting!.OldestUnfinished : null,
            LinkState.Idle, null, state?.Paused ?? false, [.. state?.Circuits.Where(c => c.Status == CircuitStatus.Open) ?? []], told.Count == 0 ? null : down is null, (down ?? told.FirstOrDefault())?.Since,
            Missing.GetValueOrDefault(name))
        {
            FailingSince = depth > 0 || calls?.FailedAt > Now - Remembered ? calls?.FailingSince : null,
            SlowSince = calls?.SlowSince,
            BadFile = BadFiles.GetValueOrDefault(name),
            Unread = Unread.TryGetValue(name, out var unread) ? unread : null,
            RefusedPerMinute = Math.Round(rates.Refused, 1),
            Refuses = Refuses(rates, channel),
            RepeatedPerMinute = Math.Round(rates.Repeated, 1),
            Repeats = Math.Ceiling(rates.Repeated) >= OftenRepeated && rates.Repeated * 4 >= rates.Received,
        };
        var (word, why) = Worst(link, down?.Error, state?.PauseReason, calls?.Error, depth > 0 && !waitsForFile && waiting!.OldestUnfinished < Now - Late);
        return link with { State = word, Why = why };
    }

    private static (LinkState, string?) Worst(MapLink l, string? down, string? paused, string? failing, bool late) =>
        l.Circuits.Count > 0 ? (LinkState.CircuitOpen, l.Circuits[0].Reason)
        : l.Up == false ? (LinkState.Down, down)
        : l.Paused ? (LinkState.Paused, paused)
        : l.FailingSince is not null ? (LinkState.Trying, failing)
        : l.MissingFile is { } missing ? (LinkState.Missing, missing)
        : l.Unread is { } unread ? (LinkState.Unread, string.Create(CultureInfo.InvariantCulture, $"{unread.Messages} lie in the queue and nobody is connected to take them"))
        : l.BadFile is { } file ? (LinkState.BadFile, file)
        : l.Parked > 0 ? (LinkState.Failing, string.Create(CultureInfo.InvariantCulture, $"{l.Parked} parked"))
        : late ? (LinkState.Behind, null)
        : l.SlowSince is { } slow ? (LinkState.Slow, string.Create(CultureInfo.InvariantCulture, $"calls take longer than {CallWatch.Long.TotalSeconds:0} s since {slow:HH:mm:ss zzz}"))
        : l.Refuses ? (LinkState.Disturbed, string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(l.RefusedPerMinute)} refused within a minute"))
        : l.Repeats ? (LinkState.Disturbed, string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(l.RepeatedPerMinute)} came again within a minute"))
        : l.RatePerMinute > 0 || l.Depth > 0 ? (LinkState.Ok, (string?)null)
        : (LinkState.Idle, null);

    // Every line of a file that is refused goes back to its sender and is looked at there. Of requests, some are refused in every day's work.
    private static bool Refuses(Rates rates, string channel) =>
        Math.Ceiling(rates.Refused) is var refused && refused >= 1 && (channel == "file" || (refused >= OftenRefused && refused * 2 >= rates.Received));
}
