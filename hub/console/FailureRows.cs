using System.Text;
using Integration.Hub.Access;
using Integration.Hub.Serving;

namespace Integration.Hub.OperationsConsole;

/// <summary>A group of failures in a list.</summary>
/// <param name="System">Whose interface; <c>hub</c>: the hub's own parts.</param>
/// <param name="Trend">Of those parked now, how many parked in each of the last 24 hours; the last one is the present hour.</param>
/// <param name="Suggestion">What usually helps: a code, see api.md.</param>
/// <param name="State">open, quiet (nothing new for a day), over (nothing is parked any more).</param>
public record FailureGroupRow(
    string Group, string Subscriber, string System, string Code, string Message, string? Location, int Count, DateTimeOffset? FirstSeen, DateTimeOffset? LastSeen,
    IReadOnlyList<int> Trend, string? Owner, string? Note, string Suggestion, string State)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromDays(1);

    public static FailureGroupRow Of(FailureGroup g, Func<string, string> said, ConsoleParts parts) => new(
        g.Fingerprint, g.Subscriber, parts.SystemOfSubscriber(g.Subscriber), g.Code, said(g.Message), g.Location is { } at ? said(at) : null, g.Count,
        g.Count > 0 ? g.FirstSeen : null, g.Count > 0 ? g.LastSeen : null, g.Trend, g.Owner, g.Note, Suggestions.For(g.Code),
        g.Count == 0 ? "over" : g.LastSeen <= parts.Time.GetUtcNow() - Quiet ? "quiet" : "open");
}

public sealed record FailureGroups(IReadOnlyList<FailureGroupRow> Items);

/// <param name="At">Beginning of the hour that ends a whole number of hours before now.</param>
public sealed record FailureHour(DateTimeOffset At, int Parked, int Resumed);

public sealed record ParkedRow(
    string Id, string Type, string Source, string? Interface, string? BusinessKey, string To, int Attempts, DateTimeOffset ParkedAt, string Message, string? Location);

/// <summary>A group on its own page.</summary>
public sealed record FailureGroupPage : FailureGroupRow
{
    public FailureGroupPage(FailureGroupRow group)
        : base(group)
    {
    }

    /// <summary>The newest ones.</summary>
    public required IReadOnlyList<ParkedRow> Examples { get; init; }

    public required IReadOnlyList<RunAnswer> Runs { get; init; }

    public required IReadOnlyList<FailureHour> Hours { get; init; }
}

/// <summary>What failures say, with personal data hidden from whoever may not see it.</summary>
internal sealed class FailureTexts(ConsoleParts parts, Visitor visitor)
{
    // Long bodies hold many messages of one kind: what a failure quotes stands in its own message, nearly always at its beginning.
    private const int BodyStart = 64 * 1024;

    public async Task<Func<MessageId?, string, string>> OfAsync(IEnumerable<MessageId> messages, CancellationToken cancel)
    {
        if (visitor.Has(Rights.UnmaskMessages) && visitor.Scope(Rights.UnmaskMessages).All)
            return (_, text) => text;
        var bodies = await parts.Failures.BodyStartsAsync([.. messages.Distinct()], BodyStart, cancel);
        var known = bodies.ToDictionary(b => b.Key, b => PersonalData.In(Encoding.UTF8.GetString(b.Value.Span)));
        // Whose message is gone shows at least no numbers.
        var numbers = PersonalData.In("");
        return (message, text) => (message is { } m ? known.GetValueOrDefault(m, numbers) : numbers).Mask(text);
    }

    public async Task<IReadOnlyList<ParkedRow>> RowsAsync(IReadOnlyList<ParkedDelivery> parked, CancellationToken cancel)
    {
        var said = await OfAsync(parked.Select(p => p.Id.Message), cancel);
        return [.. parked.Select(p => new ParkedRow(p.Id.Message.ToString(), p.Type, p.Source, p.Interface, p.BusinessKey, p.Id.Subscriber, p.Attempts, p.ParkedAt,
            said(p.Id.Message, p.Failure.Message), p.Failure.Location is { } at ? said(p.Id.Message, at) : null))];
    }
}
