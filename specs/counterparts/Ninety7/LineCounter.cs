using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>What a clerk at one of 97's counters did to a line.</summary>
/// <param name="Action">INSTALL, MOVE, CHANGE, SUSPEND, RESUME, REMOVE or PORT_OUT.</param>
/// <param name="BandwidthKbps">As it stands now; null: the line itself did not change.</param>
public sealed record LineChange(string ChangeNo, string Action, string ServiceNumber, string? CustomerNo, DateTimeOffset ChangedAt, string? Kind = null, long? BandwidthKbps = null, string? AAddress = null)
{
    internal QueueMessage Message => new(ChangeNo, "N97.LineChange", Encoding.UTF8.GetBytes(Json().ToString(Formatting.None)));

    private JObject Json()
    {
        var json = new JObject { ["version"] = 1, ["changeNo"] = ChangeNo, ["action"] = Action, ["serviceNumber"] = ServiceNumber, ["counter"] = "解放路营业厅" };
        if (CustomerNo is not null)
            json["customerNo"] = CustomerNo;
        json["changedAt"] = ChangedAt.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
        if (Kind is null)
            return json;
        var line = new JObject { ["kind"] = Kind };
        if (Kind is "LEASED_LINE" or "INTERNET" or "VPN")
            line["circuitNo"] = ServiceNumber;
        if (BandwidthKbps is not null)
            line["bandwidthKbps"] = BandwidthKbps;
        if (AAddress is not null)
            line["aEndAddress"] = AAddress;
        json["line"] = line;
        return json;
    }
}

/// <summary>N97-3 on 97's side: tells what its own counters did, in order, in the mood of the day.</summary>
/// <param name="queue">null: 97 tells nobody.</param>
public sealed class LineCounter(IQueuePort? queue, Books books, MoodBoard moods, TimeProvider time)
{
    private const string Interface = "N97-3";

    public async Task ChangeAsync(LineChange change, CancellationToken cancellationToken)
    {
        var to = queue ?? throw new InvalidOperationException("97 has no queue for N97-3");
        await moods.WaitForEndAsync(Interface, MoodKind.Down, cancellationToken);
        if (moods.Take(Interface, MoodKind.BadLines) is not null)
            await SendAsync(to, change.Message with { Id = $"bad-{change.ChangeNo}", Body = "{\"version\":1,\"changeNo\":"u8.ToArray() }, BookKind.Failed, cancellationToken);
        await SendAsync(to, change.Message, BookKind.Sent, cancellationToken);
        if (moods.Take(Interface, MoodKind.Duplicate) is not null)
            await SendAsync(to, change.Message, BookKind.Repeated, cancellationToken);
    }

    private Task SendAsync(IQueuePort to, QueueMessage message, BookKind kind, CancellationToken cancellationToken) =>
        QueueDelivery.SendAsync(to, message, Interface, kind, books, time, cancellationToken);
}
