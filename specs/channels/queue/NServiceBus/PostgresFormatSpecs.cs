using Integration.Hub;
using Integration.Specs.Servers;
using Integration.Hub.Channels.Queue;
using Npgsql;

namespace Integration.Specs.Channels.Queue;

/// <summary>The tables the hub creates, column by column, as the transport's document has them.</summary>
public sealed class PostgresFormatSpecs(QueueServers servers) : IAsyncLifetime
{
    private DocumentedEndpoint _other = null!;
    private SqlQueueTopology _topology = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _other = await DocumentedPostgresEndpoint.OpenAsync(servers);
        _topology = new SqlQueueTopology(_other.Database, TimeProvider.System);
    }

    public ValueTask DisposeAsync() => _other.DisposeAsync();

    [Fact]
    public async Task A_queue_table_has_the_documented_columns_and_keys()
    {
        await _topology.CreateQueueAsync(new QueueAddress("Sales.Orders"), Cancellation);
        Assert.Equal(
        [
            "id uuid NO -",
            "expires timestamp without time zone YES -",
            "headers text NO -",
            "body bytea YES -",
            "seq integer NO nextval('\"Sales.Orders_seq_seq\"'::regclass)",
        ], await ColumnsAsync("Sales.Orders"));
        Assert.Equal(["p id", "u seq"], await KeysAsync("Sales.Orders"));
    }

    [Fact]
    public async Task A_delayed_table_has_the_documented_columns_and_an_index_on_due()
    {
        var endpoint = new QueueAddress(new string('q', QueueAddress.MaxLength));
        await _topology.CreateDelayedAsync(endpoint, Cancellation);
        await _topology.CreateDelayedAsync(endpoint, Cancellation);
        Assert.Equal(["id uuid NO gen_random_uuid()", "headers text NO -", "body bytea YES -", "due timestamp with time zone NO -"], await ColumnsAsync(endpoint.Table + ".Delayed"));
        Assert.Equal(["p id"], await KeysAsync(endpoint.Table + ".Delayed"));
        Assert.Single(await _other.QueryAsync("SELECT indexdef FROM pg_indexes WHERE indexdef LIKE '%(due)'"));
    }

    [Fact]
    public async Task The_subscription_table_has_the_documented_columns()
    {
        await _topology.CreateSubscriptionsAsync(Cancellation);
        Assert.Equal(["queueaddress character varying 200 NO", "endpoint character varying 200 NO", "topic character varying 200 NO"], await _other.QueryAsync(
            "SELECT column_name, data_type, character_maximum_length, is_nullable FROM information_schema.columns WHERE table_name = 'SubscriptionRouting' ORDER BY ordinal_position"));
        Assert.Equal(["p endpoint,topic"], await KeysAsync("SubscriptionRouting"));
    }

    [Fact]
    public async Task Many_nodes_may_create_a_queue_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _topology.CreateQueueAsync(new QueueAddress("same"), Cancellation)));
        Assert.Equal(0, await _other.CountAsync("same"));
    }

    [Fact]
    public async Task A_queue_in_another_schema_is_that_schemas()
    {
        var queue = new QueueAddress("Sales", "crm 系统");
        await _topology.CreateQueueAsync(queue, Cancellation);
        await _topology.SendAsync(new SqlQueueMessage(new Dictionary<string, string>(), "x"u8.ToArray()), queue, Cancellation);
        Assert.Equal(1L, await _other.ScalarAsync("SELECT count(*) FROM \"crm 系统\".\"Sales\""));
    }

    [Fact]
    public async Task A_row_another_receiver_holds_is_passed_over()
    {
        await _other.CreateAsync("hub");
        await _other.SendAsync("hub", "{}", "held"u8.ToArray());
        await _other.SendAsync("hub", "{}", "free"u8.ToArray());
        await using var connection = new NpgsqlConnection((await servers.PostgresAsync()).ConnectionString((string)(await _other.ScalarAsync("SELECT current_database()::text"))!));
        await connection.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using var hold = new NpgsqlCommand("SELECT 1 FROM hub ORDER BY seq LIMIT 1 FOR UPDATE", connection, transaction);
        await hold.ExecuteScalarAsync(Cancellation);

        var sink = new RecordingSink();
        await using var receiver = Running.Start(new SqlQueueReceivingChannel(new SqlQueueReceivingOptions(_other.Database, new QueueAddress("hub")), sink, TimeProvider.System));
        await sink.HasStoredAsync(1);
        Assert.Equal(["free"], sink.StoredTexts);
        await transaction.RollbackAsync(Cancellation);
        await sink.HasStoredAsync(2);
    }

    [Fact]
    public async Task A_table_that_is_no_queue_is_named_in_the_health()
    {
        await _other.ScalarAsync("CREATE TABLE hub (number int)");
        await _other.ScalarAsync("INSERT INTO hub VALUES (1)");
        await using var running = Running.Start(new SqlQueueReceivingChannel(new SqlQueueReceivingOptions(_other.Database, new QueueAddress("hub")), new RecordingSink(), TimeProvider.System));
        await running.HasErrorAsync();
        Assert.Contains("no queue table in NServiceBus's form", running.Channel.Health.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_message_the_database_refuses_does_not_take_its_neighbours_along()
    {
        await _other.CreateAsync("Sales");
        await _other.ScalarAsync("ALTER TABLE \"Sales\" ADD CHECK (length(body) < 10)");
        await using var sender = new SqlQueueSendingChannel(new SqlQueueSendingOptions(_other.Database, new QueueAddress("Sales"), "hub"), TimeProvider.System);
        var tooLong = sender.SendAsync(Some.Message("longer than ten bytes"), Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => sender.SendAsync(Some.Message($"{i}"), Cancellation)));
        var refused = await Assert.ThrowsAsync<ChannelException>(() => tooLong);
        Assert.Equal((FailureKind.Data, "queue.refused"), (refused.Failure.Kind, refused.Failure.Code));
        Assert.Equal(50, await _other.CountAsync("Sales"));
    }

    private Task<IReadOnlyList<string>> ColumnsAsync(string table) => _other.QueryAsync(
        $"SELECT column_name, data_type, is_nullable, column_default FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY ordinal_position");

    private Task<IReadOnlyList<string>> KeysAsync(string table) => _other.QueryAsync(
        $"""
        SELECT c.contype, (SELECT string_agg(a.attname, ',' ORDER BY array_position(c.conkey, a.attnum)) FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey))
        FROM pg_constraint c WHERE c.conrelid = 'public."{table}"'::regclass AND c.contype IN ('p', 'u') ORDER BY 1
        """);
}
