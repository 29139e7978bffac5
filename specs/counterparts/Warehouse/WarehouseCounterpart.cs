using System.Collections.Concurrent;
using System.Text;
using System.Xml.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>A data warehouse that subscribes: reads a queue (SUB-1), serves the hub's subscriber contract (SUB-2), looks at files that are left for it (SUB-3).</summary>
public sealed class WarehouseCounterpart : IAsyncDisposable
{
    private const string Queue = "SUB-1", Soap = "SUB-2";
    private readonly WrittenContract _contract = WrittenContract.Load("subscriber.wsdl");
    private readonly ConcurrentDictionary<string, string> _taken = [];
    private readonly TimeProvider _time;
    private readonly IQueuePort _queue;
    private readonly SoapServer _server;

    /// <param name="queue">Queue of SUB-1.</param>
    /// <param name="workFolder">For its journal.</param>
    /// <param name="account">What the SOAP server demands of its caller; null: nothing.</param>
    public WarehouseCounterpart(IQueuePort queue, string workFolder, SoapAccount? account = null, TimeProvider? time = null)
    {
        (_queue, _time) = (queue, time ?? TimeProvider.System);
        Books = new Books(_time, Path.Combine(workFolder, "warehouse.jsonl"));
        _server = new SoapServer("/warehouse", _contract, ServeAsync, 0, account);
        Moods.Changed += Switch;
    }

    public MoodBoard Moods { get; } = new();

    public Books Books { get; }

    /// <summary>Address of SUB-2; the same while it is down.</summary>
    public Uri SoapAddress => _server.Address;

    public Task StartAsync() => SwitchAsync();

    /// <summary>Ends when listening is as the mood wants it.</summary>
    public Task SwitchAsync() => _server.SwitchAsync(!Moods.Holds(Soap, MoodKind.Down));

    /// <summary>Reads its queue until cancelled; not while it is down.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Moods.WaitForEndAsync(Queue, MoodKind.Down, cancellationToken);
        await _queue.ReceiveAsync((message, _) =>
        {
            var id = Read(message.Body);
            Take(Queue, id ?? message.Id, Encoding.UTF8.GetString(message.Body.Span), readable: id is not null);
            return Task.CompletedTask;
        }, cancellationToken);
    }

    /// <summary>SUB-3: records of all files that lie there, each a line of canonical JSON.</summary>
    public static async Task<IReadOnlyList<JObject>> RecordsAsync(IDropFolder files, CancellationToken cancellationToken)
    {
        var records = new List<JObject>();
        foreach (var name in (await files.ListAsync("surveys", cancellationToken)).Where(n => n.EndsWith(".json", StringComparison.Ordinal)))
        {
            var text = Encoding.UTF8.GetString(await files.ReadAsync("surveys", name, cancellationToken));
            records.AddRange(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JObject.Parse));
        }
        return records;
    }

    public async ValueTask DisposeAsync()
    {
        Moods.Changed -= Switch;
        await _server.DisposeAsync();
        await _queue.DisposeAsync();
        Books.Dispose();
    }

    private Task<SoapReply> ServeAsync(SoapCall call, CancellationToken cancellationToken)
    {
        var id = (string)call.Body.Attribute("id")!;
        // The contract has no system fault of its own: a plain one says nothing but "later".
        return new SoapMoods(Moods, Soap, Books, _time, () => new XElement("later")).ServeAsync(id, () =>
        {
            Take(Soap, id, call.Body.ToString(SaveOptions.DisableFormatting), readable: call.Body.HasElements);
            return new SoapReply.Answer(new XElement(_contract.Namespace + "received", new XElement(_contract.Namespace + "id", id)));
        }, () => Refuse(id), cancellationToken);
    }

    private SoapReply Refuse(string id)
    {
        Books.Enter(Soap, BookKind.Rejected, id);
        return new SoapReply.Fault(Client: false, "拒收", new XElement(_contract.Namespace + "NotTaken",
            new XElement(_contract.Namespace + "id", id), new XElement(_contract.Namespace + "reason", "仓库不收此消息")));
    }

    // The same id is taken once, with whatever content it came first.
    private void Take(string @interface, string id, string content, bool readable)
    {
        if (!readable)
            Books.Enter(@interface, BookKind.Wrong, id, note: "unreadable");
        else if (_taken.TryAdd($"{@interface}:{id}", content))
            Books.Enter(@interface, BookKind.Accepted, id);
        else
            Books.Enter(@interface, _taken[$"{@interface}:{id}"] == content ? BookKind.Duplicate : BookKind.Wrong, id);
    }

    private static string? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            var message = JObject.Parse(Encoding.UTF8.GetString(body.Span));
            return message["records"] is JArray { Count: > 0 } ? (string?)message["id"] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async void Switch(string @interface)
    {
        if (@interface == Soap)
            await SwitchAsync();
    }
}
