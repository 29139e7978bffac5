using System.Globalization;

namespace Integration.Specs.Counterparts;

/// <summary>Billing's accounts behind BIL-4: does each request once and remembers its answer.</summary>
internal sealed class AccountBook : IDisposable
{
    private readonly World _world;
    private readonly TimeProvider _time;
    private readonly Journal<Deed> _journal;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, AccountAnswer> _answers = [];
    private readonly Dictionary<string, AccountState> _accounts = [];
    private int _opened;

    /// <param name="file">Journal: a billing system that was restarted still knows what it did; null: in memory only.</param>
    public AccountBook(World world, TimeProvider time, string? file)
    {
        (_world, _time) = (world, time);
        _journal = new Journal<Deed>(file, Remember);
    }

    /// <param name="work">Gets the account book to itself; says what became of the request.</param>
    public (AccountAnswer Answer, bool Repeat) Once(string requestId, Func<AccountAnswer> work)
    {
        lock (_lock)
        {
            if (_answers.TryGetValue(requestId, out var before))
                return (before, true);
            var answer = work();
            var deed = new Deed(requestId, answer, answer.AccountNo is { } no ? _accounts.GetValueOrDefault(no) : null, _opened);
            _journal.Append(deed);
            Remember(deed);
            return (answer, false);
        }
    }

    public AccountAnswer? Find(string requestId)
    {
        lock (_lock)
            return _answers.GetValueOrDefault(requestId);
    }

    /// <summary>Accounts opened over BIL-4, with their customer, in order.</summary>
    public IReadOnlyDictionary<string, AccountState> Accounts
    {
        get
        {
            lock (_lock)
                return new Dictionary<string, AccountState>(_accounts);
        }
    }

    public AccountAnswer Open(string? wantedNo, string customerNo, string paymentMethod, bool hasBankAccount)
    {
        if (!KnowsCustomer(customerNo))
            return Refused("B001", $"客户不存在: {customerNo}");
        if (paymentMethod == "DEBIT" && !hasBankAccount)
            return Refused("B007", "托收方式缺托收账户");
        if (wantedNo is not null && _accounts.TryGetValue(wantedNo, out var account) && account.Closed)
            return Refused("B003", $"合同号已销户: {wantedNo}");
        var accountNo = wantedNo ?? $"A{900_000_000 + ++_opened}";
        _accounts[accountNo] = new AccountState(customerNo, Closed: false);
        return Done(accountNo);
    }

    public AccountAnswer Change(string accountNo) => Usable(accountNo) ?? Done(accountNo);

    public AccountAnswer Close(string accountNo)
    {
        if (Usable(accountNo) is { } refused)
            return refused;
        _accounts[accountNo] = new AccountState(_accounts.GetValueOrDefault(accountNo)?.CustomerNo ?? "", Closed: true);
        return Done(accountNo);
    }

    public AccountAnswer Share(string payingAccountNo, IReadOnlyList<(string AccountNo, int BasisPoints)> shares)
    {
        if (Usable(payingAccountNo) is { } refused)
            return refused;
        foreach (var account in shares.GroupBy(s => s.AccountNo))
        {
            if (Usable(account.Key) is { } unusable)
                return unusable;
            if (account.Sum(s => s.BasisPoints) > 10_000)
                return Refused("B005", $"分摊比例超过100%: {account.Key}");
        }
        return Done(payingAccountNo);
    }

    public void Dispose() => _journal.Dispose();

    private void Remember(Deed deed)
    {
        _answers[deed.RequestId] = deed.Answer;
        _opened = deed.Opened;
        if (deed.State is not null)
            _accounts[deed.Answer.AccountNo!] = deed.State;
    }

    private AccountAnswer? Usable(string accountNo)
    {
        if (_accounts.TryGetValue(accountNo, out var account))
            return account.Closed ? Refused("B003", $"合同号已销户: {accountNo}") : null;
        return IsOfWorld(accountNo) ? null : Refused("B002", $"合同号不存在: {accountNo}");
    }

    private bool KnowsCustomer(string customerNo) =>
        customerNo.Length == 12 && int.TryParse(customerNo[5..], out var number) && number > 0 && _world.Customer(number - 1).Number == customerNo;

    private static bool IsOfWorld(string accountNo) =>
        accountNo.Length == 10 && accountNo[0] == 'A' && int.TryParse(accountNo[1..], out var number) && number is > 0 and < 900_000_000;

    private AccountAnswer Done(string accountNo) => new(accountNo, _time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), null, null);

    private static AccountAnswer Refused(string code, string message) => new(null, null, code, message);

    private sealed record Deed(string RequestId, AccountAnswer Answer, AccountState? State, int Opened);
}

internal sealed record AccountState(string CustomerNo, bool Closed);

/// <summary>Done (account and time) or refused (code and message).</summary>
internal sealed record AccountAnswer(string? AccountNo, string? DoneAt, string? Code, string? Message);
