using System.Globalization;
using Integration.CoreApp.Payments;
using Integration.Hub.Core.Batches;
using Integration.Hub.Host.Cli;
using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

/// <summary>The money of a scenario: its debit and its transfer, at the banks, in payments, at billing.</summary>
public sealed class BankDay(WholeHub hub)
{
    private static int s_debits;
    private readonly List<string> _subjects = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal BankWorld Banks => hub.Demo.Banks;

    public PaymentQueries Payments => hub.Hub.Stores.Payments;

    public CollectDirectDebit Debit { get; private set; } = null!;

    /// <summary>Bank A's reference of the transfer.</summary>
    public string Transfer { get; private set; } = "";

    /// <summary>Of the payments of this scenario, oldest first.</summary>
    public IReadOnlyList<string> Subjects => _subjects;

    public BankCounterpart Bank(string letter) => Banks.All["ABC".IndexOf(letter[0])].Bank;

    /// <summary>Asked for twice, by two messages.</summary>
    /// <param name="code">Clearing code of the debtor's bank.</param>
    public async Task AskAsync(string yuan, string code, DateOnly collectOn)
    {
        var n = Interlocked.Increment(ref s_debits);
        Debit = new CollectDirectDebit
        {
            DebitNo = new DebitNumber($"DDF{n:D6}"),
            AccountNo = new AccountNumber(hub.World.Account(n).Number),
            Debtor = new BankAccount { Bank = code, Number = new BankAccountNumber($"622202{n:D10}"), Holder = "東興纺织集团杭州公司" },
            Amount = Money.Cny(Fen(yuan)),
            CollectOn = collectOn,
        };
        _subjects.Add("debit:" + Debit.DebitNo);
        await hub.PostAsync(Debit, Debit.DebitNo.Value, Debit.DebitNo.Value);
        await hub.PostAsync(Debit, Debit.DebitNo.Value, Debit.DebitNo.Value + "-again");
    }

    /// <summary>The batch goes out, and the bank works on it.</summary>
    public async Task CollectAsync(string bank)
    {
        await CloseAsync("BNK-1-" + bank);
        await Patience.UntilAsync("the bank has the batch", async () =>
        {
            await Bank(bank).WorkAsync(Token);
            return Bank(bank).Collected.ContainsKey(Debit.DebitNo.Value);
        }, has => has);
    }

    /// <summary>Told of twice.</summary>
    public async Task TransferAsync(string yuan, string account)
    {
        Banks.A.Moods.Set("BNK-4-A", MoodKind.Duplicate, times: 1);
        Transfer = await Banks.Account.PayInAsync(Fen(yuan), "杭州大学", $"电话费 {account}", Token);
        _subjects.Add("bank-a:" + Transfer);
        await StandsAsync("bank-a:" + Transfer, p => p.State == "received");
    }

    public async Task CloseAsync(string @interface)
    {
        await Patience.UntilAsync($"a message waits for {@interface}", () => hub.Hub.Stores.Hub.Batches.WaitingAsync(@interface, 1, Token), waiting => waiting.Count > 0);
        await BatchVerbs.CloseAsync(hub.Hub.Stores, new BatchPlanner(hub.Hub.Runtime.Wiring.Outbound[@interface]), @interface, "the hour has come", Token);
    }

    /// <summary>The file that went out last is gone from the other side's folder; <c>hub batch resend</c> brings it again. Returns its name and both contents.</summary>
    public async Task<(string Name, byte[] Before, byte[] Again)> LoseAndResendAsync(string @interface, string folder)
    {
        var batch = await Patience.UntilAsync("the batch is sent", async () => (await hub.Hub.Stores.Hub.Batches.ListAsync(new BatchQuery(@interface), Token))[0], b => b.State == BatchState.Sent);
        var file = Path.Combine(folder, batch.FileName);
        var before = await File.ReadAllBytesAsync(file, Token);
        File.Delete(file);
        var resent = await HubCommand.RunAsync(null, "batch", "resend", @interface, batch.Number.ToString(CultureInfo.InvariantCulture), "--reason", "the other side lost it", "--config", hub.Demo.Settings.ConfigFolder);
        Assert.True(resent.Code == 0, resent.Said + resent.Complained);
        await Patience.UntilAsync($"{batch.FileName} is there again", () => Task.FromResult(File.Exists(file)), there => there);
        return (batch.FileName, before, await File.ReadAllBytesAsync(file, Token));
    }

    public Task<PaymentView> StandsAsync(string subject, Func<PaymentView, bool> enough) => Patience.UntilAsync(
        subject, async () => (await Payments.ShowAsync(subject, Token))?.Payment!, p => p is not null && enough(p));

    /// <summary>The differences of a payment that are not closed.</summary>
    public async Task<IReadOnlyList<PaymentDifference>> ListedAsync(string subject) =>
        [.. (await Payments.DifferencesAsync(null, null, 10_000, Token)).Where(d => d.Subject == subject)];

    public Task QuarantinedAsync(string @interface, string code) => Patience.UntilAsync("the file in quarantine",
        async () => (await hub.Hub.Stores.Hub.Transfers.ListAsync(new TransferQuery(@interface), Token)).Where(t => t.State == TransferState.Quarantined).Select(t => t.Failure?.Code).ToList(),
        codes => codes.Contains(code));

    public static long Fen(string yuan) => (long)(decimal.Parse(yuan, CultureInfo.InvariantCulture) * 100);
}
