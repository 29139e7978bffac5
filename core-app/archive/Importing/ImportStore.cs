using System.Data.Common;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Editing;
using Integration.CoreApp.Archive.Finding;
using Integration.CoreApp.Archive.Storage;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Importing;

/// <summary>Imports and their rows in the database.</summary>
internal sealed class ImportStore(SqlDialect dialect)
{
    private const int Batch = 1000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly TableSpace _tables = Sql.Tables(dialect);

    private sealed record WantedText(CustomerEdit Edit, string? StaffId, string? StaffName, string? StaffPhone);

    public async Task AddAsync(DbConnection connection, DbTransaction transaction, CustomerImport import, string requestId, IReadOnlyList<CheckedRow> rows, CancellationToken cancellationToken)
    {
        await _tables.RunAsync(connection, transaction, """
            INSERT INTO {t}customer_import (import_id, who, request_id, file_name, about, state, doubtful, uploaded_at, expires_at) VALUES (@id, @who, @request, @file, @about, 'checked', 'no', @at, @expires)
            """, cancellationToken, ("id", import.ImportId), ("who", import.Who), ("request", requestId), ("file", import.FileName), ("about", Text(import.About)), ("at", import.UploadedAt), ("expires", import.ExpiresAt));
        string[] columns = ["line", "state", "doubt", "customer_no", "name", "cells", "wanted", "tag", "changes", "problems", "codes"];
        foreach (var some in rows.Chunk(Batch))
        {
            var json = Text(some.Select(r => new
            {
                line = r.Cells.Line.ToString(CultureInfo.InvariantCulture), state = r.State, doubt = r.Cells.Problems.Exists(p => p.Doubt) ? "yes" : "no", customer_no = r.CustomerNo, name = r.Name, cells = Text(r.Cells.Raw),
                wanted = r.State is "new" or "changed" ? Wanted(r.Wanted!) : null, tag = r.Tag, changes = Text(r.Changes), problems = Text(r.Cells.Problems), codes = Codes(r.Cells.Problems),
            }));
            await _tables.RunAsync(connection, transaction, $$"""
                INSERT INTO {t}customer_import_row (import_id, line, state, doubt, customer_no, name, cells, wanted, tag, changes, problems, codes)
                SELECT @id, CAST(u.line AS bigint), u.state, u.doubt, u.customer_no, u.name, u.cells, u.wanted, u.tag, u.changes, u.problems, u.codes FROM {{_tables.Rows(columns)}}
                """, cancellationToken, ("id", import.ImportId), ("rows", json));
        }
    }

    /// <summary>Name of a problem for filters: <c>contactPhone:badFormat</c>.</summary>
    public static string Key(ImportProblem problem) => $"{problem.Field}:{problem.Code}";

    public async Task<CustomerImport?> FindAsync(DbConnection connection, string importId, string who, CancellationToken cancellationToken) =>
        (await ReadAsync(connection, "i.import_id = @id AND i.who = @who", cancellationToken, ("id", importId), ("who", who))).FirstOrDefault();

    public async Task<CustomerImport?> EarlierAsync(DbConnection connection, string requestId, string who, CancellationToken cancellationToken) =>
        (await ReadAsync(connection, "i.request_id = @id AND i.who = @who", cancellationToken, ("id", requestId), ("who", who))).FirstOrDefault();

    public Task<IReadOnlyList<CustomerImport>> OfAsync(DbConnection connection, string who, CancellationToken cancellationToken) => ReadAsync(connection, "i.who = @who", cancellationToken, ("who", who));

    public Task<IReadOnlyList<CustomerImport>> RunningAsync(DbConnection connection, CancellationToken cancellationToken) => ReadAsync(connection, "i.state = 'running'", cancellationToken);

    public Task<IReadOnlyList<string>> OldAsync(DbConnection connection, DateTimeOffset now, CancellationToken cancellationToken) =>
        _tables.ReadAsync(connection, null, "SELECT import_id FROM {t}customer_import WHERE expires_at < @now AND state <> 'running'", r => r.Text("import_id")!, cancellationToken, ("now", now));

    /// <param name="states">None: all.</param>
    /// <param name="problem">See <see cref="Key"/>; null: all.</param>
    public Task<IReadOnlyList<ImportRow>> RowsAsync(DbConnection connection, string importId, IReadOnlyList<string> states, bool doubtful, string? problem, long after, int limit, CancellationToken cancellationToken) => _tables.ReadAsync(connection, null, $$"""
        SELECT line, state, doubt, customer_no, name, cells, changes, problems FROM {t}customer_import_row
        WHERE import_id = @id AND line > @after AND ({{(states.Count == 0 && !doubtful ? "1 = 1" : "1 = 0")}} {{string.Concat(states.Select((_, i) => $" OR state = @state{i}"))}} {{(doubtful ? " OR (state = 'new' AND doubt = 'yes')" : "")}})
          AND (@problem = '' OR codes LIKE @like) ORDER BY line LIMIT @limit
        """, Row, cancellationToken, [("id", importId), ("after", after), ("problem", problem ?? ""), ("like", $"% {problem} %"), ("limit", (long)limit), .. states.Select((s, i) => ($"state{i}", (object?)s))]);

