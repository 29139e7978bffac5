namespace Integration.Specs.Counterparts;

/// <summary>97's memory: work orders by number, the events planned for each, which have been sent, what N97-4 asked. Outlives the process by its journal.</summary>
internal sealed class WorkBook : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Line> _lines = [];
    private readonly Dictionary<string, WorkRequest> _requests = [];
    private readonly HashSet<string> _sent = [];
    private readonly Journal<Entry> _journal;

    public WorkBook(string? file) => _journal = new Journal<Entry>(file, Remember);

    /// <summary>The first order with this number; null if there was none.</summary>
    public WorkOrder? Find(string workOrderNo)
    {
        lock (_lock)
            return _lines.GetValueOrDefault(workOrderNo)?.Order;
    }

    /// <summary>The first request with this id; null if there was none.</summary>
    public WorkRequest? FindRequest(string requestId)
    {
        lock (_lock)
            return _requests.GetValueOrDefault(requestId);
    }

    public void Plan(WorkOrder order, IReadOnlyList<WorkEvent> events) => Write(new Entry(order, events, null, null));

    /// <summary>Keeps a request with what it does to the work order's events; nobody takes one of them meanwhile.</summary>
    /// <param name="answer">Makes the events that follow those already taken; gets the order (null: unknown), the taken and the open events.</param>
    public WorkAnswer Answer(WorkRequest request, Func<WorkOrder?, IReadOnlyList<WorkEvent>, IReadOnlyList<WorkEvent>, WorkAnswer> answer)
    {
        lock (_lock)
        {
            var line = _lines.GetValueOrDefault(request.WorkOrderNo) ?? new Line();
            line.Taken = Math.Max(line.Taken, 1 + line.Events.Select((e, n) => _sent.Contains(e.EventId) ? n : -1).DefaultIfEmpty(-1).Max());
            var taken = line.Events.Take(line.Taken).ToList();
            var answered = answer(line.Order, taken, [.. line.Events.Skip(line.Taken)]);
            Write(new Entry(answered.Order, [.. taken, .. answered.Events], null, request));
            return answered;
        }
    }

    /// <summary>The next event of a work order that is to be sent, now in the caller's hands; null: none.</summary>
    public WorkEvent? TakeNext(string workOrderNo)
    {
        lock (_lock)
        {
            var line = _lines[workOrderNo];
            while (line.Taken < line.Events.Count)
            {
                var next = line.Events[line.Taken++];
                if (!_sent.Contains(next.EventId))
                    return next;
            }
            return null;
        }
    }

    public void Sent(string eventId) => Write(new Entry(null, null, eventId, null));

    /// <summary>Work orders whose events are not sent whole: what a restarted 97 goes on with.</summary>
    public IReadOnlyList<string> Unsent()
    {
        lock (_lock)
            return [.. _lines.Where(l => l.Value.Events.Any(e => !_sent.Contains(e.EventId))).Select(l => l.Key)];
    }

    public void Dispose() => _journal.Dispose();

    private void Write(Entry entry)
    {
        lock (_lock)
        {
            _journal.Append(entry);
            Remember(entry);
        }
    }

    private void Remember(Entry entry)
    {
        if (entry.Request is not null)
            _requests[entry.Request.RequestId] = entry.Request;
        if (entry.Events is not null)
        {
            var number = entry.Request?.WorkOrderNo ?? entry.Order!.WorkOrderNo;
            var line = _lines.TryGetValue(number, out var known) ? known : _lines[number] = new Line();
            // A request that came before its work order was answered already.
            line.Events = entry.Request is null ? [.. line.Events, .. entry.Events] : entry.Events;
            line.Order = entry.Order ?? line.Order;
        }
        if (entry.Sent is not null)
            _sent.Add(entry.Sent);
    }

    private sealed class Line
    {
        public WorkOrder? Order { get; set; }

        public IReadOnlyList<WorkEvent> Events { get; set; } = [];

        /// <summary>How many are with a crew or sent; after a restart from the first again, and what was sent is passed over.</summary>
        public int Taken { get; set; }
    }

    private sealed record Entry(WorkOrder? Order, IReadOnlyList<WorkEvent>? Events, string? Sent, WorkRequest? Request);
}

/// <param name="Order">As the request leaves it.</param>
/// <param name="Events">In place of those that nobody had taken.</param>
/// <param name="Refusal">Code and words of a refusal; null: done.</param>
internal sealed record WorkAnswer(WorkOrder? Order, IReadOnlyList<WorkEvent> Events, string? Refusal);
