using Integration.CanonicalModel;
using Integration.Hub;

namespace Integration.CoreApp.Settlement;

/// <summary>Messages of the settlement to itself, due later; in the box, so that they outlive the node.</summary>
internal sealed class Reminders(IInBoxTransaction transaction, TimeProvider time, TimeSpan after)
{
    /// <param name="revision">Calculation that is to come: one reminder for each.</param>
    public void Remind(AccountNumber payer, BillingPeriod period, long revision, MessageId cause, string conversation)
    {
        var (now, shape, key) = (time.GetUtcNow(), CanonicalCatalog.Of<OnePointPeriodDue>(), $"{payer}:{period}");
        transaction.Publish(new AcceptItem(new Envelope
        {
            Id = MessageId.New(now),
            Type = shape.Type,
            Version = shape.Version,
            Source = "settlement",
            Body = CanonicalJson.Serialize(new OnePointPeriodDue { PayingAccountNo = payer, Period = period, OccurredAt = now }),
            BusinessKey = key,
            DuplicateKey = $"due:{key}:{revision}",
            CausationId = cause,
            ConversationId = conversation,
            ReceivedAt = now,
        }, [new DeliveryPlan("settlement", key, now + after)], []));
    }
}
