using Integration.CanonicalModel;

namespace Integration.CoreApp.Orders;

/// <summary>What the orders have to know of the tree of units.</summary>
/// <param name="ProvinceOf">Province of a local network.</param>
/// <param name="IsOurs">An order for this unit is carried out by this hub, not by a peer.</param>
public sealed record OrderUnits(Func<OrgUnitCode, string> ProvinceOf, Func<OrgUnitCode, bool> IsOurs);
