using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Integration.CanonicalModel;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Warnings.Store;

/// <summary>A warning as it is kept.</summary>
internal sealed record StoredWarning(
    string No, string Cause, string Rule, Severity Severity, WarningState State, string? CustomerNo, string OrgUnit, string? Owner, long Level, DateOnly? MutedUntil, long Revision, string Conversation)
{
    public bool IsClosed => State == WarningState.Closed;
}

/// <summary>Warnings and their logs, within the box's transaction.</summary>
internal sealed class WarningBook(TableSpace tables, IInBoxTransaction transaction)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Task<IReadOnlyList<StoredWarning>> OfCausesAsync(IEnumerable<string> causes, CancellationToken cancellationToken) =>
        ReadAsync($"SELECT w.* FROM {{t}}warning w WHERE w.cause {{among}}SELECT u.cause FROM {tables.Rows("cause")}{{end}}", cancellationToken, ("rows", Rows(causes.Distinct().Select(c => new { cause = c }))));

    /// <summary>To be changed: until the transaction ends nobody else changes it, so that handing up does not open again what a person closes.</summary>
    public async Task<StoredWarning?> FindAsync(string no, CancellationToken cancellationToken) =>
        (await ReadAsync("SELECT w.* FROM {t}warning w WHERE w.warning_no = @no" + Held, cancellationToken, ("no", no))).SingleOrDefault();

    /// <summary>Open ones of this cause, in which a star stands for anything; those of an order are found by it.</summary>
    public Task<IReadOnlyList<StoredWarning>> OpenOfAsync(string cause, string? orderNo, CancellationToken cancellationToken) => orderNo is not null
        ? ReadAsync("SELECT w.* FROM {t}warning w WHERE w.order_no = @order AND w.cause LIKE @like ESCAPE '!' AND w.closed_at IS NULL" + Held, cancellationToken, ("order", orderNo), ("like", string.Join('%', cause.Split(MessageLook.Any).Select(Literal))))
        : ReadAsync("SELECT w.* FROM {t}warning w WHERE w.cause = @cause AND w.closed_at IS NULL" + Held, cancellationToken, ("cause", cause));

    private static string Literal(string text) => text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);

    /// <summary>Those of the numbers that were new; another node may have been first with some, or a peer hub told of the same cause, which has the same number there.</summary>
    public async Task<IReadOnlySet<string>> AddAsync(IReadOnlyList<NewWarning> warnings, CancellationToken cancellationToken)
    {
        if (warnings.Count == 0)
            return new HashSet<string>();
        const string columns = "warning_no, cause, rule, kind, severity, title_zh, title_en, saw, customer_no, customer_name, service_level, order_no, org_unit, manager_id, owner_id, message, conversation";
        var instant = tables.Dialect == SqlDialect.PostgreSql ? "u.due_at::timestamptz" : "u.due_at";
        var added = await tables.ReadAsync(transaction.Connection, transaction.Transaction, $"""
            INSERT INTO {tables.Sql("{t}")}warning ({columns}, state, raised_at, last_seen_at, seen, due_at, level, revision)
            SELECT {string.Join(", ", columns.Split(", ").Select(c => "u." + c))}, 'raised', @now, @now, 1, {instant}, 0, 1
            FROM {tables.Rows([.. columns.Split(", "), "due_at"])} WHERE true
            ON CONFLICT DO NOTHING RETURNING warning_no
            """, r => r.Text("warning_no")!, cancellationToken, ("rows", Rows(warnings.Select(w => w.Row()))), ("now", warnings[0].RaisedAt));
        return added.ToHashSet();
    }

    public Task SeenAsync(IReadOnlyList<string> numbers, DateTimeOffset now, CancellationToken cancellationToken) => numbers.Count == 0 ? Task.CompletedTask : RunAsync(
        $"UPDATE {{t}}warning SET seen = seen + 1, last_seen_at = @now WHERE warning_no {{among}}SELECT u.no FROM {tables.Rows("no")}{{end}}", cancellationToken, ("rows", Rows(numbers.Select(n => new { no = n }))), ("now", now));

    public Task ChangeAsync(StoredWarning w, DateTimeOffset now, CancellationToken cancellationToken) => RunAsync("""
        UPDATE {t}warning SET severity = @severity, state = @state, owner_id = @owner, level = @level, muted_until = @muted, closed_at = @closed, revision = revision + 1 WHERE warning_no = @no
        """, cancellationToken, ("no", w.No), ("severity", WireNames.Of(w.Severity)), ("state", WireNames.Of(w.State)), ("owner", w.Owner), ("level", w.Level), ("muted", w.MutedUntil),
        ("closed", w.IsClosed ? now : (DateTimeOffset?)null));

    /// <summary>It says from now on what was seen last.</summary>
    public Task SaysAsync(string no, Title says, string saw, CancellationToken cancellationToken) => RunAsync(
        "UPDATE {t}warning SET title_zh = @zh, title_en = @en, saw = @saw WHERE warning_no = @no", cancellationToken, ("no", no), ("zh", says.Zh), ("en", says.En), ("saw", saw));

    public Task NoteAsync(string no, DateTimeOffset at, string who, string what, string? note, string? message, CancellationToken cancellationToken) => RunAsync("""
        INSERT INTO {t}log (warning_no, number, at, who, what, note, message)
        VALUES (@no, (SELECT COALESCE(MAX(number), 0) + 1 FROM {t}log WHERE warning_no = @no), @at, @who, @what, @note, @message)
        """, cancellationToken, ("no", no), ("at", at), ("who", who), ("what", what), ("note", note), ("message", message));

    /// <summary>How many complaints and faults since then, this one among them.</summary>
    public async Task<long> TroubleAsync(string customerNo, string trouble, DateTimeOffset at, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await RunAsync("INSERT INTO {t}trouble (customer_no, trouble, at) VALUES (@customer, @trouble, @at) ON CONFLICT (customer_no, trouble) DO NOTHING", cancellationToken,
            ("customer", customerNo), ("trouble", trouble), ("at", at));
        return (await tables.ReadAsync(transaction.Connection, transaction.Transaction, "SELECT COUNT(*) AS n FROM {t}trouble WHERE customer_no = @customer AND at >= @since", r => r.Whole("n")!.Value,
            cancellationToken, ("customer", customerNo), ("since", since)))[0];
    }

    /// <summary>Null: this is asked for the first time. Else what was refused of it then; who asks at the same moment waits here.</summary>
    public async Task<string?> AskedAsync(string who, string requestId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await RunAsync("INSERT INTO {t}request (who, request_id, refused, at) VALUES (@who, @id, '[]', @at) ON CONFLICT (who, request_id) DO NOTHING", cancellationToken, ("who", who), ("id", requestId), ("at", now)) == 1
            ? null
            : (await tables.ReadAsync(transaction.Connection, transaction.Transaction, "SELECT refused FROM {t}request WHERE who = @who AND request_id = @id", r => r.Text("refused"), cancellationToken, ("who", who), ("id", requestId))).Single();

    public Task AnsweredAsync(string who, string requestId, string refused, CancellationToken cancellationToken) =>
        RunAsync("UPDATE {t}request SET refused = @refused WHERE who = @who AND request_id = @id", cancellationToken, ("who", who), ("id", requestId), ("refused", refused));

    /// <summary>Muted up to a day before this one.</summary>
    public Task<IReadOnlyList<StoredWarning>> MutedUntilAsync(DateOnly day, CancellationToken cancellationToken) =>
        ReadAsync("SELECT w.* FROM {t}warning w WHERE w.state = 'suppressed' AND w.muted_until < @day ORDER BY w.warning_no" + Held, cancellationToken, ("day", day));

    public Task ForgetTroubleAsync(DateTimeOffset before, CancellationToken cancellationToken) => RunAsync("DELETE FROM {t}trouble WHERE at < @before", cancellationToken, ("before", before));

    public async Task<RuleLibrary> RulesAsync(CancellationToken cancellationToken) => new([.. RuleLibrary.Shipped, .. await tables.ReadAsync(transaction.Connection, transaction.Transaction,
        "SELECT r.body FROM {t}rule r WHERE r.version = (SELECT MAX(n.version) FROM {t}rule n WHERE n.code = r.code)", r => RuleLibrary.Read(r.Text("body")!, "the database"), cancellationToken)]);

    /// <summary>False: somebody else made this version.</summary>
    public async Task<bool> AddRuleAsync(WarningRule rule, string who, DateTimeOffset now, CancellationToken cancellationToken) => await RunAsync(
        "INSERT INTO {t}rule (code, version, body, set_by, set_at) VALUES (@code, @version, @body, @who, @at) ON CONFLICT (code, version) DO NOTHING", cancellationToken,
        ("code", rule.Code), ("version", (long)rule.Version), ("body", RuleLibrary.Write(rule)), ("who", who), ("at", now)) == 1;

    // SQLite has one writer anyway.
    private string Held => tables.Dialect == SqlDialect.PostgreSql ? " FOR UPDATE" : "";

    private static string Rows<T>(IEnumerable<T> rows) => JsonSerializer.Serialize(rows, Json);

    private Task<int> RunAsync(string text, CancellationToken cancellationToken, params (string Name, object? Value)[] values) =>
        tables.RunAsync(transaction.Connection, transaction.Transaction, text, cancellationToken, values);

    private Task<IReadOnlyList<StoredWarning>> ReadAsync(string text, CancellationToken cancellationToken, params (string Name, object? Value)[] values) =>
        tables.ReadAsync(transaction.Connection, transaction.Transaction, text, Stored, cancellationToken, values);

    private static StoredWarning Stored(DbDataReader r) => new(r.Text("warning_no")!, r.Text("cause")!, r.Text("rule")!, Code<Severity>(r, "severity"), Code<WarningState>(r, "state"), r.Text("customer_no"),
        r.Text("org_unit")!, r.Text("owner_id"), r.Whole("level")!.Value, r.Day("muted_until"), r.Whole("revision")!.Value, r.Text("conversation")!);

    internal static T Code<T>(DbDataReader r, string column)
        where T : struct, Enum => Enum.Parse<T>(r.Text(column)!, ignoreCase: true);
}

/// <summary>A warning to be raised.</summary>
internal sealed record NewWarning(
    string No, string Cause, string Rule, WarningKind Kind, Severity Severity, Title Says, string Saw, string? CustomerNo, string? CustomerName, ServiceLevel? Level, string? OrderNo, string OrgUnit,
    string? Manager, string? Owner, DateTimeOffset RaisedAt, DateTimeOffset? DueAt, string Message, string Conversation)
{
    /// <summary>As one row of texts.</summary>
    public object Row() => new
    {
        warning_no = No, cause = Cause, rule = Rule, kind = WireNames.Of(Kind), severity = WireNames.Of(Severity), title_zh = Says.Zh, title_en = Says.En, saw = Saw, customer_no = CustomerNo,
        customer_name = CustomerName, service_level = Level is { } level ? WireNames.Of(level) : null, order_no = OrderNo, org_unit = OrgUnit, manager_id = Manager, owner_id = Owner, message = Message,
        conversation = Conversation, due_at = DueAt is { } due ? TableSpace.Sortable(TableSpace.Micro(due)) : null,
    };
}
