namespace Integration.Specs.Counterparts;

/// <summary>97's memory: work orders by number, the events planned for each, which have been sent. Outlives the process by its journal.</summary>
internal sealed class WorkBook : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, WorkOrder> _orders = [];
    private readonly List<IReadOnlyList<WorkEvent>> _planned = [];
    private readonly HashSet<string> _sent = [];
    private readonly Journal<Entry> _journal;

    public WorkBook(string? file) => _journal = new Journal<Entry>(file, Remember);

    /// <summary>The first order with this number; null if there was none.</summary>
    public WorkOrder? Find(string workOrderNo)
    {
        lock (_lock)
            return _orders.GetValueOrDefault(workOrderNo);
    }

    public void Plan(WorkOrder order, IReadOnlyList<WorkEvent> events) => Write(new Entry(order, events, null));

    public void Sent(string eventId) => Write(new Entry(null, null, eventId));

    public bool IsSent(string eventId)
    {
        lock (_lock)
            return _sent.Contains(eventId);
    }

    /// <summary>Events of work orders that are not sent whole: what a restarted 97 goes on with.</summary>
    public IReadOnlyList<IReadOnlyList<WorkEvent>> Unsent()
    {
        lock (_lock)
            return [.. _planned.Where(p => p.Any(e => !_sent.Contains(e.EventId)))];
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
        if (entry.Order is not null)
        {
            _orders[entry.Order.WorkOrderNo] = entry.Order;
            _planned.Add(entry.Events!);
        }
        if (entry.Sent is not null)
            _sent.Add(entry.Sent);
    }

    private sealed record Entry(WorkOrder? Order, IReadOnlyList<WorkEvent>? Events, string? Sent);
}
