using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>An event as billing sends it (BIL-3). Amounts in fen.</summary>
public sealed record AccountEvent(string EventId, string AccountNo, string Json)
{
    public QueueMessage Message => new(EventId, "Billing.AccountEvent", Encoding.UTF8.GetBytes(Json));

    public static AccountEvent Overdue(string id, string account, long arrearsFen, DateOnly due, DateTimeOffset at) =>
        Make(id, "OVERDUE", account, at, ("arrearsFen", arrearsFen), ("dueDate", due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    public static AccountEvent Credit(string id, string account, long limitFen, long usedFen, DateTimeOffset at) =>
        Make(id, "CREDIT", account, at, ("limitFen", limitFen), ("usedFen", usedFen));

    public static AccountEvent Balance(string id, string account, long balanceFen, DateTimeOffset at) =>
        Make(id, "BALANCE", account, at, ("balanceFen", balanceFen));

    private static AccountEvent Make(string id, string kind, string account, DateTimeOffset at, params (string Name, JToken Value)[] more)
    {
        var json = new JObject
        {
            ["version"] = 1, ["eventId"] = id, ["event"] = kind, ["accountNo"] = account,
            ["occurredAt"] = at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in more)
            json[name] = value;
        return new AccountEvent(id, account, json.ToString(Formatting.None));
    }
}

/// <summary>BIL-3 on billing's side: sends events of accounts in the mood of the day, and books them.</summary>
public sealed class AccountEvents(IQueuePort queue, Books books, MoodBoard moods, TimeProvider time)
{
    private readonly QueueRun _run = new("BIL-3", "Billing.AccountEvent", queue, books, moods, time);

    /// <summary>Sends them in this order, unless the mood wants another.</summary>
    public Task SendAsync(IReadOnlyList<AccountEvent> events, CancellationToken cancellationToken) =>
        _run.SendAsync([.. events.Select(e => e.Message)], cancellationToken);

    /// <summary>The same event once more.</summary>
    public Task SendAgainAsync(AccountEvent one, CancellationToken cancellationToken) => _run.RepeatAsync(one.Message, cancellationToken);
}
