using System.Data.Common;
using System.Globalization;

namespace Integration.Specs.Payments;

/// <summary>What every test of payments needs: a store of its own, messages that arrive, what was said, what differs.</summary>
public abstract class PaymentSpecs(PostgresForAll? postgres) : IAsyncLifetime
{
    private static long s_sequence;
    private readonly Lock _lock = new();
    private readonly List<AcceptItem> _said = [];
    private PaymentStore? _store;
    private PaymentsSubscriber? _payments;

    protected const string Bank = "bank-a";

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected PaymentStore Store => _store!;

    protected PaymentQueries Queries => new(Store.OpenAsync, Store.Dialect, TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        _store = postgres is null ? new SqliteStore() : new PostgresStore(await postgres.DatabaseAsync());
        await Store.MigrateAsync();
        _payments = new PaymentsSubscriber(TimeProvider.System) { Routes = _ => [] };
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static DateTimeOffset On(int day) => new(2026, 11, day, 10, 0, 0, TimeSpan.FromHours(8));

    protected static Money Yuan(decimal yuan) => Money.Cny((long)(yuan * 100));

    protected static CollectDirectDebit Debit(string no = "D1", decimal yuan = 100) => new()
    {
        DebitNo = new DebitNumber(no),
        AccountNo = new AccountNumber("A000000001"),
        Debtor = new BankAccount { Bank = "102", Number = new BankAccountNumber("6222000011112222"), Holder = "華成机械" },
        Amount = Yuan(yuan),
        CollectOn = new DateOnly(2026, 11, 22),
    };

    protected static DirectDebitSettled Settled(string no = "D1", decimal yuan = 100, int day = 22) => new() { DebitNo = new DebitNumber(no), Amount = Yuan(yuan), OccurredAt = On(day) };

    protected static DirectDebitFailed Failed(string no = "D1", string code = "AM04") => new() { DebitNo = new DebitNumber(no), ReasonCode = code, OccurredAt = On(22) };

    protected static PaymentReceived Received(string reference = "R1", decimal yuan = 50, string? account = "A000000002", int day = 22) => new()
    {
        PaymentNo = new PaymentNumber(reference),
        AccountNo = account is null ? null : new AccountNumber(account),
        Amount = Yuan(yuan),
        Channel = PaymentChannel.BankTransfer,
        PaidAt = On(day),
        PayerName = "東興纺织",
        OccurredAt = On(day),
    };

    protected static BankStatementEntry Entry(decimal yuan, string? debit = null, string reference = "R0", int day = 22) => new()
    {
        EntryNo = 0, BankReference = reference, Amount = Yuan(yuan), BookedOn = new DateOnly(2026, 11, day), DebitNo = debit is null ? null : new DebitNumber(debit),
    };

    /// <summary>A statement of one day that agrees with itself.</summary>
    protected static BankStatementIssued Statement(int day, decimal opening, params BankStatementEntry[] entries) => new()
    {
        StatementNo = new BatchNumber($"S{day:00}"),
        AccountNo = new BankAccountNumber("3301"),
        From = new DateOnly(2026, 11, day),
        To = new DateOnly(2026, 11, day),
        Opening = Yuan(opening),
        Closing = entries.Aggregate(Yuan(opening), (sum, e) => sum + e.Amount),
        Entries = [.. entries.Select((e, i) => e with { EntryNo = i + 1 })],
        OccurredAt = On(day),
    };

    protected static ClaimedDelivery From<T>(string source, params T[] messages)
        where T : class => FromAt(On(22), source, messages);

    /// <param name="at">When the hub takes it.</param>
    protected static ClaimedDelivery FromAt<T>(DateTimeOffset at, string source, params T[] messages)
        where T : class
    {
        var shape = CanonicalCatalog.Of<T>();
        var id = MessageId.New(at);
        var body = messages.Length == 1 ? CanonicalJson.Serialize(messages[0]) : CanonicalJson.SerializeBatch(messages);
        var envelope = new Envelope { Id = id, Type = shape.Type, Version = shape.Version, Source = source, Body = body, Count = messages.Length, ConversationId = id.ToString(), ReceivedAt = at };
        return new ClaimedDelivery(new DeliveryId(id, "payments"), Interlocked.Increment(ref s_sequence), 1, null, "node", On(22), envelope);
    }

    /// <summary>One transaction; the bank says it, or, for commands, the core.</summary>
    protected Task ArriveAsync<T>(params T[] messages)
        where T : class => DeliverAsync(From(Bank, messages));

    protected async Task DeliverAsync(params ClaimedDelivery[] deliveries)
    {
        await using var connection = await Store.OpenAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        var box = new Transaction(connection, transaction, Store.Dialect);
        await _payments!.HandleAsync(box, deliveries, Token);
        await transaction.CommitAsync(Token);
        lock (_lock)
            _said.AddRange(box.Published);
    }

    /// <summary>What payments said of one type.</summary>
    protected IReadOnlyList<T> Said<T>()
        where T : class
    {
        lock (_lock)
            return [.. _said.Where(i => i.Envelope.Type == typeof(T).Name).SelectMany(i => CanonicalJson.DeserializeBatch<T>(i.Envelope.Body))];
    }

    /// <summary>Differences that are not closed, as "subject kind state".</summary>
    protected async Task<IReadOnlyList<string>> OpenAsync() =>
        [.. (await Queries.DifferencesAsync(null, null, 1000, Token)).Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Subject} {d.Kind} {d.State}")).Order(StringComparer.Ordinal)];

    private sealed class Transaction(DbConnection connection, DbTransaction transaction, SqlDialect dialect) : IInBoxTransaction
    {
        public DbConnection Connection => connection;

        DbTransaction IInBoxTransaction.Transaction => transaction;

        public SqlDialect Dialect => dialect;

        public List<AcceptItem> Published { get; } = [];

        public void Publish(AcceptItem item) => Published.Add(item);
    }
}
