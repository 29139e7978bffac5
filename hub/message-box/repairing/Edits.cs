using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>Other bodies for parked deliveries; each change, its audit entry and what goes on by it are one transaction.</summary>
internal sealed class Edits(BoxDatabase database, BoxClock clock)
{
    /// <param name="Attempts">The delivery's number when the edit was made: one that was touched since is not the same any more.</param>
    private sealed record EditRow(Edit Edit, int Attempts, byte[]? Body);

    public Task<Edit> MakeAsync(EditWish wish, Actor actor, CancellationToken cancellationToken) => Retrying.WriteAsync(database, async (session, _) =>
    {
        var now = clock.Now;
        var (id, state) = (MessageId.New(now).Value, wish.NeedsApproval ? EditState.Waiting : EditState.Sent);
        // The delivery first: whoever comes second under the same request then finds the first one's edit.
        var parked = await ParkedAsync(session, wish.Delivery);
        var made = parked is null ? [] : await session.QueryAsync(new Step<Guid>("insert_edit", r => r.Id())
            .With("id", id).With("request_id", wish.RequestId).With("message_id", wish.Delivery.Message).With("subscriber", wish.Delivery.Subscriber).With("attempts", parked.Value)
            .With("body", wish.NeedsApproval ? wish.Body.ToArray() : null).With("difference", wish.Difference).With("reason", wish.Reason).With("state", state)
            .With("made_by", actor.Name).With("via", actor.Via).With("now", now).With("decided_at", wish.NeedsApproval ? null : (DateTimeOffset?)now));
        if (made.Count == 0)
            return await EarlierAsync(session, wish, actor);
        if (!wish.NeedsApproval)
            await ResumeAsync(session, wish.Delivery, parked!.Value, wish.Body.ToArray(), now);
        await session.RunAsync(Repairing.Audit(actor, wish.NeedsApproval ? "edit proposed" : "edit", [wish.Delivery], wish.Reason, now));
        return (await session.QueryAsync(Rows("read_edit").With("id", id)))[0].Edit;
    }, cancellationToken);

    public Task<Edit?> DecideAsync(Guid id, bool agreed, string? reason, Actor actor, CancellationToken cancellationToken) => Retrying.WriteAsync(database, async (session, _) =>
    {
        if (await session.QueryAsync(Rows("lock_edit").With("id", id)) is not [var row])
            return null;
        var (edit, now) = (row.Edit, clock.Now);
        if (edit.State != EditState.Waiting)
        {
            return edit.DecidedBy?.Name == actor.Name && agreed == edit.State is EditState.Sent or EditState.Overtaken ? edit
                : throw new RequestRefusedException("edit.decided", $"the edit {id} is {edit.State} already{(edit.DecidedBy is { } by ? $", by {by.Name}" : "")}");
        }
        if (agreed && edit.By.Name == actor.Name)
            throw new RequestRefusedException("edit.own-approval", $"{actor.Name} has made the edit {id}; somebody else has to agree to it");
        var overtaken = agreed && await ParkedAsync(session, edit.Delivery) != row.Attempts;
        var state = overtaken ? EditState.Overtaken : agreed ? EditState.Sent : EditState.Refused;
        if (state == EditState.Sent)
            await ResumeAsync(session, edit.Delivery, row.Attempts, row.Body!, now);
        await session.RunAsync(
            new Step("decide_edit").With("id", id).With("state", state).With("decided_by", actor.Name).With("decided_via", actor.Via).With("decided_because", reason).With("now", now),
            Repairing.Audit(actor, agreed ? "edit agreed" : "edit refused", [edit.Delivery], reason, now));
        return (await session.QueryAsync(Rows("read_edit").With("id", id)))[0].Edit;
    }, cancellationToken);

    public async Task<Edit?> FindAsync(Guid id, CancellationToken cancellationToken) => (await database.ReadAsync(Rows("read_edit").With("id", id), cancellationToken)).FirstOrDefault()?.Edit;

    public async Task<IReadOnlyList<Edit>> ListAsync(EditQuery query, CancellationToken cancellationToken) => [.. (await database.ReadAsync(
        Rows("list_edits").With("state", (short?)query.State).With("message_id", query.Message).With("below", query.Before).With("limit", query.Limit), cancellationToken)).Select(r => r.Edit)];

    private static async Task<Edit> EarlierAsync(BoxSession session, EditWish wish, Actor actor) => await session.QueryAsync(Rows("read_edit_of_request").With("request_id", wish.RequestId)) switch
    {
        [var row] when row.Edit.Delivery == wish.Delivery && row.Edit.By == actor => row.Edit,
        [var row] => throw new RequestRefusedException("request.reused", $"the request {wish.RequestId} stands for another edit: {row.Edit.Id}"),
        _ => throw new RequestRefusedException("delivery.not-parked", $"the delivery to {wish.Delivery.Subscriber} is not parked (any more)"),
    };

    private static async Task<int?> ParkedAsync(BoxSession session, DeliveryId delivery) =>
        await session.QueryAsync(new Step<int>("lock_parked", r => r.Int()).With("message_id", delivery.Message).With("subscriber", delivery.Subscriber)) is [var attempts] ? attempts : null;

    private static async Task ResumeAsync(BoxSession session, DeliveryId delivery, int attempts, byte[] body, DateTimeOffset now)
    {
        await session.QueryAsync(new Step<int>("edit", r => r.Int()).With("message_id", delivery.Message).With("subscriber", delivery.Subscriber).With("now", now));
        await session.RunAsync(new Step("insert_edited").With("message_id", delivery.Message).With("subscriber", delivery.Subscriber).With("attempt", attempts).With("bytes", body).With("stored_at", now));
    }

    private static Step<EditRow> Rows(string statement) => new(statement, r =>
    {
        var (id, delivery, state) = (r.Id(), new DeliveryId(r.Message(), r.Text()), r.State<EditState>());
        var (difference, reason, by, at) = (r.Text(), r.Text(), new Actor(r.Text(), r.Text()), r.Time());
        var (decidedBy, decidedVia) = (r.TextOrNull(), r.TextOrNull());
        var edit = new Edit(id, delivery, state, difference, reason, by, at, decidedBy is null ? null : new Actor(decidedBy, decidedVia!), r.TimeOrNull(), r.TextOrNull());
        return new EditRow(edit, r.Int(), r.BytesOrNull());
    });
}
