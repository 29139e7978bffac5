using Integration.CanonicalModel;

namespace Integration.CoreApp.Orders;

/// <summary>What follows from an order item itself.</summary>
public static class ItemFacts
{
    public static bool Holds(ProductOrderItem item, StepFact fact) => fact switch
    {
        StepFact.HasZEnd => item.ZEnd is not null,
        StepFact.SingleEnded => item.ZEnd is null,
        StepFact.HasOneTimeFee => item.OneTimeFee is { Fen: > 0 },
        StepFact.NewAccount => item.AccountNo is null,
        StepFact.HasCircuit => item.ServiceNo is not null,
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "There is no such fact."),
    };

    /// <param name="provinceOf">Province of a local network.</param>
    public static Reach ReachOf(ProductOrderItem item, Func<OrgUnitCode, string> provinceOf)
    {
        if (item.AEnd?.OrgUnit is not { } a || item.ZEnd?.OrgUnit is not { } z || a == z)
            return Reach.City;
        return provinceOf(a) == provinceOf(z) ? Reach.CrossCity : Reach.CrossProvince;
    }

    /// <summary>What an amendment changes of an item.</summary>
    public static ItemAspects Changed(ProductOrderItem before, ProductOrderItem now)
    {
        var changed = ItemAspects.None;
        void Look(bool same, ItemAspects aspect) => changed |= same ? ItemAspects.None : aspect;
        Look(before.AEnd == now.AEnd, ItemAspects.AEnd);
        Look(before.ZEnd == now.ZEnd, ItemAspects.ZEnd);
        Look(before.BandwidthKbps == now.BandwidthKbps, ItemAspects.Bandwidth);
        Look(before.Offering == now.Offering && before.Action == now.Action, ItemAspects.Offering);
        Look(before.MonthlyFee == now.MonthlyFee && before.OneTimeFee == now.OneTimeFee, ItemAspects.Fees);
        Look(before.AccountNo == now.AccountNo, ItemAspects.Account);
        Look(before.Quantity == now.Quantity, ItemAspects.Quantity);
        Look(before.ServiceNo == now.ServiceNo && before.ProductId == now.ProductId, ItemAspects.Service);
        return changed;
    }
}
