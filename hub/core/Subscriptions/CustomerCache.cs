using System.Collections.Concurrent;

namespace Integration.Hub.Core.Subscriptions;

/// <summary>Keeps what the directory said for a while, so that a bill file's customers are not asked for with every batch. Bounded.</summary>
public sealed class CustomerCache(ICustomerDirectory directory, TimeProvider time) : ICustomerDirectory
{
    /// <summary>So long may a changed level or unit go unnoticed.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private const int Most = 100_000;
    private readonly ConcurrentDictionary<CustomerKey, (CustomerTraits Traits, DateTimeOffset Until)> _known = [];

    public IReadOnlyDictionary<CustomerKey, CustomerTraits> Find(IReadOnlyCollection<CustomerKey> keys)
    {
        var now = time.GetUtcNow();
        var found = new Dictionary<CustomerKey, CustomerTraits>();
        foreach (var key in keys)
        {
            if (_known.TryGetValue(key, out var kept) && kept.Until > now)
                found[key] = kept.Traits;
        }
        var missing = keys.Where(k => !found.ContainsKey(k)).Distinct().ToList();
        if (missing.Count == 0)
            return found;
        if (_known.Count > Most)
            _known.Clear();
        // Who is not known is asked for again: the next message may be the one after the customer's profile.
        foreach (var (key, traits) in directory.Find(missing))
        {
            _known[key] = (traits, now + Fresh);
            found[key] = traits;
        }
        return found;
    }
}
