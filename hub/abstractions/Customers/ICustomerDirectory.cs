namespace Integration.Hub;

/// <summary>What subscriptions are filtered by, beyond the message itself: who a customer is. Made by whoever keeps the customers.</summary>
public interface ICustomerDirectory
{
    /// <summary>
    /// Traits of those that are known, in one look-up for all of them. Called while a message is being accepted, where nothing may be awaited;
    /// it may read the database and throws what that throws: then nothing is accepted.
    /// </summary>
    IReadOnlyDictionary<CustomerKey, CustomerTraits> Find(IReadOnlyCollection<CustomerKey> keys);
}

/// <param name="Kind"><c>customer</c> or <c>account</c>.</param>
public readonly record struct CustomerKey(string Kind, string Value);

/// <param name="Level">Service level as on the wire: diamond, gold, silver …</param>
/// <param name="OrgUnit">Owning unit, e.g. <c>cn.zj.hz</c>.</param>
public sealed record CustomerTraits(string? Level, string? OrgUnit);
