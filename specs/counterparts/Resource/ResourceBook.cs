using System.Xml.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>A request that was taken (RES-2), with the result that it will have or had (RES-3), made when it came and then never changed.</summary>
/// <param name="Content">As it came, to tell a repeat from a conflict.</param>
/// <param name="Result">XML of the result.</param>
/// <param name="ReservationNo">Reservation that it makes; null: none.</param>
internal sealed record ResourceRequest(string RequestId, string OrderNo, string Content, string ReferenceNo, string Result, string? ReservationNo, string? CircuitNo)
{
    public XElement ResultElement => XElement.Parse(Result);
}

/// <summary>What resource management was asked and which results the hub has acknowledged. Outlives the process by its journal.</summary>
internal sealed class ResourceBook : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceRequest> _requests = [];
    private readonly Dictionary<string, ResourceRequest> _reservations = [];
    private readonly HashSet<string> _told = [];
    private readonly Journal<Entry> _journal;

    public ResourceBook(string? file) => _journal = new Journal<Entry>(file, Remember);

    public ResourceRequest? Find(string requestId)
    {
        lock (_lock)
            return _requests.GetValueOrDefault(requestId);
    }

    /// <summary>The request that made a reservation or circuit; null if there is none.</summary>
    public ResourceRequest? FindReservation(string reservationOrCircuit)
    {
        lock (_lock)
            return _reservations.GetValueOrDefault(reservationOrCircuit);
    }

    public void Take(ResourceRequest request) => Write(new Entry(request, null));

    public void Told(string requestId) => Write(new Entry(null, requestId));

    /// <summary>Requests whose results the hub has not acknowledged: what a restarted system goes on with.</summary>
    public IReadOnlyList<ResourceRequest> Untold()
    {
        lock (_lock)
            return [.. _requests.Values.Where(r => !_told.Contains(r.RequestId))];
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
        if (entry.Taken is { } taken)
        {
            _requests[taken.RequestId] = taken;
            foreach (var made in new[] { taken.ReservationNo, taken.CircuitNo }.OfType<string>())
                _reservations.TryAdd(made, taken);
        }
        if (entry.Told is not null)
            _told.Add(entry.Told);
    }

    private sealed record Entry(ResourceRequest? Taken, string? Told);
}
