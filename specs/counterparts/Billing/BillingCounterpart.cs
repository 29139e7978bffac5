namespace Integration.Specs.Counterparts;

/// <param name="Drop">Where bill files go and receipts come back.</param>
/// <param name="WorkFolder">Billing's own folder: files as made, journal.</param>
/// <param name="Port">Of the SOAP server of BIL-4; 0: a free one.</param>
/// <param name="Account">What the SOAP servers demand of their caller; null: nothing.</param>
/// <param name="Usage">Where usage files go (BIL-2); null: where bill files go.</param>
/// <param name="Events">Queue of BIL-3; null: nothing is sent.</param>
public sealed record BillingOptions(IDropFolder Drop, string WorkFolder, int Port = 0, SoapAccount? Account = null, IDropFolder? Usage = null, IQueuePort? Events = null);

/// <summary>The billing system 计费系统: brings bills (BIL-1) and usage (BIL-2), tells of accounts (BIL-3), serves accounts (BIL-4) and current charges (BIL-5).</summary>
public sealed class BillingCounterpart : IAsyncDisposable
{
    private static readonly string[] Closing = ["BIL-4", "BIL-5"];
    private readonly SoapServer _accountServer;
    private readonly SoapServer _chargeServer;
    private readonly AccountBook _accounts;
    private readonly IQueuePort? _queue;

    public BillingCounterpart(BillingOptions options, World world, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        Books = new Books(time, Path.Combine(options.WorkFolder, "books.jsonl"));
        Bills = new BillRun(world, options.Drop, options.WorkFolder, Books, Moods, time);
        Usage = new UsageRun(world, options.Usage ?? options.Drop, options.WorkFolder, Books, Moods, time);
        _queue = options.Events;
        Events = _queue is null ? null : new AccountEvents(_queue, Books, Moods, time);
        var contract = WrittenContract.Load("billing.wsdl");
        _accounts = new AccountBook(world, time, Path.Combine(options.WorkFolder, "accounts.jsonl"));
        _accountServer = new SoapServer("/billing/account", contract, new AccountService(_accounts, contract, Books, Moods, time).ServeAsync, options.Port, options.Account);
        var charges = WrittenContract.Load("billing-charges.wsdl");
        _chargeServer = new SoapServer("/billing/charge", charges, new ChargeService(world, charges, Books, Moods, time).ServeAsync, 0, options.Account);
        Moods.Changed += Switch;
    }

    public MoodBoard Moods { get; } = new();

    public Books Books { get; }

    /// <summary>BIL-1.</summary>
    public BillRun Bills { get; }

    /// <summary>BIL-2.</summary>
    public UsageRun Usage { get; }

    /// <summary>BIL-3; null if it was given no queue.</summary>
    public AccountEvents? Events { get; }

    /// <summary>Address of BIL-4; the same while it is down.</summary>
    public Uri SoapAddress => _accountServer.Address;

    /// <summary>Address of BIL-5; the same while it is down.</summary>
    public Uri ChargeAddress => _chargeServer.Address;

    /// <summary>Account numbers opened over BIL-4 and not closed, by customer number.</summary>
    public ILookup<string, string> OpenAccounts => _accounts.Accounts.Where(a => !a.Value.Closed).ToLookup(a => a.Value.CustomerNo, a => a.Key);

    public Task StartAsync() => SwitchAsync();

    /// <summary>Month-end closing 月结: BIL-4 and BIL-5 take connections and answer nothing, until it ends.</summary>
    public void BeginMonthEnd()
    {
        foreach (var closing in Closing)
            Moods.Set(closing, MoodKind.MonthEnd);
    }

    public void EndMonthEnd()
    {
        foreach (var closing in Closing)
            Moods.Clear(closing, MoodKind.MonthEnd);
    }

    /// <summary>Ends when listening is as the mood wants it.</summary>
    public async Task SwitchAsync()
    {
        await _accountServer.SwitchAsync(!Moods.Holds("BIL-4", MoodKind.Down));
        await _chargeServer.SwitchAsync(!Moods.Holds("BIL-5", MoodKind.Down));
    }

    public async ValueTask DisposeAsync()
    {
        Moods.Changed -= Switch;
        await _accountServer.DisposeAsync();
        await _chargeServer.DisposeAsync();
        if (_queue is not null)
            await _queue.DisposeAsync();
        _accounts.Dispose();
        Books.Dispose();
    }

    private async void Switch(string @interface)
    {
        if (Closing.Contains(@interface))
            await SwitchAsync();
    }
}
