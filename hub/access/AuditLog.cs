using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Integration.CoreApp.Shared;

namespace Integration.Hub.Access;

/// <summary>Something that a person did.</summary>
/// <param name="What">e.g. <c>customer.edit</c>.</param>
/// <param name="On">On what: customer number, sign-in name …</param>
/// <param name="Before">JSON; null: there was nothing.</param>
/// <param name="Origin">Where from: an address, <c>cli</c>.</param>
public sealed record AuditEntry(string Id, DateTimeOffset At, string Who, string What, string On, string? Before, string? After, string Origin);

/// <summary>Of which entries.</summary>
/// <param name="Before">Id of the last entry of the page before; null: the newest.</param>
public sealed record AuditQuery(string? Who, string? What, string? On, string? Text, DateTimeOffset? From, DateTimeOffset? To, string? Before, int Limit);

/// <summary>Who did what, when, on what; rows are never changed. It is written in the transaction of what was done, so neither stands without the other.</summary>
public sealed class AuditLog(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly TableSpace _tables = AccessSchema.Tables(dialect);

    /// <summary>Where the writer sits; set per request.</summary>
    public string Origin { get; init; } = "cli";

    public Task WriteAsync(DbConnection connection, DbTransaction? transaction, string who, string what, string on, object? before, object? after, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return _tables.RunAsync(connection, transaction, "INSERT INTO {t}audit (id, at, who, what, on_what, before, after, origin) VALUES (@id, @at, @who, @what, @on, @before, @after, @origin)", cancellationToken,
            ("id", Guid.CreateVersion7(now).ToString("N")), ("at", now), ("who", who), ("what", what), ("on", on), ("before", Text(before)), ("after", Text(after)), ("origin", Origin));
    }

    /// <summary>Something that was only looked at or taken out.</summary>
    public async Task WriteAsync(string who, string what, string on, object? after, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        await WriteAsync(connection, null, who, what, on, null, after, cancellationToken);
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> SearchAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return await _tables.ReadAsync(connection, null, """
            SELECT id, at, who, what, on_what, before, after, origin FROM {t}audit
            WHERE (@who = '' OR who = @who) AND (@what = '' OR what = @what OR substr(what, 1, length(@what) + 1) = @what || '.') AND (@on = '' OR on_what = @on)
              AND (@text = '' OR COALESCE(before, '') LIKE @like OR COALESCE(after, '') LIKE @like OR on_what LIKE @like)
              AND at >= @from AND at < @to AND (@before = '' OR id < @before)
            ORDER BY id DESC LIMIT @limit
            """, Entry, cancellationToken,
            ("who", query.Who ?? ""), ("what", query.What ?? ""), ("on", query.On ?? ""), ("text", query.Text ?? ""), ("like", $"%{query.Text}%"),
            ("from", query.From ?? DateTimeOffset.UnixEpoch), ("to", query.To ?? DateTimeOffset.UnixEpoch.AddYears(1000)), ("before", query.Before ?? ""), ("limit", (long)query.Limit));
    }

    private static AuditEntry Entry(DbDataReader r) => new(
        r.Text("id")!, r.Instant("at")!.Value, r.Text("who")!, r.Text("what")!, r.Text("on_what")!, r.Text("before"), r.Text("after"), r.Text("origin")!);

    private static string? Text(object? value) => value is null ? null : JsonSerializer.Serialize(value, Json);
}
