using Integration.CanonicalModel;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Peers;

/// <summary>What peers tell each other, and over which interface.</summary>
public static class Traffic
{
    public const string Archive = "NAT-1", Orders = "NAT-2", Settlement = "NAT-3";

    private static readonly IReadOnlyDictionary<string, (string Interface, Func<ClaimedDelivery, IEnumerable<object>> Read)> Types =
        new Dictionary<string, (string, Func<ClaimedDelivery, IEnumerable<object>>)>
        {
            [nameof(CustomerProfileChanged)] = (Archive, Read<CustomerProfileChanged>),
            [nameof(BillingAccountProfileChanged)] = (Archive, Read<BillingAccountProfileChanged>),
            [nameof(ProductProfileChanged)] = (Archive, Read<ProductProfileChanged>),
            [nameof(AgreementProfileChanged)] = (Archive, Read<AgreementProfileChanged>),
            [nameof(CustomerMerged)] = (Archive, Read<CustomerMerged>),
            [nameof(CustomerMergeUndone)] = (Archive, Read<CustomerMergeUndone>),
            [nameof(PlaceSubOrder)] = (Orders, Read<PlaceSubOrder>),
            [nameof(CancelSubOrder)] = (Orders, Read<CancelSubOrder>),
            [nameof(ProductOrderStateChanged)] = (Orders, Read<ProductOrderStateChanged>),
            [nameof(MilestoneStateChanged)] = (Orders, Read<MilestoneStateChanged>),
            [nameof(JeopardyAlerted)] = (Orders, Read<JeopardyAlerted>),
            [nameof(WarningRaised)] = (Orders, Read<WarningRaised>),
            [nameof(WarningStateChanged)] = (Orders, Read<WarningStateChanged>),
            [nameof(GroupBillContributed)] = (Settlement, Read<GroupBillContributed>),
            [nameof(SettlementShareCalculated)] = (Settlement, Read<SettlementShareCalculated>),
        };

    public static IReadOnlyList<string> MessageTypes { get; } = [.. Types.Keys];

    /// <summary>The domain's interface that carries a type.</summary>
    public static string InterfaceOf(string type) => Types[type].Interface;

    internal static IEnumerable<object> MessagesOf(ClaimedDelivery delivery) => Types.TryGetValue(delivery.Envelope.Type, out var known)
        ? known.Read(delivery)
        : throw new InBoxDataException(new Failure(FailureKind.Data, "peers.unknown-type", $"peers do not tell each other {delivery.Envelope.Type}; they tell {string.Join(", ", MessageTypes)}"));

    private static IEnumerable<object> Read<T>(ClaimedDelivery delivery)
        where T : class => Arrived.Of<T>([delivery]).Select(a => a.Message);
}
