using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>Some messages that fit the columns of an alternative, the newest first.</summary>
internal interface INextMessages
{
    /// <summary>Everything from here on was given out; null: nothing yet.</summary>
    Guid? DoneDownTo { get; }

    /// <summary>The next ones, perhaps none of these; null: that was all.</summary>
    Task<IReadOnlyList<MessageSummary>?> NextAsync(BoxSession session, Alternative alternative, int want);
}

/// <summary>Ids that are few, whatever else is asked.</summary>
internal static class Ways
{
    private const int Together = 512;

    public delegate Func<int, Task<List<Guid>>> Opening(BoxSession session, Guid lowest, Guid below);

    /// <summary>Null: nothing in it narrows the messages down by an index on columns.</summary>
    public static Opening? Of(Alternative alternative)
    {
        var fields = alternative.Fields.Where(f => !f.Not).Select(f => f.Term).ToList();
        return One(fields) ?? Key(fields) ?? Unfinished(fields);
    }

    private static Opening? One(List<MessageFilter> fields) => fields.OfType<MessageFilter.Is>().FirstOrDefault(f => f.Field == MessageField.Id) is { } id
        ? (_, _, below) => Once(MessageId.Parse(id.Value).Value, below)
        : null;

    private static Opening? Key(List<MessageFilter> fields)
    {
        if (fields.OfType<MessageFilter.Key>().FirstOrDefault() is { } key)
            return (session, lowest, below) => Paged(session, below, next => new Step<Guid>("find_by_key", r => r.Id())
                .With("value", key.Value).With("kind", key.Kind).With("below", next).With("lowest", lowest).With("limit", Together));
        if (fields.OfType<MessageFilter.Is>().FirstOrDefault(f => f.Field == MessageField.Conversation) is not { } talk)
            return null;
        // The first message of a conversation has no key of it: it is named by its id.
        return (session, lowest, below) => Both(
            Paged(session, below, next => new Step<Guid>("find_by_key", r => r.Id())
                .With("value", talk.Value).With("kind", AcceptRows.ConversationKind).With("below", next).With("lowest", lowest).With("limit", Together)),
            MessageId.TryParse(talk.Value, out var first) ? Once(first.Value, below) : _ => Task.FromResult(new List<Guid>()));
    }

    private static Opening? Unfinished(List<MessageFilter> fields)
    {
        var state = fields.OfType<MessageFilter.InState>().FirstOrDefault(s => s.State < DeliveryState.Done)?.State;
        var group = fields.OfType<MessageFilter.Is>().FirstOrDefault(f => f.Field == MessageField.Group)?.Value;
        if (state is null && group is null)
            return null;
        return (session, lowest, below) => Paged(session, below, next => new Step<Guid>("find_unfinished", r => r.Id())
            .With("state", (int?)state).With("fingerprint", group).With("below", next).With("lowest", lowest).With("limit", Together));
    }

    private static Func<int, Task<List<Guid>>> Paged(BoxSession session, Guid below, Func<Guid, Step<Guid>> page)
    {
        var (next, over) = (below, false);
        return async _ =>
        {
            if (over)
                return [];
            var ids = await session.QueryAsync(page(next));
            over = ids.Count < Together;
            if (ids.Count > 0)
                next = ids[^1];
            return ids;
        };
    }

    private static Func<int, Task<List<Guid>>> Once(Guid id, Guid below)
    {
        var given = id >= below;
        return _ =>
        {
            var ids = given ? new List<Guid>() : [id];
            given = true;
            return Task.FromResult(ids);
        };
    }

    // The first message of a conversation is its oldest, or nearly: it is given when the others are at an end.
    private static Func<int, Task<List<Guid>>> Both(Func<int, Task<List<Guid>>> many, Func<int, Task<List<Guid>>> last) => async atMost =>
        await many(atMost) is { Count: > 0 } some ? some : await last(atMost);
}

/// <summary>Messages of given ids, as far as their columns fit.</summary>
internal sealed class ByIds(Func<int, Task<List<Guid>>> next) : INextMessages
{
    private const int Together = 128, MostTogether = 512;

    private readonly Queue<Guid> _ids = [];
    private int _together = Together;

    public Guid? DoneDownTo { get; private set; }

    public async Task<IReadOnlyList<MessageSummary>?> NextAsync(BoxSession session, Alternative alternative, int want)
    {
        if (_ids.Count == 0)
            foreach (var id in await next(_together))
                _ids.Enqueue(id);
        if (_ids.Count == 0)
            return null;
        var ids = new List<Guid>();
        while (ids.Count < _together && _ids.TryDequeue(out var id))
            ids.Add(id);
        DoneDownTo = ids[^1];
        // Where few fit, the next ones are asked for in greater numbers. Texts are big: of them few are in memory at once.
        if (!alternative.LooksAtText)
            _together = Math.Min(MostTogether, _together * 2);
        var composed = new Composed(session.Dialect);
        composed.Where(composed.AnyId("m.id", ids));
        FieldSql.Add(composed, alternative.Fields);
        return await composed.RunAsync(session, $"SELECT {MessageSearch.Columns} FROM {composed.Table("message")} m", "ORDER BY m.id DESC", ids.Count, MessageSearch.Read);
    }
}

/// <summary>Along the messages themselves: a stretch of time after the other, each longer than the one before, so that it can stop between them.</summary>
internal sealed class Along(Guid lowest, Guid below) : INextMessages
{
    private const int Together = 256;
    private static readonly TimeSpan First = TimeSpan.FromHours(1);

    private Guid _below = below;
    private Guid? _stretch;
    private TimeSpan _length = First;

    public Guid? DoneDownTo { get; private set; }

    public async Task<IReadOnlyList<MessageSummary>?> NextAsync(BoxSession session, Alternative alternative, int want)
    {
        if (_below <= lowest)
            return null;
        _stretch ??= await StretchAsync(session);
        if (_stretch is not { } bottom)
            return null;
        var together = alternative.LooksAtText ? Together : Math.Max(want, 1);
        var composed = new Composed(session.Dialect);
        composed.Where($"m.id < {composed.Add(_below)} AND m.id >= {composed.Add(bottom)}");
        FieldSql.Add(composed, alternative.Fields);
        var rows = await composed.RunAsync(session, $"SELECT {MessageSearch.Columns} FROM {composed.Table("message")} m", "ORDER BY m.id DESC", together, MessageSearch.Read);
        if (rows.Count == together)
            _below = rows[^1].Id.Value;
        else
            (_below, _stretch, _length) = (bottom, null, _length * 4);
        DoneDownTo = _below;
        return rows;
    }

    /// <summary>Begins at the newest message there is: time without messages costs nothing.</summary>
    private async Task<Guid?> StretchAsync(BoxSession session)
    {
        var composed = new Composed(session.Dialect);
        composed.Where($"m.id < {composed.Add(_below)} AND m.id >= {composed.Add(lowest)}");
        if (await composed.RunAsync(session, $"SELECT m.id FROM {composed.Table("message")} m", "ORDER BY m.id DESC", 1, r => r.Id()) is not [var newest])
            return null;
        var at = DayBounds.MadeAt(newest);
        var bottom = at - DateTimeOffset.UnixEpoch > _length ? DayBounds.LowestAt(at - _length) : Guid.Empty;
        return bottom > lowest ? bottom : lowest;
    }
}
