using System.Security.Cryptography;
using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo;

/// <summary>The three banks of a demo world, and billing's desk that posts what they collected.</summary>
internal sealed class BankWorld : IAsyncDisposable
{
    private readonly QueuePlace _notices;

    private BankWorld(QueuePlace notices) => _notices = notices;

    public required BankCounterpart A { get; init; }

    public required BankCounterpart B { get; init; }

    public required BankCounterpart C { get; init; }

    public required AccountOfBankA Account { get; init; }

    public required PostingRun Posting { get; init; }

    /// <summary>Where the hub leaves its files, as this machine has it; by interface.</summary>
    public required IReadOnlyDictionary<string, string> Inboxes { get; init; }

    /// <summary>Settings by the names that the banks' adapters use.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    public required IReadOnlyDictionary<string, string> Credentials { get; init; }

    /// <summary>By the system's name.</summary>
    public IReadOnlyList<(string System, BankCounterpart Bank)> All => [("bank-a", A), ("bank-b", B), ("bank-c", C)];

    public IEnumerable<MoodBoard> Moods => All.Select(b => b.Bank.Moods);

    /// <summary>A bank of China by its clearing code, so that debits find their bank.</summary>
    public static IReadOnlyList<string> Codes { get; } = ["102100099996", "105100000017", "313331000014"];

    public static async Task<BankWorld> StartAsync(string folder, DemoPlaces places, BillingCounterpart billing)
    {
        var (ours, its) = (Key(folder, "hub"), Key(folder, "bank-c"));
        var (a, b, c, pay) = (await places.FilesAsync("bank-a"), await places.FilesAsync("bank-b"), await places.FilesAsync("bank-c"), await places.FilesAsync("billing/bil-6"));
        var notices = places.Queue("bank-a.notices");
        var bankA = new BankCounterpart(new BankOptions(new BankAFormat(), a.Drop, (await places.FilesAsync("bank-a/out/status")).Drop, Path.Combine(folder, "bank-a")));
        var results = await places.FilesAsync("billing/bil-6/result");
        return new BankWorld(notices)
        {
            A = bankA,
            B = new BankCounterpart(new BankOptions(new BankBFormat(), b.Drop, (await places.FilesAsync("bank-b/back")).Drop, Path.Combine(folder, "bank-b"))),
            C = new BankCounterpart(new BankOptions(new BankCFormat(ours.Public, its.Private), c.Drop, (await places.FilesAsync("bank-c/result")).Drop, Path.Combine(folder, "bank-c"))),
            Account = new AccountOfBankA(bankA, (await places.FilesAsync("bank-a/out/statement")).Drop, notices.Port, Path.Combine(folder, "bank-a")),
            Posting = new PostingRun(pay.Drop, results.Drop, Path.Combine(folder, "billing"), billing.Books, billing.Moods),
            Inboxes = new Dictionary<string, string>
            {
                ["BNK-1-A"] = Path.Combine(a.Folder, "in"), ["BNK-1-B"] = Path.Combine(b.Folder, "send"), ["BNK-1-C"] = Path.Combine(c.Folder, "request"), ["BIL-6"] = Path.Combine(pay.Folder, "post"),
            },
            Values = new Dictionary<string, string>
            {
                ["bank-a.files"] = a.Address, ["bank-a.notices"] = notices.Address, ["bank-b.files"] = b.Address, ["bank-c.files"] = c.Address, ["billing.payments"] = pay.Address,
                ["bank-a.creditorName"] = "中国电信浙江分公司", ["bank-a.creditorId"] = "TELECOM-ZJ", ["bank-a.creditorAccount"] = AccountOfBankA.Account, ["bank-a.creditorBank"] = "102331000017",
                ["bank-c.merchantId"] = "898330148160001",
            },
            Credentials = new Dictionary<string, string>
            {
                ["bank-a-files"] = places.FilesCredential,
                ["bank-a-queue"] = places.QueueCredential,
                ["bank-b-files"] = places.FilesCredential,
                ["bank-c-files"] = places.FilesCredential,
                ["bank-c-our-key"] = $"{{ keyFile: \"{Path.Combine(folder, "hub.key.pem")}\" }}",
                ["bank-c-its-key"] = $"{{ keyFile: \"{Path.Combine(folder, "bank-c.pub.pem")}\" }}",
            },
        };
    }

    public async ValueTask DisposeAsync()
    {
        Account.Dispose();
        Posting.Dispose();
        foreach (var (_, bank) in All)
            bank.Dispose();
        await _notices.Port.DisposeAsync();
    }

    // A kept world keeps its keys: what was signed yesterday is read today.
    private static (string Public, string Private) Key(string folder, string name)
    {
        var (file, pub) = (Path.Combine(folder, name + ".key.pem"), Path.Combine(folder, name + ".pub.pem"));
        if (!File.Exists(file))
        {
            using var key = RSA.Create(2048);
            File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
            File.WriteAllText(pub, key.ExportSubjectPublicKeyInfoPem());
        }
        return (File.ReadAllText(pub), File.ReadAllText(file));
    }
}
