namespace Integration.Specs.Counterparts;

/// <param name="Drop">Where bill files go and receipts come back.</param>
/// <param name="WorkFolder">Billing's own folder: files as made, journal.</param>
/// <param name="Port">Of the SOAP server; 0: a free one.</param>
/// <param name="Account">What the SOAP server demands of its caller; null: nothing.</param>
public sealed record BillingOptions(IDropFolder Drop, string WorkFolder, int Port = 0, SoapAccount? Account = null);

/// <summary>The billing system 计费系统: brings bill files (BIL-1), serves accounts (BIL-4).</summary>
public sealed class BillingCounterpart : IAsyncDisposable
{
    private readonly SoapServer _server;
    private readonly AccountBook _accounts;

    public BillingCounterpart(BillingOptions options, World world, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        Books = new Books(time, Path.Combine(options.WorkFolder, "books.jsonl"));
        Bills = new BillRun(world, options.Drop, options.WorkFolder, Books, Moods, time);
        var contract = WrittenContract.Load("billing.wsdl");
        _accounts = new AccountBook(world, time, Path.Combine(options.WorkFolder, "accounts.jsonl"));
        _server = new SoapServer("/billing/account", contract, new AccountService(_accounts, contract, Books, Moods, time).ServeAsync, options.Port, options.Account);
        Moods.Changed += Switch;
    }

    public MoodBoard Moods { get; } = new();

    public Books Books { get; }

    /// <summary>BIL-1.</summary>
    public BillRun Bills { get; }

    /// <summary>Address of BIL-4; the same while it is down.</summary>
    public Uri SoapAddress => _server.Address;

    /// <summary>Account numbers opened over BIL-4 and not closed, by customer number.</summary>
    public ILookup<string, string> OpenAccounts => _accounts.Accounts.Where(a => !a.Value.Closed).ToLookup(a => a.Value.CustomerNo, a => a.Key);

    public Task StartAsync() => SwitchAsync();

    /// <summary>Ends when listening is as the mood wants it.</summary>
    public Task SwitchAsync() => _server.SwitchAsync(!Moods.Holds("BIL-4", MoodKind.Down));

    public async ValueTask DisposeAsync()
    {
        Moods.Changed -= Switch;
        await _server.DisposeAsync();
        _accounts.Dispose();
        Books.Dispose();
    }

    private async void Switch(string @interface)
    {
        if (@interface == "BIL-4")
            await SwitchAsync();
    }
}
