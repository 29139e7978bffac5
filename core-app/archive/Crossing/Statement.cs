using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Writing;

namespace Integration.CoreApp.Archive.Crossing;

/// <summary>What one message says about who is who.</summary>
/// <param name="Party">The customer as the system names it.</param>
/// <param name="Number">The number as it stood in the message; null if the message names no customer.</param>
/// <param name="Account">Account that it says is the customer's.</param>
/// <param name="ServiceKey">Service that it says is the customer's.</param>
/// <param name="Work">Work order that it says is for the customer, or that was done on a line of nobody known.</param>
/// <param name="Profile">True: the customer's own record, not only a mention.</param>
internal sealed record Statement(
    string Party, string? Number, string Source, DateTimeOffset At, string Message, string? Account = null, string? ServiceKey = null, string? Name = null, string? Address = null, bool Profile = false,
    string? Work = null)
{
    /// <summary>What does not need to be said twice.</summary>
    public string Key => string.Join('\n', Source, Party, Account, ServiceKey, Name, Address, Profile, Work);

    /// <summary>Every statement of the messages, each distinct one once, with its newest time.</summary>
    public static IReadOnlyList<Statement> Of(Arrivals arrivals, IReadOnlySet<string> types)
    {
        var all = new Dictionary<string, Statement>(StringComparer.Ordinal);
        foreach (var one in All(arrivals, types))
        {
            if (!all.TryGetValue(one.Key, out var other) || one.At > other.At)
                all[one.Key] = one;
        }

        return [.. all.Values];
    }

    private static IEnumerable<Statement> All(Arrivals arrivals, IReadOnlySet<string> types)
    {
        IEnumerable<Statement> From<T>(Func<Arrival<T>, Statement?> say)
            where T : class => types.Contains(CanonicalCatalog.Of<T>().Type) ? arrivals.Of<T>().Select(say).OfType<Statement>() : [];

        return
        [
            .. From<CustomerProfileChanged>(a => Of(a, a.Message.CustomerNo, a.Message.OccurredAt, name: a.Message.Name, address: a.Message.Address, profile: true)),
            .. From<BillingAccountProfileChanged>(a => Of(a, a.Message.CustomerNo, a.Message.OccurredAt, a.Message.AccountNo)),
            .. From<ProductProfileChanged>(a => Of(a, a.Message.CustomerNo, a.Message.OccurredAt, a.Message.AccountNo, a.Message.ServiceNo)),
            .. From<CustomerBillIssued>(a => Of(a, a.Message.CustomerNo, a.Message.OccurredAt, a.Message.AccountNo, name: a.Message.CustomerName)),
            .. From<UsageSummarised>(a => Of(a, a.Message.CustomerNo, a.Message.OccurredAt, a.Message.AccountNo)),
            .. From<AccountBalanceChanged>(a => Of(a, a.Message.CustomerNo, a.Message.OccurredAt, a.Message.AccountNo)),
            .. From<PaymentOverdue>(a => Of(a, a.Message.CustomerNo, a.Message.OccurredAt, a.Message.AccountNo)),
            .. From<CreditLimitNeared>(a => Of(a, a.Message.CustomerNo, a.Message.OccurredAt, a.Message.AccountNo)),
            .. From<CreateWorkOrder>(a => Of(a, a.Message.CustomerNo, a.Message.RequestedAt) is { } said ? said with { Work = a.Message.WorkOrderNo.Value } : null),
            .. From<WorkOrderCompleted>(a => Of(a, a.Message.CustomerNo, a.Message.OccurredAt, service: a.Message.Product.ServiceNo)
                ?? Nobody(a, a.Message.Product.ServiceNo, a.Message.OccurredAt) with { Work = a.Message.WorkOrderNo.Value }),
            .. From<ServiceLineChanged>(a => Of(a, a.Message.CustomerNo, a.Message.OccurredAt, service: a.Message.ServiceNo) ?? Nobody(a, a.Message.ServiceNo, a.Message.OccurredAt)),
            .. From<CircuitReported>(a => Of(a, a.Message.CustomerNo, a.Message.OccurredAt, service: a.Message.ServiceNo)),
            .. From<InteractionRecorded>(a => Of(a, a.Message.CustomerNo, a.Message.OccurredAt)),
            .. From<ProductOrderPlaced>(a => Of(a, a.Message.CustomerNo, a.Message.OccurredAt)),
            .. From<AgreementProfileChanged>(a => Of(a, a.Message.CustomerNo, a.Message.OccurredAt)),
        ];
    }

    // A line of nobody known is its own party until somebody is known to have it.
    private static Statement Nobody<T>(Arrival<T> a, ServiceNumber service, DateTimeOffset at) =>
        new(Installation.Line(a.System, service), null, a.Source, at, a.Id.ToString(), ServiceKey: Archive.ServiceKey.Of(service.Value));

    private static Statement? Of<T>(
        Arrival<T> a, CustomerNumber? customer, DateTimeOffset at, AccountNumber? account = null, ServiceNumber? service = null, string? name = null, string? address = null, bool profile = false) =>
        customer is { } no
            ? new Statement(a.Party(no), no.Value, a.Source, at, a.Id.ToString(), account?.Value, service is { } s ? Archive.ServiceKey.Of(s.Value) : null, name, address, profile)
            : null;
}
