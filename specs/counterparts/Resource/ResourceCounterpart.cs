namespace Integration.Specs.Counterparts;

/// <summary>The resource management system 资源管理系统: serves feasibility checks (RES-1).</summary>
public sealed class ResourceCounterpart : IAsyncDisposable
{
    private readonly SoapServer _server;

    /// <param name="workFolder">For its journal; null: in memory only.</param>
    /// <param name="port">Of the SOAP server; 0: a free one.</param>
    /// <param name="account">What the SOAP server demands of its caller; null: nothing.</param>
    public ResourceCounterpart(string? workFolder = null, int port = 0, TimeProvider? time = null, SoapAccount? account = null)
    {
        time ??= TimeProvider.System;
        Books = new Books(time, workFolder is null ? null : Path.Combine(workFolder, "books.jsonl"));
        var contract = WrittenContract.Load("resource.wsdl");
        _server = new SoapServer("/resource/check", contract, new FeasibilityService(contract, Books, Moods, time).ServeAsync, port, account);
        Moods.Changed += Switch;
    }

    public MoodBoard Moods { get; } = new();

    public Books Books { get; }

    /// <summary>Address of RES-1; the same while it is down.</summary>
    public Uri SoapAddress => _server.Address;

    public Task StartAsync() => SwitchAsync();

    /// <summary>Ends when listening is as the mood wants it.</summary>
    public Task SwitchAsync() => _server.SwitchAsync(!Moods.Holds("RES-1", MoodKind.Down));

    public async ValueTask DisposeAsync()
    {
        Moods.Changed -= Switch;
        await _server.DisposeAsync();
        Books.Dispose();
    }

    private async void Switch(string @interface)
    {
        if (@interface == "RES-1")
            await SwitchAsync();
    }
}
