using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>What happens to a circuit (RES-5).</summary>
/// <param name="Event">OUTAGE, CUTOVER or REPAIR.</param>
/// <param name="From">Cut-over: when it begins.</param>
/// <param name="To">Cut-over: when it ends; outage: when it should be repaired.</param>
public sealed record CircuitEvent(
    string EventId, string Event, string OutageNo, string CircuitNo, DateTimeOffset OccurredAt, string? Words = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    internal QueueMessage Message => new(EventId, "Resource.CircuitEvent", Encoding.UTF8.GetBytes(Json().ToString(Formatting.None)));

    private JObject Json()
    {
        var json = new JObject
        {
            ["version"] = 1, ["eventId"] = EventId, ["event"] = Event, ["outageNo"] = OutageNo, ["circuitNo"] = CircuitNo, ["serviceNumber"] = CircuitNo, ["occurredAt"] = Stamp(OccurredAt),
        };
        if (Words is not null)
            json[Event == "REPAIR" ? "solution" : "cause"] = Words;
        if (From is { } from)
            json["startsAt"] = Stamp(from);
        if (To is { } to)
            json[Event == "OUTAGE" ? "expectedRepairAt" : "endsAt"] = Stamp(to);
        return json;
    }

    private static string Stamp(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
}

/// <summary>RES-5 on resource management's side.</summary>
/// <param name="queue">null: it tells nobody.</param>
public sealed class CircuitEvents(IQueuePort? queue, Books books, MoodBoard moods, TimeProvider time)
{
    private const string Interface = "RES-5";

    /// <summary>Sends events in this order, or in the wrong one if the mood is so.</summary>
    public async Task TellAsync(IReadOnlyList<CircuitEvent> events, CancellationToken cancellationToken)
    {
        await moods.WaitForEndAsync(Interface, MoodKind.Down, cancellationToken);
        foreach (var one in moods.Take(Interface, MoodKind.OutOfOrder) is null ? events : events.Reverse())
        {
            if (moods.Take(Interface, MoodKind.BadLines) is not null)
                await SendAsync(one.Message with { Id = $"bad-{one.EventId}", Body = "{\"version\":1,\"event\":"u8.ToArray() }, BookKind.Failed, cancellationToken);
            await SendAsync(one.Message, BookKind.Sent, cancellationToken);
            if (moods.Take(Interface, MoodKind.Duplicate) is not null)
                await SendAsync(one.Message, BookKind.Repeated, cancellationToken);
        }
    }

    private Task SendAsync(QueueMessage message, BookKind kind, CancellationToken cancellationToken) =>
        QueueDelivery.SendAsync(queue ?? throw new InvalidOperationException("resource management has no queue for RES-5"), message, Interface, kind, books, time, cancellationToken);
}
