using System.Data;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Integration.Hub;
using Integration.Hub.MessageBox;
using Npgsql;
using NpgsqlTypes;

namespace Integration.Specs.Benchmarks;

/// <summary>
/// Writes millions of messages as the box writes them, by COPY. The box itself accepts the first ones, a failed one of each kind a day: it makes the partitions, and says what a failure looks like.
/// </summary>
internal sealed class SearchFill(string connection, int messages, DateTimeOffset end)
{
    private const int Days = 10, Block = 5_000, Workers = 2, PayloadsOfEach = 3, ParkedOneIn = 501, Seeds = 1000;
    private static readonly string[] Systems = ["N97-1", "BIL-4", "archive", "orders", "warnings"];
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, List<(string Failure, string Fingerprint)>> _failures = [];

    private sealed record Stored(Guid Id, long Sequence, DateTimeOffset At, string Conversation, StoredMessage Message, bool IsParked);

    public static Story StoryOf(int n, int messages) => new(n, Math.Max(100, messages / 50));

    public static DateTimeOffset AtOf(long n, int messages, DateTimeOffset end) => end.AddDays(-Days).AddMilliseconds(n * (Days * 86_400_000.0 / messages));

    public async Task RunAsync(MessageBoxStore box)
    {
        await SeedAsync(box);
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            await using var to = new NpgsqlConnection(connection);
            await to.OpenAsync();
            await using (var late = new NpgsqlCommand("SET synchronous_commit = off", to))
                await late.ExecuteNonQueryAsync();
            for (int block; (block = Interlocked.Increment(ref next)) * Block < messages;)
                await WriteAsync(to, [.. Stories(block * Block, Math.Min(messages, (block + 1) * Block))]);
        })));
        await using var source = new NpgsqlConnection(connection);
        await source.OpenAsync();
        await using var ready = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture,
            $"SELECT setval('box.message_seq', {Seeds + messages}), setval('box.payload_seq', {Seeds + ((long)messages * PayloadsOfEach)})"), source);
        await ready.ExecuteNonQueryAsync();
        // As autovacuum would have, in the days that such an amount takes.
        await using var vacuum = new NpgsqlCommand("VACUUM (ANALYZE)", source) { CommandTimeout = 3600 };
        await vacuum.ExecuteNonQueryAsync();
    }

    private async Task SeedAsync(MessageBoxStore box)
    {
        foreach (var day in Enumerable.Range(0, Days + 1))
            await box.AcceptBatchAsync([.. Systems.Select((to, i) => Seed(day, to, i))], null, CancellationToken.None);
        await using var from = new NpgsqlConnection(connection);
        await from.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT DISTINCT subscriber, failure, fingerprint FROM box.delivery WHERE state = 5", from);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            if (!_failures.TryGetValue(rows.GetString(0), out var of))
                _failures[rows.GetString(0)] = of = [];
            of.Add((rows.GetString(1), rows.GetString(2)));
        }
    }

    private AcceptItem Seed(int day, string to, int i)
    {
        var at = end.AddDays(-day);
        var id = MessageId.New(at);
        var failure = new Failure(FailureKind.Data, $"mapping.code-{day % 5}", $"Unknown code {i}; expected one of 10, 11, 80.", $"{to.ToLowerInvariant()}.yaml line {day + 7}");
        return new AcceptItem(new Envelope { Id = id, Type = "CreateWorkOrder", Source = "orders", Body = Encoding.UTF8.GetBytes("{}"), ConversationId = id.ToString(), ReceivedAt = at }, [new DeliveryPlan(to, Parked: failure)], []);
    }

    private IEnumerable<Stored> Stories(int from, int to)
    {
        var conversation = "";
        for (var n = from; n < to; n++)
        {
            var at = AtOf(n, messages, end);
            var id = Guid.CreateVersion7(at);
            // The block begins with a story, and the order is its first message.
            if (n % Story.Messages == 0)
                conversation = id.ToString();
            var message = StoryMessages.Of(StoryOf(n / Story.Messages, messages), n % Story.Messages, at.ToOffset(TimeSpan.FromHours(8)));
            yield return new Stored(id, Seeds + 1 + n, at, n % Story.Messages == 3 ? id.ToString() : conversation, message, n % ParkedOneIn == 7);
        }
    }

    private async Task WriteAsync(NpgsqlConnection to, List<Stored> some)
    {
        await using var transaction = await to.BeginTransactionAsync();
        await MessagesAsync(to, some);
        await CopyAsync(to, "search_key (value, message_id, kind)", some.SelectMany(KeysOf), async (w, k) =>
        {
            await w.WriteAsync(k.Value);
            await w.WriteAsync(k.Id, NpgsqlDbType.Uuid);
            await w.WriteAsync(k.Kind);
        });
        await CopyAsync(to, "payload (message_id, subscriber, attempt, kind, bytes, content_type, origin, headers, stored_at, position, seq)",
            some.SelectMany(m => m.Message.Payloads.Select((p, i) => (Of: m, Payload: p, Position: i))), PayloadAsync);
        await CopyAsync(to, "delivery_history (message_id, subscriber, seq, message_type, priority, order_key, state, attempts, node, claimed_at, ended_at, edited, accepted_at, count)",
            some.SelectMany(m => m.Message.Subscribers.Skip(m.IsParked ? 1 : 0).Select(s => (m, s))), HistoryAsync);
        await CopyAsync(to, "delivery (message_id, subscriber, seq, message_type, priority, order_key, state, attempts, base_attempts, failure, fingerprint, accepted_at, changed_at, count)", some.Where(m => m.IsParked), ParkedAsync);
        await CopyAsync(to, "duplicate_key (key_hash, month, content_hash, message_id)", some, async (w, m) =>
        {
            await w.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid);
            await w.WriteAsync(new DateOnly(m.At.Year, m.At.Month, 1), NpgsqlDbType.Date);
            await w.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid);
            await w.WriteAsync(m.Id, NpgsqlDbType.Uuid);
        });
        await transaction.CommitAsync();
    }

    private static Task MessagesAsync(NpgsqlConnection to, List<Stored> some) => CopyAsync(to,
        "message (id, seq, type, version, source, interface, body, count, business_key, duplicate_key, conversation_id, priority, received_at, translated_at, accepted_at, mapping, keys)", some, async (w, m) =>
        {
            await w.WriteAsync(m.Id, NpgsqlDbType.Uuid);
            await w.WriteAsync(m.Sequence, NpgsqlDbType.Bigint);
            await w.WriteAsync(m.Message.Type);
            await w.WriteAsync(1, NpgsqlDbType.Integer);
            await w.WriteAsync(m.Message.Source);
            await TextAsync(w, m.Message.Interface);
            await w.WriteAsync(Encoding.UTF8.GetBytes(m.Message.Body), NpgsqlDbType.Bytea);
            await w.WriteAsync(1, NpgsqlDbType.Integer);
            await TextAsync(w, m.Message.BusinessKey);
            await w.WriteAsync($"{m.Message.Type}/{m.Sequence}");
            await w.WriteAsync(m.Conversation);
            await w.WriteAsync((short)0, NpgsqlDbType.Smallint);
            await w.WriteAsync(m.At.UtcDateTime, NpgsqlDbType.TimestampTz);
            await w.WriteAsync(m.At.UtcDateTime, NpgsqlDbType.TimestampTz);
            await w.WriteAsync(m.At.UtcDateTime, NpgsqlDbType.TimestampTz);
            await TextAsync(w, m.Message.Mapping);
            await w.WriteAsync(JsonSerializer.Serialize(m.Message.Keys, Readable));
        });

    private static IEnumerable<(string Value, Guid Id, string Kind)> KeysOf(Stored m)
    {
        foreach (var key in m.Message.Keys)
            yield return (key.Value, m.Id, key.Kind);
        if (m.Message.BusinessKey is { } business && !m.Message.Keys.Any(k => k.Value == business))
            yield return (business, m.Id, "business");
        if (m.Conversation != m.Id.ToString())
            yield return (m.Conversation, m.Id, "conversation");
    }

    private static async Task PayloadAsync(NpgsqlBinaryImporter w, (Stored Of, StoredPayload Payload, int Position) row)
    {
        var (of, payload, position) = row;
        await w.WriteAsync(of.Id, NpgsqlDbType.Uuid);
        await TextAsync(w, payload.Subscriber);
        await w.WriteAsync(payload.Subscriber is null ? 0 : 1, NpgsqlDbType.Integer);
        await w.WriteAsync((short)payload.Kind, NpgsqlDbType.Smallint);
        await w.WriteAsync(payload.Bytes, NpgsqlDbType.Bytea);
        await w.WriteAsync(payload.ContentType);
        await TextAsync(w, payload.Origin);
        await w.WriteNullAsync();
        await w.WriteAsync(of.At.UtcDateTime, NpgsqlDbType.TimestampTz);
        await w.WriteAsync((short)position, NpgsqlDbType.Smallint);
        await w.WriteAsync(Seeds + ((of.Sequence - Seeds - 1) * PayloadsOfEach) + position + 1, NpgsqlDbType.Bigint);
    }

    private static async Task HistoryAsync(NpgsqlBinaryImporter w, (Stored Of, string To) row)
    {
        await DeliveryStartAsync(w, row.Of, row.To);
        await w.WriteAsync((short)6, NpgsqlDbType.Smallint);
        await w.WriteAsync(1, NpgsqlDbType.Integer);
        await w.WriteAsync("hub-1");
        await w.WriteAsync(row.Of.At.UtcDateTime.AddMilliseconds(20), NpgsqlDbType.TimestampTz);
        await w.WriteAsync(row.Of.At.UtcDateTime.AddMilliseconds(60), NpgsqlDbType.TimestampTz);
        await w.WriteAsync(false, NpgsqlDbType.Boolean);
        await w.WriteAsync(row.Of.At.UtcDateTime, NpgsqlDbType.TimestampTz);
        await w.WriteAsync(1, NpgsqlDbType.Integer);
    }

    private async Task ParkedAsync(NpgsqlBinaryImporter w, Stored m)
    {
        var of = _failures[m.Message.Subscribers[0]];
        var (failure, fingerprint) = of[(int)(m.Sequence / ParkedOneIn % of.Count)];
        await DeliveryStartAsync(w, m, m.Message.Subscribers[0]);
        await w.WriteAsync((short)5, NpgsqlDbType.Smallint);
        await w.WriteAsync(0, NpgsqlDbType.Integer);
        await w.WriteAsync(0, NpgsqlDbType.Integer);
        await w.WriteAsync(failure);
        await w.WriteAsync(fingerprint);
        await w.WriteAsync(m.At.UtcDateTime, NpgsqlDbType.TimestampTz);
        await w.WriteAsync(m.At.UtcDateTime, NpgsqlDbType.TimestampTz);
        await w.WriteAsync(1, NpgsqlDbType.Integer);
    }

    private static async Task DeliveryStartAsync(NpgsqlBinaryImporter w, Stored m, string to)
    {
        await w.WriteAsync(m.Id, NpgsqlDbType.Uuid);
        await w.WriteAsync(to);
        await w.WriteAsync(m.Sequence, NpgsqlDbType.Bigint);
        await w.WriteAsync(m.Message.Type);
        await w.WriteAsync((short)0, NpgsqlDbType.Smallint);
        await TextAsync(w, m.Message.BusinessKey);
    }

    private static Task TextAsync(NpgsqlBinaryImporter w, string? text) => text is null ? w.WriteNullAsync() : w.WriteAsync(text, NpgsqlDbType.Text);

    private static async Task CopyAsync<T>(NpgsqlConnection to, string table, IEnumerable<T> rows, Func<NpgsqlBinaryImporter, T, Task> write)
    {
        await using var writer = await to.BeginBinaryImportAsync($"COPY box.{table} FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            await writer.StartRowAsync();
            await write(writer, row);
        }
        await writer.CompleteAsync();
    }
}
