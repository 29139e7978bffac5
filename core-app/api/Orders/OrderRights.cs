using Integration.Hub.Serving;
using Integration.CoreApp.Orders;
using Integration.Hub.Access;

namespace Integration.CoreApp.Api.Orders;

/// <summary>What a person can do now with an order and its steps: rights, roles, and what the order as it stands allows.</summary>
internal static class OrderRights
{
    private static readonly Dictionary<Role, string> StepRoles = new()
    {
        [Role.AccountManager] = "accountManager", [Role.Clerk] = "clerk", [Role.ResourceStaff] = "resource", [Role.ConstructionStaff] = "construction", [Role.BillingStaff] = "billing", [Role.Director] = "director",
    };

    public static IReadOnlyList<string> AllStepRoles => [.. StepRoles.Values];

    /// <summary>Roles of steps that are on the person's list.</summary>
    public static IReadOnlyList<string> RolesOf(Person person) => [.. person.Roles.Where(StepRoles.ContainsKey).Select(r => StepRoles[r]).Distinct()];

    /// <param name="person">A person does the step; else a system.</param>
    public static IReadOnlyList<string> Can(Visitor visitor, string orderState, string role, bool person, string state)
    {
        var can = new List<string>();
        if (person && state == "inProgress" && visitor.Has(Rights.WorkOrders) && Does(visitor.Person, role))
            can.Add("done");
        if (!OrderListStates.IsFallout(state) || !visitor.Has(Rights.RepairOrders) || !Repairs(visitor.Person, role))
            return can;
        // Nothing of an order that goes back is done again.
        if (state != "failed" || orderState != "pendingCancellation")
            can.Add("retry");
        can.Add("skip");
        return can;
    }

    public static OrderPageView With(OrderPageView order, Visitor visitor, string? serviceLevel) => order with
    {
        ServiceLevel = serviceLevel,
        Can = Can(order, visitor),
        Steps = [.. order.Steps.Select(s => s with { Can = Can(visitor, order.State, s.Role, s.Person, s.State) })],
    };

    private static List<string> Can(OrderPageView order, Visitor visitor)
    {
        var can = new List<string>();
        if (visitor.Has(Rights.ControlOrders))
        {
            var running = order.State is "inProgress" or "held";
            if ((running || order.State == "acknowledged") && !order.Steps.Any(s => s.PointOfNoReturn && s.State is not ("waiting" or "undone" or "cancelled")))
                can.Add("cancel");
            if (running)
                can.Add("amend");
            if (order.State == "inProgress")
                can.Add("hold");
            if (order.State == "held")
                can.Add("resume");
        }

        if (visitor.Has(Rights.WorkOrders))
            can.Add("note");
        return can;
    }

    private static bool Does(Person person, string role) => RolesOf(person).Contains(role) || (role == "accountManager" && person.Roles.Contains(Role.Director));

    private static bool Repairs(Person person, string role) => RolesOf(person).Contains(role) || person.Roles.Contains(Role.Director) || person.Roles.Contains(Role.Clerk);
}

internal static class OrderListStates
{
    public static bool IsFallout(string state) => state is "failed" or "undoFailed";
}
