using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>The canonical messages of one call, each type read once.</summary>
internal sealed class Arrivals(IReadOnlyList<ClaimedDelivery> deliveries, MasterRules rules, ArchivePost post)
{
    // A thousand bills are read once, though several writers look at them.
    private readonly Dictionary<Type, object> _read = [];

    /// <summary>Every message of the type, also each line of a batch, in the order of the deliveries.</summary>
    /// <exception cref="InBoxDataException">A body is not what its envelope says.</exception>
    public IReadOnlyList<Arrival<T>> Of<T>()
        where T : class
    {
        if (_read.TryGetValue(typeof(T), out var read))
            return (IReadOnlyList<Arrival<T>>)read;
        Arrival<T>[] arrivals = [.. Arrived.Of<T>(deliveries)
            .Select(a => new Arrival<T>(a.Message, a.Id, a.Sequence, a.Line, a.Interface is null ? a.Source : $"{a.Source}/{a.Interface}", rules, post, a.Conversation))];
        _read[typeof(T)] = arrivals;
        return arrivals;
    }
}
