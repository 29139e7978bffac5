using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>A parked delivery that a run may be for.</summary>
/// <param name="Attempts">Its number of attempts: it rises with whatever is done to it.</param>
internal sealed record Candidate(DeliveryId Id, long Sequence, int Attempts, string Fingerprint, DateTimeOffset ParkedAt)
{
    public static Step<Candidate> Rows(string statement) => new(statement, r => new(new DeliveryId(r.Message(), r.Text()), r.Long(), r.Int(), r.Text(), r.Time()));
}

/// <summary>Which of a found message's deliveries a query means: it names messages, a run is for deliveries.</summary>
internal static class Meant
{
    public static bool By(MessageFilter filter, Candidate delivery) => Holds(filter, delivery) != false;

    /// <summary>Null: that is not said of a delivery, but of its message, which was found.</summary>
    private static bool? Holds(MessageFilter filter, Candidate delivery) => filter switch
    {
        MessageFilter.All all => All(all.Of.Select(f => Holds(f, delivery))),
        MessageFilter.Any any => !All(any.Of.Select(f => !Holds(f, delivery))),
        MessageFilter.Not not => !Holds(not.Of, delivery),
        MessageFilter.Is { Field: MessageField.To } to => to.Start ? delivery.Id.Subscriber.StartsWith(to.Value, StringComparison.Ordinal) : delivery.Id.Subscriber == to.Value,
        MessageFilter.Is { Field: MessageField.Group } group => delivery.Fingerprint == group.Value,
        MessageFilter.InState state => state.State == DeliveryState.Parked ? true : null,
        _ => null,
    };

    private static bool? All(IEnumerable<bool?> of)
    {
        bool? all = true;
        foreach (var one in of)
        {
            if (one == false)
                return false;
            all = one is null ? null : all;
        }
        return all;
    }
}

/// <summary>What has become of a member; numbers as the table has them.</summary>
internal enum MemberState
{
    Planned = 0,
    Gone = 1,
    Delivered = 2,
    FailedAgain = 3,
    PassedOver = 4,
    TakenBack = 5,
    Otherwise = 6,
}
