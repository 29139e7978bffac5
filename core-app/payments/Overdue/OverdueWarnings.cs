using System.Globalization;
using Integration.CanonicalModel;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Payments.Overdue;

/// <summary>
/// Puts one warning into the box for each bank and day of collection whose results are not there by their hour, and its end when the last
/// one comes. It is noted after it was said: a crash in between says it again, under the same duplicate key, and it counts once.
/// </summary>
public sealed class OverdueWarnings(OverdueDebits debits, string orgUnit, TimeProvider time) : IWatch
{
    public string Name => "look for overdue debits";

    public async Task LookAsync(Func<Envelope, CancellationToken, ValueTask<AcceptResult>> post, CancellationToken cancellationToken)
    {
        foreach (var day in await debits.UntoldAsync(cancellationToken))
        {
            await SayAsync(post, day, "raised", Raised(day), cancellationToken);
            await debits.ToldAsync(day, cancellationToken);
        }
        foreach (var (day, cameAt) in await debits.CameAsync(cancellationToken))
        {
            await SayAsync(post, day, "closed", new WarningStateChanged { WarningId = Id(day), State = WarningState.Closed, OccurredAt = cameAt }, cancellationToken);
            await debits.ClosedAsync(day, cameAt, cancellationToken);
        }
    }

    private async Task SayAsync<T>(Func<Envelope, CancellationToken, ValueTask<AcceptResult>> post, DebitDay day, string what, T message, CancellationToken cancellationToken)
        where T : class
    {
        var id = Id(day).Value;
        await post(Said.Envelope(message, PaymentsSubscriber.Part, id, $"{id}/{what}", time.GetUtcNow()), cancellationToken);
    }

    private WarningRaised Raised(DebitDay day) => new()
    {
        WarningId = Id(day),
        Kind = WarningKind.Interface,
        Severity = Severity.Major,
        State = WarningState.Raised,
        Title = $"托收 direct debits of {Words(day.Day)} at bank {day.Bank}: not all results have come",
        Reasons =
        [
            $"the results were due by {debits.Due(day.Day):yyyy-MM-dd HH:mm zzz}; nobody knows whether the money was collected, and nothing of it is posted",
            "ask the bank, and look at hub payments overdue",
        ],
        OrgUnit = new OrgUnitCode(orgUnit),
        // The hour, not the moment of the look: every node says the same words.
        RaisedAt = debits.Due(day.Day),
        OccurredAt = debits.Due(day.Day),
    };

    private static WarningId Id(DebitDay day) => new($"debit-results:{day.Bank}:{Words(day.Day)}");

    private static string Words(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
