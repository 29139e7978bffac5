using System.Globalization;
using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;
using Npgsql;

namespace Integration.Specs.Features.Whole;

/// <summary>
/// A hub is killed when its batch of debits lies whole in the bank's SFTP folder and the completion has not been committed: the next one finds
/// the file there, and each debit is collected once.
/// </summary>
[Collection(WholeHubCollection.Name)]
public sealed class KilledUploadSpecs : IAsyncLifetime
{
    private const int Debits = 300;
    private const long Gate = 20261122;
    private const string Interface = "BNK-1-A";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(300);
    private HubWorld? _world;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HubWorld World => _world!;

    private BankCounterpart Bank => World.Demo.Banks.A;

    public async ValueTask InitializeAsync() => _world = await HubWorld.StartAsync(null);

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
    }

    [Fact]
    public async Task Between_upload_and_completion_it_leaves_a_file_that_is_found_and_debits_that_are_collected_once()
    {
        await using (var gate = await CompletionGate.CloseAsync(World.Stores))
        {
            await using var hub = await World.StartHubAsync();
            await AskAsync();
            await WaitingAsync();
            Assert.Equal(1, await World.CloseAsync(Interface));
            await Patience.UntilAsync("the hub is about to complete the batch", gate.IsSomebodyWaitingAsync, waits => waits, Limit);
            await hub.KillAsync();
        }
        var batch = await BatchAsync();
        Assert.Equal((BatchState.Rendered, Debits), (batch.State, batch.Messages));
        var before = await Bank.Batches.ReadAsync("in", batch.FileName, Token);
        Assert.Equal(batch.Content!.Size, before.Length);
        // The bank does not wait for our bookkeeping: it has taken the file.
        Assert.Equal(1, await Bank.WorkAsync(Token));

        await using var again = await World.StartHubAsync();
        batch = await Patience.UntilAsync("the batch is sent", BatchAsync, b => b.State == BatchState.Sent, Limit);
        Assert.Equal(2, batch.Run);
        Assert.Equal(before, await Bank.Batches.ReadAsync("in", batch.FileName, Token));
        Assert.Equal(0, await Bank.WorkAsync(Token));
        await CollectedOnceAsync();
    }

    private async Task CollectedOnceAsync()
    {
        var payments = await Patience.UntilAsync("all debits are settled", () => World.Stores.Payments.ListAsync("settled", null, null, 2 * Debits, Token), p => p.Count == Debits, Limit);
        Assert.Equal(Bank.CollectedFen, payments.Sum(p => p.Fen));
        Assert.Equal(Debits, Bank.Books.Entries(Interface).Count(e => e.Kind == BookKind.Accepted));
        Assert.DoesNotContain(Bank.Books.Entries(), e => e.Kind is BookKind.Wrong or BookKind.Duplicate);
        Assert.Single(await Bank.Batches.ListAsync("in", Token));
        Assert.Empty(await World.Stores.Payments.DifferencesAsync("all", null, 10, Token));
        var told = await World.Stores.Operations.SearchAsync(new MessageQuery { Type = nameof(FileSent) }, Token);
        Assert.Single(told.Messages);
    }

    private async Task AskAsync()
    {
        for (var n = 0; n < Debits; n++)
        {
            var debit = new CollectDirectDebit
            {
                DebitNo = new DebitNumber($"DDK{n:D6}"),
                AccountNo = new AccountNumber(World.Demo.World.Account(n).Number),
                Debtor = new BankAccount { Bank = BankWorld.Codes[0], Number = new BankAccountNumber($"622202{n:D10}"), Holder = "東興纺织集团杭州公司" },
                Amount = Money.Cny(10_000 + n),
                CollectOn = new DateOnly(2026, 11, 30),
            };
            await World.PostAsync(debit, debit.DebitNo.Value, debit.DebitNo.Value);
        }
    }

    private Task WaitingAsync() => Patience.UntilAsync($"{Debits} debits wait for their hour",
        async () => (await World.Stores.Hub.Batches.WaitingAsync(Interface, Debits, Token)).Sum(w => w.Count), count => count == Debits, Limit);

    private async Task<OutgoingBatch> BatchAsync() => Assert.Single(await World.Stores.Hub.Batches.ListAsync(new BatchQuery(Interface), Token));

    /// <summary>While it is closed, no batch can be marked as sent: who tries waits in the database, as on a slow disk.</summary>
    private sealed class CompletionGate(NpgsqlConnection connection) : IAsyncDisposable
    {
        public static async Task<CompletionGate> CloseAsync(Stores stores)
        {
            var gate = new CompletionGate((NpgsqlConnection)await stores.OpenAsync(Token));
            var number = Gate.ToString(CultureInfo.InvariantCulture);
            await gate.RunAsync($"SELECT pg_advisory_lock({number})");
            await gate.RunAsync($"""
                CREATE FUNCTION box.wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock({number}); RETURN NEW; END $$;
                CREATE TRIGGER gate BEFORE UPDATE ON box.batch FOR EACH ROW WHEN (NEW.state = 2 AND OLD.state <> 2) EXECUTE FUNCTION box.wait_at_gate();
                """);
            return gate;
        }

        public async Task<bool> IsSomebodyWaitingAsync() =>
            await RunAsync($"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = {Gate.ToString(CultureInfo.InvariantCulture)}") is > 0L;

        public async ValueTask DisposeAsync()
        {
            await RunAsync("SELECT pg_advisory_unlock_all()");
            await connection.DisposeAsync();
        }

        private async Task<object?> RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync(Token);
        }
    }
}
