using Integration.Specs.Counterparts;
using Xunit;

namespace Integration.Specs.CounterpartSpecs;

/// <summary>What banks and billing's posting desk keep: a debit is collected once and a payment posted once, over a restart too.</summary>
public sealed class Banks_and_billing_s_desk : IAsyncLifetime
{
    private readonly Folder _folder = new();
    private readonly MemoryQueue _notices = new();
    private BankCounterpart _bank = null!;
    private AccountOfBankA _account = null!;
    private Books _billing = null!;
    private MoodBoard _moods = null!;
    private PostingRun _posting = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _bank = new BankCounterpart(new BankOptions(new BankAFormat(), new LocalDropFolder(_folder["bank"]), new LocalDropFolder(_folder["status"]), _folder["own"]));
        _account = new AccountOfBankA(_bank, new LocalDropFolder(_folder["statement"]), _notices, _folder["own"]);
        _moods = new MoodBoard();
        _billing = new Books(TimeProvider.System, _folder["billing/books.jsonl"]);
        _posting = new PostingRun(new LocalDropFolder(_folder["pay"]), new LocalDropFolder(_folder["result"]), _folder["billing"], _billing, _moods);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        Stop();
        await _notices.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task remember_over_a_restart_what_they_collected_and_under_which_name()
    {
        Bring("bank/in", "PAIN008_20261122_000001.xml", Sample("bank-a", "pain008.xml"));
        Assert.Equal(1, await _bank.WorkAsync(Token));
        var before = _bank.Collected.OrderBy(c => c.Key).ToList();
        await RestartAsync();
        Assert.Equal(0, await _bank.WorkAsync(Token));
        Bring("bank/in", "PAIN008_20261122_000002.xml", Sample("bank-a", "pain008.xml"));
        Assert.Equal(1, await _bank.WorkAsync(Token));
        Assert.Equal(before, _bank.Collected.OrderBy(c => c.Key));
        var summary = _bank.Books.Summary("BNK-1-A");
        Assert.Equal((2, 2, 0), (summary.Accepted, summary.Duplicates, summary.Wrong));
        Bring("bank/in", "PAIN008_20261122_000001.xml", [.. Sample("bank-a", "pain008.xml"), (byte)'\n']);
        await _bank.WorkAsync(Token);
        Assert.Equal(1, _bank.Books.Summary("BNK-1-A").Wrong);
        Assert.Equal(2, Directory.GetFiles(_folder["status"]).Length);
    }

    [Fact]
    public async Task send_after_a_restart_the_results_that_were_held_back()
    {
        _bank.Moods.Set("BNK-2-A", MoodKind.Late);
        Bring("bank/in", "PAIN008_20261122_000001.xml", Sample("bank-a", "pain008.xml"));
        await _bank.WorkAsync(Token);
        Assert.Equal(2, _bank.Collected.Count);
        Assert.False(Directory.Exists(_folder["status"]));
        await RestartAsync();
        await _bank.WorkAsync(Token);
        await _bank.WorkAsync(Token);
        Assert.Empty(Iso20022.Problems("pain.002.001.10", File.ReadAllBytes(Assert.Single(Directory.GetFiles(_folder["status"])))));
    }

    [Fact]
    public async Task go_on_after_a_restart_with_the_closing_balance_and_book_nothing_again()
    {
        await _account.PayInAsync(5_000, "杭州大学", "电话费", Token);
        await _account.StatementAsync(Token);
        var (balance, reference) = (_account.BalanceFen, (await _notices.TakeAsync(1, Token))[0].Id);
        await RestartAsync();
        Assert.Equal((balance, 5_000, 1), (_account.BalanceFen, _account.TransfersFen, _account.Transfers));
        Assert.NotEqual(reference, "NTF" + await _account.PayInAsync(700, "杭州大学", "电话费", Token));
        await _account.StatementAsync(Token);
        Assert.Equal(balance + 700, _account.BalanceFen);
        Assert.Equal([1L, 1L], _bank.Books.Entries("BNK-3-A").Select(e => e.Count));
        Assert.Equal(2, Directory.GetFiles(_folder["statement"]).Length);
    }

    [Fact]
    public async Task remember_over_a_restart_what_was_posted()
    {
        BringPayments("XZ_20261123_001.txt");
        Assert.Equal(1, await _posting.WorkAsync(Token));
        var posted = (_posting.Posted, _posting.PostedFen);
        await RestartAsync();
        Assert.Equal(0, await _posting.WorkAsync(Token));
        BringPayments("XZ_20261123_002.txt");
        Assert.Equal(1, await _posting.WorkAsync(Token));
        Assert.Equal(posted, (_posting.Posted, _posting.PostedFen));
        Assert.Equal((2L, 2L, 0L), _billing.Summary("BIL-6") is var s ? (s.Accepted, s.Duplicates, s.Wrong) : default);
        Assert.Equal(4, Directory.GetFiles(_folder["result"]).Length);
    }

    private static byte[] Sample(string system, string name) => File.ReadAllBytes(Samples.Path(system, name));

    private void BringPayments(string name)
    {
        Bring("pay/post", name, Sample("billing", "payments.gb18030.txt"));
        Bring("pay/post", name + ".ok", []);
    }

    private void Bring(string folder, string name, byte[] content)
    {
        Directory.CreateDirectory(_folder[folder]);
        File.WriteAllBytes(Path.Combine(_folder[folder], name), content);
    }

    private ValueTask RestartAsync()
    {
        Stop();
        return InitializeAsync();
    }

    private void Stop()
    {
        _posting.Dispose();
        _billing.Dispose();
        _account.Dispose();
        _bank.Dispose();
    }
}