    /// <summary>Rows that nobody has done yet, held until the transaction ends; those that another node holds are left to it.</summary>
    public async Task<IReadOnlyList<WantedRecord>> TakeAsync(IInBoxTransaction transaction, string importId, int most, CancellationToken cancellationToken) => await _tables.ReadAsync(transaction.Connection, transaction.Transaction, $$"""
        SELECT r.line, r.customer_no, r.tag, r.wanted, i.file_name FROM {t}customer_import_row r JOIN {t}customer_import i ON i.import_id = r.import_id
        WHERE r.import_id = @id AND i.state = 'running' AND r.state IN ('new', 'changed') AND (r.doubt = 'no' OR i.doubtful = 'yes')
        ORDER BY r.line LIMIT @most {{(dialect == SqlDialect.PostgreSql ? "FOR UPDATE OF r SKIP LOCKED" : "")}}
        """, r =>
        {
            var wanted = JsonSerializer.Deserialize<WantedText>(r.Text("wanted")!, Json)!;
            var manager = wanted.StaffId is { } id ? new StaffMember { StaffId = new(id), Name = wanted.StaffName ?? id, Phone = wanted.StaffPhone } : null;
            var edit = wanted.Edit with { Note = wanted.Edit.Note ?? $"{r.Text("file_name")}:{r.Whole("line")}" };
            return new WantedRecord(r.Whole("line")!.Value, r.Text("customer_no"), r.Text("tag"), edit, manager, Sure: false);
        }, cancellationToken, ("id", importId), ("most", (long)most));

    public Task DoneAsync(IInBoxTransaction transaction, string importId, IReadOnlyList<DoneRecord> done, CancellationToken cancellationToken)
    {
        var rows = done.Select(d =>
        {
            IReadOnlyList<ImportProblem> problems = d.Refused is { } refused ? [new ImportProblem(null, refused.Field, null, refused.Code, refused.Args)] : [];
            return new { line = d.Key.ToString(CultureInfo.InvariantCulture), refused = d.Refused is null ? "no" : "yes", no = d.CustomerNo, problems = Text(problems), codes = Codes(problems) };
        });
        // The wish itself is not needed any more, and holds people's data.
        return _tables.RunAsync(transaction.Connection, transaction.Transaction, $$"""
            UPDATE {t}customer_import_row AS r SET state = CASE WHEN u.refused = 'yes' THEN 'refused' WHEN r.state = 'new' THEN 'made' ELSE 'edited' END, customer_no = COALESCE(u.no, r.customer_no), wanted = NULL,
              problems = CASE WHEN u.refused = 'yes' THEN u.problems ELSE r.problems END, codes = CASE WHEN u.refused = 'yes' THEN u.codes ELSE r.codes END
            FROM {{_tables.Rows("line", "refused", "no", "problems", "codes")}} WHERE r.import_id = @id AND r.line = CAST(u.line AS bigint)
            """, cancellationToken, ("id", importId), ("rows", Text(rows)));
    }

    public Task<int> RunAsync(DbConnection connection, DbTransaction? transaction, string text, CancellationToken cancellationToken, params (string, object?)[] values) => _tables.RunAsync(connection, transaction, text, cancellationToken, values);

    private async Task<IReadOnlyList<CustomerImport>> ReadAsync(DbConnection connection, string which, CancellationToken cancellationToken, params (string, object?)[] values)
    {
        var imports = await _tables.ReadAsync(connection, null, $"SELECT i.* FROM {{t}}customer_import i WHERE {which} ORDER BY i.uploaded_at DESC LIMIT 50", r => new CustomerImport(
            r.Text("import_id")!, r.Text("who")!, r.Text("file_name")!, r.Text("state")!, r.Text("doubtful") == "yes", r.Instant("uploaded_at")!.Value, r.Instant("started_at"), r.Instant("ended_at"), r.Text("stopped_because"),
            r.Instant("expires_at")!.Value, JsonSerializer.Deserialize<ImportAbout>(r.Text("about")!, Json)!, new ImportCounts(0, 0, 0, 0, 0, 0, 0, 0, 0)), cancellationToken, values);
        var all = new List<CustomerImport>();
        foreach (var import in imports)
        {
            var counts = await _tables.ReadAsync(connection, null, "SELECT state, doubt, COUNT(*) AS n FROM {t}customer_import_row WHERE import_id = @id GROUP BY state, doubt",
                r => (State: r.Text("state")!, Doubt: r.Text("doubt") == "yes", Count: r.Whole("n")!.Value), cancellationToken, ("id", import.ImportId));
            long Of(string state) => counts.Where(c => c.State == state).Sum(c => c.Count);
            all.Add(import with
            {
                Counts = new ImportCounts(counts.Sum(c => c.Count), Of("new"), Of("changed"), Of("unchanged"), Of("wrong"), counts.Where(c => c.State == "new" && c.Doubt).Sum(c => c.Count), Of("made"), Of("edited"), Of("refused")),
            });
        }
        return all;
    }

    private static ImportRow Row(DbDataReader r) => new(r.Whole("line")!.Value, r.Text("state")!, r.Text("doubt") == "yes", r.Text("customer_no"), r.Text("name"),
        JsonSerializer.Deserialize<List<string>>(r.Text("cells")!, Json)!, JsonSerializer.Deserialize<List<ImportChange>>(r.Text("changes")!, Json)!, JsonSerializer.Deserialize<List<ImportProblem>>(r.Text("problems")!, Json)!);

    private static string Wanted(WantedRow wanted) => Text(new WantedText(wanted.Edit, wanted.Manager?.StaffId.Value, wanted.Manager?.Name, wanted.Manager?.Phone));

    private static string Codes(IEnumerable<ImportProblem> problems) => string.Concat(problems.Select(p => $" {Key(p)} "));

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Json);
}
