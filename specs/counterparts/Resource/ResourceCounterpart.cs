namespace Integration.Specs.Counterparts;

/// <param name="WorkFolder">For its journals and files as made; null: in memory only, and no files.</param>
/// <param name="Account">What its SOAP servers demand of their caller; null: nothing.</param>
/// <param name="Hub">Where results go (RES-3); null: nobody is told.</param>
/// <param name="Drop">Where circuit reports go and receipts come back (RES-4); null: no reports.</param>
/// <param name="Circuits">Queue it writes: RES-5; null: nobody is told.</param>
public sealed record ResourceOptions(
    string? WorkFolder = null, SoapAccount? Account = null, HubSoap? Hub = null, IDropFolder? Drop = null, IQueuePort? Circuits = null);

/// <summary>The hub's SOAP service as another system knows it.</summary>
public sealed record HubSoap(Uri Address, string User, string Password);

/// <summary>
/// The resource management system 资源管理系统: checks (RES-1), takes requests (RES-2) and tells their results (RES-3), reports circuits each night (RES-4)
/// and what happens to them (RES-5).
/// </summary>
public sealed class ResourceCounterpart : IAsyncDisposable
{
    private readonly SoapServer _checks;
    private readonly SoapServer _requests;
    private readonly ResourceBook _book;
    private readonly ResultSender _results;
    private readonly IQueuePort? _queue;

    public ResourceCounterpart(World? world = null, ResourceOptions? options = null, TimeProvider? time = null)
    {
        options ??= new ResourceOptions();
        time ??= TimeProvider.System;
        string? File(string name) => options.WorkFolder is null ? null : Path.Combine(options.WorkFolder, name);
        Books = new Books(time, File("books.jsonl"));
        var checks = WrittenContract.Load("resource.wsdl");
        _checks = new SoapServer("/resource/check", checks, new FeasibilityService(checks, Books, Moods, time).ServeAsync, 0, options.Account);
        _book = new ResourceBook(File("requests.jsonl"));
        _results = new ResultSender(options.Hub, _book, Books, Moods, time);
        var requests = WrittenContract.Load("resource-request.wsdl");
        _requests = new SoapServer("/resource/request", requests, new RequestService(requests, _book, _results, Books, Moods, time).ServeAsync, 0, options.Account);
        _queue = options.Circuits;
        Events = new CircuitEvents(_queue, Books, Moods, time);
        if (options is { Drop: { } drop, WorkFolder: { } folder })
            Reports = new CircuitRun(world ?? new World(), drop, folder, Books, Moods, time);
        Moods.Changed += Switch;
    }

    public MoodBoard Moods { get; } = new();

    public Books Books { get; }

    /// <summary>RES-4; null without a folder.</summary>
    public CircuitRun? Reports { get; }

    /// <summary>RES-5.</summary>
    public CircuitEvents Events { get; }

    /// <summary>Address of RES-1; the same while it is down.</summary>
    public Uri SoapAddress => _checks.Address;

    /// <summary>Address of RES-2; the same while it is down.</summary>
    public Uri RequestAddress => _requests.Address;

    public Task StartAsync() => SwitchAsync();

    /// <summary>Tells results until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _results.RunAsync(cancellationToken);

    /// <summary>Tells, once, that something was released; whatever was asked.</summary>
    public Task<SoapOutcome> TellAsync(string requestId, string orderNo, CancellationToken cancellationToken) => _results.TellReleasedAsync(requestId, orderNo, cancellationToken);

    /// <summary>Tells a result of any content, once.</summary>
    public Task<SoapOutcome> TellAsync(System.Xml.Linq.XElement result, CancellationToken cancellationToken) => _results.TellAsync(result, cancellationToken);

    /// <summary>Ends when listening is as the mood wants it.</summary>
    public async Task SwitchAsync()
    {
        await _checks.SwitchAsync(!Moods.Holds("RES-1", MoodKind.Down));
        await _requests.SwitchAsync(!Moods.Holds("RES-2", MoodKind.Down));
    }

    public async ValueTask DisposeAsync()
    {
        Moods.Changed -= Switch;
        await _checks.DisposeAsync();
        await _requests.DisposeAsync();
        _results.Dispose();
        if (_queue is not null)
            await _queue.DisposeAsync();
        _book.Dispose();
        Books.Dispose();
    }

    private async void Switch(string @interface)
    {
        if (@interface is "RES-1" or "RES-2")
            await SwitchAsync();
    }
}
