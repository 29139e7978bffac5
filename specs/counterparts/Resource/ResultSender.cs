using System.Threading.Channels;
using System.Xml.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>RES-3 on resource management's side: tells each result until the hub has acknowledged it, in the mood of the day.</summary>
internal sealed class ResultSender : IDisposable
{
    public const string Interface = "RES-3";
    private readonly Channel<ResourceRequest> _toTell = Channel.CreateUnbounded<ResourceRequest>();
    private readonly SoapCaller? _hub;
    private readonly ResourceBook _book;
    private readonly Books _books;
    private readonly MoodBoard _moods;
    private readonly TimeProvider _time;

    public ResultSender(HubSoap? hub, ResourceBook book, Books books, MoodBoard moods, TimeProvider time)
    {
        (_book, _books, _moods, _time) = (book, books, moods, time);
        if (hub is not null)
            _hub = new SoapCaller(hub.Address, WrittenContract.Load("resource-result.wsdl"), hub.User, hub.Password, time, TimeSpan.FromSeconds(20));
        foreach (var untold in book.Untold())
            Later(untold);
    }

    public void Later(ResourceRequest request) => _toTell.Writer.TryWrite(request);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var request in _toTell.Reader.ReadAllAsync(cancellationToken))
            {
                await _moods.WaitForEndAsync(Interface, MoodKind.Down, cancellationToken);
                if (_moods.Take(Interface, MoodKind.Late) is { } late)
                    await Task.Delay(late.By ?? TimeSpan.FromSeconds(5), _time, cancellationToken);
                await SendAsync(request, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // what is not acknowledged is in the journal
        }
    }

    /// <summary>Ends when the hub has answered; tried again for as long as it does not.</summary>
    public async Task SendAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        _books.Enter(Interface, BookKind.Sent, request.RequestId, note: request.ResultElement.Name.LocalName);
        await UntilAnsweredAsync(request.RequestId, request.ResultElement, cancellationToken);
        _book.Told(request.RequestId);
        if (_moods.Take(Interface, MoodKind.Duplicate) is null)
            return;
        _books.Enter(Interface, BookKind.Repeated, request.RequestId);
        await UntilAnsweredAsync(request.RequestId, request.ResultElement, cancellationToken);
    }

    public Task<SoapOutcome> TellReleasedAsync(string requestId, string orderNo, CancellationToken cancellationToken) =>
        TellAsync(ResultMaker.Released(requestId, orderNo, _time.GetUtcNow()), cancellationToken);

    /// <summary>Tells a result of any content, once.</summary>
    public Task<SoapOutcome> TellAsync(XElement result, CancellationToken cancellationToken)
    {
        var id = result.Elements().First(e => e.Name.LocalName == "requestId").Value;
        _books.Enter(Interface, BookKind.Sent, id, note: result.Name.LocalName);
        return OnceAsync(id, result, cancellationToken);
    }

    public void Dispose() => _hub?.Dispose();

    private async Task UntilAnsweredAsync(string id, XElement result, CancellationToken cancellationToken)
    {
        while (await OnceAsync(id, result, cancellationToken) is { Answer: null } outcome && outcome.Fault?.Name.LocalName != "BusinessFault")
            await Task.Delay(TimeSpan.FromSeconds(1), _time, cancellationToken);
    }

    private async Task<SoapOutcome> OnceAsync(string id, XElement result, CancellationToken cancellationToken)
    {
        var hub = _hub ?? throw new InvalidOperationException("resource management knows no hub to tell results");
        var outcome = await hub.CallAsync(result, new SoapCallOptions(), cancellationToken);
        _books.Enter(Interface, outcome switch
        {
            { Answer: not null, Trouble: null } => BookKind.Accepted,
            { Answer: not null } => BookKind.Wrong,
            { Fault.Name.LocalName: "BusinessFault" } => BookKind.Rejected,
            _ => BookKind.Failed,
        }, id, note: outcome.Trouble ?? outcome.FaultText);
        return outcome;
    }
}
