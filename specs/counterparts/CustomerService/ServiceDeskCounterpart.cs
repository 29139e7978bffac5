using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>A record of a contact with a customer, as customer service sends it (CS-4).</summary>
/// <param name="Kind">CALL, VISIT, COMPLAINT, OPINION or SURVEY.</param>
public sealed record ServiceRecord(string InteractionId, string Kind, string CustomerNo, string Content, DateTimeOffset At, int? Score = null);

/// <summary>The part of customer service that is open all the time: hears notices (CS-3), sends records of calls, visits and surveys (CS-4).</summary>
public sealed class ServiceDeskCounterpart : IAsyncDisposable
{
    private readonly SoapServer _server;
    private readonly NoticeService _notices;
    private readonly IQueuePort _queue;
    private readonly QueueRun _records;

    /// <param name="records">Queue of CS-4.</param>
    /// <param name="workFolder">For its journal; null: in memory only.</param>
    /// <param name="account">What the SOAP server demands of its caller; null: nothing.</param>
    public ServiceDeskCounterpart(IQueuePort records, string? workFolder = null, SoapAccount? account = null, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        Books = new Books(time, workFolder is null ? null : Path.Combine(workFolder, "desk.jsonl"));
        var contract = WrittenContract.Load("customer-service-notices.wsdl");
        _notices = new NoticeService(contract, Books, Moods, time);
        _server = new SoapServer("/customer-service/notices", contract, _notices.ServeAsync, 0, account);
        _queue = records;
        _records = new QueueRun("CS-4", "CustomerService.Interaction", records, Books, Moods, time);
        Moods.Changed += Switch;
    }

    public MoodBoard Moods { get; } = new();

    public Books Books { get; }

    /// <summary>Address of CS-3; the same while it is down.</summary>
    public Uri NoticeAddress => _server.Address;

    /// <summary>Notices heard, in the order in which they came.</summary>
    public IReadOnlyList<Notice> Notices => _notices.Heard;

    public Task StartAsync() => SwitchAsync();

    /// <summary>Ends when listening is as the mood wants it.</summary>
    public Task SwitchAsync() => _server.SwitchAsync(!Moods.Holds("CS-3", MoodKind.Down));

    /// <summary>CS-4: sends them in this order, unless the mood wants another.</summary>
    public Task SendAsync(IReadOnlyList<ServiceRecord> records, CancellationToken cancellationToken) =>
        _records.SendAsync([.. records.Select(Message)], cancellationToken);

    /// <summary>CS-4: once more, under the same identity.</summary>
    public Task SendAgainAsync(ServiceRecord record, CancellationToken cancellationToken) => _records.RepeatAsync(Message(record), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Moods.Changed -= Switch;
        await _server.DisposeAsync();
        await _queue.DisposeAsync();
        Books.Dispose();
    }

    private static QueueMessage Message(ServiceRecord record)
    {
        var at = record.At.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        var json = new JObject
        {
            ["version"] = 1, ["interactionId"] = record.InteractionId, ["kind"] = record.Kind, ["customerNo"] = record.CustomerNo,
            ["tookPlaceAt"] = at, ["content"] = record.Content, ["recordedAt"] = at,
        };
        if (record.Score is { } score)
            json["score"] = score;
        return new QueueMessage(record.InteractionId, "CustomerService.Interaction", Encoding.UTF8.GetBytes(json.ToString(Formatting.None)));
    }

    private async void Switch(string @interface)
    {
        if (@interface == "CS-3")
            await SwitchAsync();
    }
}
