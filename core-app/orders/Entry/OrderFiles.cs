using System.Data.Common;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Orders;

public sealed record OrderNote(string NoteId, DateTimeOffset At, string Who, string WhoName, string Text);

public sealed record OrderAttachment(string AttachmentId, string Name, string Type, long Size, DateTimeOffset At, string Who, string WhoName);

/// <summary>Notes and attachments: what people put beside an order. Kept in the database, with everything else.</summary>
public sealed class OrderFiles(Func<CancellationToken, ValueTask<DbConnection>> open, OrderDesk desk, SqlDialect dialect, TimeProvider time)
{
    private readonly TableSpace _tables = OrdersSubscriber.Tables(dialect);

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<OrderNote>> NotesAsync(string orderNo, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return await _tables.ReadAsync(connection, null, "SELECT * FROM {t}note WHERE order_no = @no ORDER BY at DESC, note_id DESC LIMIT 500",
            r => new OrderNote(r.Text("note_id")!, r.Instant("at")!.Value, r.Text("who")!, r.Text("who_name")!, r.Text("body")!), cancellationToken, ("no", orderNo));
    }

    public Task<string> AddNoteAsync(string requestId, string orderNo, string text, OrderPerson person, CancellationToken cancellationToken) =>
        desk.FileAsync(requestId, orderNo, "order.note", person, (transaction, id, cancel) => _tables.RunAsync(transaction.Connection, transaction.Transaction,
            "INSERT INTO {t}note (note_id, order_no, at, who, who_name, body) VALUES (@id, @no, @at, @who, @name, @body)", cancel,
            ("id", id), ("no", orderNo), ("at", time.GetUtcNow()), ("who", person.StaffId), ("name", person.DisplayName), ("body", text)), cancellationToken);

    /// <summary>The newest first, without what is in them.</summary>
    public async Task<IReadOnlyList<OrderAttachment>> AttachmentsAsync(string orderNo, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return await _tables.ReadAsync(connection, null, "SELECT attachment_id, name, type, size, at, who, who_name FROM {t}attachment WHERE order_no = @no ORDER BY at DESC, attachment_id DESC LIMIT 500",
            Attachment, cancellationToken, ("no", orderNo));
    }

    public Task<string> AttachAsync(string requestId, string orderNo, string name, string type, byte[] body, OrderPerson person, CancellationToken cancellationToken) =>
        desk.FileAsync(requestId, orderNo, "order.attach", person, (transaction, id, cancel) => _tables.RunAsync(transaction.Connection, transaction.Transaction,
            "INSERT INTO {t}attachment (attachment_id, order_no, name, type, size, at, who, who_name, body) VALUES (@id, @no, @name, @type, @size, @at, @who, @who_name, @body)", cancel,
            ("id", id), ("no", orderNo), ("name", name), ("type", type), ("size", (long)body.Length), ("at", time.GetUtcNow()), ("who", person.StaffId), ("who_name", person.DisplayName), ("body", body)), cancellationToken);

    /// <summary>Null: the order has no such attachment.</summary>
    public async Task<(OrderAttachment Of, byte[] Body)?> ReadAsync(string orderNo, string attachmentId, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var found = await _tables.ReadAsync(connection, null, "SELECT * FROM {t}attachment WHERE order_no = @no AND attachment_id = @id", r => (Attachment(r), (byte[])r["body"]), cancellationToken, ("no", orderNo), ("id", attachmentId));
        return found.Count == 0 ? null : found[0];
    }

    private static OrderAttachment Attachment(DbDataReader r) => new(r.Text("attachment_id")!, r.Text("name")!, r.Text("type")!, r.Whole("size")!.Value, r.Instant("at")!.Value, r.Text("who")!, r.Text("who_name")!);
}
