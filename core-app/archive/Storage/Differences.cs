using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Storage;

/// <summary>
/// Lists where another system says otherwise: one row per entity, attribute and system, however often it is seen. It closes by itself when
/// the two agree again, and opens again when they differ anew.
/// </summary>
internal static class Differences
{
    private const string Put = """
        INSERT INTO {t}difference AS d (entity, entity_key, attribute, system, customer_no, ours, ours_source, ours_message, ours_at,
          theirs, theirs_with, theirs_source, theirs_message, theirs_at, first_seen, last_seen, seen, state)
        VALUES (@entity, @key, @attribute, @system, @customer, @ours, @ourSource, @ourMessage, @ourAt, @theirs, CAST(@with AS {json}), @theirSource, @theirMessage, @theirAt, @theirAt, @theirAt, 1, 'open')
        ON CONFLICT (entity, entity_key, attribute, system) DO UPDATE SET
          customer_no = excluded.customer_no, ours = excluded.ours, ours_source = excluded.ours_source, ours_message = excluded.ours_message, ours_at = excluded.ours_at,
          theirs = excluded.theirs, theirs_with = excluded.theirs_with, theirs_source = excluded.theirs_source, theirs_message = excluded.theirs_message, theirs_at = excluded.theirs_at,
          last_seen = excluded.last_seen, seen = d.seen + 1,
          -- What a person has decided stands until one of the two says something else; the same two values that were refused before are not asked about again.
          state = CASE
            WHEN d.state <> 'closed' AND d.theirs IS NOT DISTINCT FROM excluded.theirs AND d.ours IS NOT DISTINCT FROM excluded.ours THEN d.state
            WHEN (SELECT x.decision FROM {t}difference_decision x
                  WHERE x.entity = excluded.entity AND x.entity_key = excluded.entity_key AND x.attribute = excluded.attribute AND x.system = excluded.system
                    AND x.theirs IS NOT DISTINCT FROM excluded.theirs AND x.ours IS NOT DISTINCT FROM excluded.ours
                  ORDER BY x.decided_at DESC, x.decision_id DESC LIMIT 1) = 'ignored' THEN 'ignored'
            ELSE 'open' END
        WHERE excluded.theirs_at >= d.theirs_at
        """;

    // The newest word of the other system counts, also when it is the one that agrees: an older one must not open it again. Agreeing with what a person
    // took from it settles nothing: the master still says otherwise.
    private const string Agree = """
        UPDATE {t}difference SET state = 'closed', ours = @ours, theirs = @ours, theirs_source = @theirSource, theirs_message = @theirMessage, theirs_at = @theirAt, last_seen = @theirAt
        WHERE entity = @entity AND entity_key = @key AND attribute = @attribute AND system = @system AND theirs_at <= @theirAt AND state <> 'closed'
          AND (state <> 'accepted' OR @settles = 'yes')
        """;

    private const string Anew = """
        UPDATE {t}difference SET ours = @ours, ours_source = @ourSource, ours_message = @ourMessage, ours_at = @ourAt,
          state = CASE WHEN theirs IS NOT DISTINCT FROM @ours THEN 'closed' WHEN ours IS DISTINCT FROM @ours THEN 'open' ELSE state END
        WHERE entity = @entity AND entity_key = @key AND attribute = @attribute
        """;

    public static async Task WriteAsync(
        IInBoxTransaction transaction, ArchiveTable table, IEnumerable<(object?[] Row, IReadOnlyList<Disagreement> Found)> merged, CancellationToken cancellationToken)
    {
        foreach (var (row, found) in merged)
        {
            foreach (var one in found)
            {
                var customer = table.Columns.Any(c => c.Name == "customer_no") ? (string?)row[table.At("customer_no")] : null;
                await WriteAsync(transaction, new Difference(table.Entity!, MixedWriter.Key(table, row).Replace('\n', '/'), one.Column.Attribute, customer), one.Their, Text(one.Theirs), one.Our, Text(one.Ours), cancellationToken, settles: one.Our.Accepted is null, with: one.With);
            }
        }
    }

    /// <param name="their">Who differs, or (with <paramref name="theirs"/> equal to ours) agrees; null: our own value changed.</param>
    /// <param name="settles">With agreement: nothing is left to be corrected at the master.</param>
    /// <param name="with">What belongs to their value: column → text.</param>
    public static async Task WriteAsync(
        IInBoxTransaction transaction, Difference of, Said? their, string? theirs, Said our, string? ours, CancellationToken cancellationToken,
        bool agrees = false, bool settles = true, IReadOnlyDictionary<string, string?>? with = null)
    {
        var text = their is null ? Anew : agrees || theirs is null ? Agree : Put;
        await using var command = Sql.Command(transaction.Connection, transaction.Transaction, Sql.For(transaction.Dialect, text));
        command.AddTyped("@entity", of.Entity).AddTyped("@key", of.Key).AddTyped("@attribute", of.Attribute).AddTyped("@ours", ours);
        if (text != Agree)
            command.AddTyped("@ourSource", our.Source).AddTyped("@ourMessage", our.Message).AddInstant(transaction.Dialect, "@ourAt", our.At);
        if (text == Put)
            command.AddTyped("@customer", of.CustomerNo).AddTyped("@theirs", theirs).AddTyped("@with", with is { Count: > 0 } ? JsonSerializer.Serialize(with) : null);
        if (text == Agree)
            command.AddTyped("@settles", settles ? "yes" : "no");
        if (their is not null)
            command.AddTyped("@system", their.System).AddTyped("@theirSource", their.Source).AddTyped("@theirMessage", their.Message).AddInstant(transaction.Dialect, "@theirAt", their.At);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static string? Text(object? value) => value is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;
}

/// <summary>What a difference is about.</summary>
internal sealed record Difference(string Entity, string Key, string Attribute, string? CustomerNo);
