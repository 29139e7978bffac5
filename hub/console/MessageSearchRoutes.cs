using System.Globalization;
using Integration.Hub.Serving;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.OperationsConsole;

/// <summary>A message in a list of the operations console.</summary>
public sealed record MessageRow(
    string Id, string Type, int Version, string Source, string? Interface, string? BusinessKey, string Conversation, string? Cause, int Count,
    DateTimeOffset ReceivedAt, DateTimeOffset AcceptedAt, IReadOnlyList<DeliveryRow> Deliveries)
{
    public static MessageRow Of(MessageSummary m) => new(
        m.Id.ToString(), m.Type, m.Version, m.Source, m.Interface, m.BusinessKey, m.ConversationId, m.CausationId?.ToString(), m.Count, m.ReceivedAt, m.AcceptedAt, [.. m.Deliveries.Select(DeliveryRow.Of)]);
}

/// <param name="Code">Of its failure; what the failure says may hold personal data and stands on the message's own page.</param>
public sealed record DeliveryRow(string To, string State, int Attempts, DateTimeOffset? DueAt, DateTimeOffset? EndedAt, string? Code, bool InDoubt)
{
    public static DeliveryRow Of(DeliverySummary d) => new(d.Subscriber, d.Refused ? "refused" : Codes.Of(d.State), d.Attempts, d.DueAt, d.EndedAt, d.Failure?.Code, d.InDoubt);
}

public sealed record MessageRows(IReadOnlyList<MessageRow> Items, string? Next, DateTimeOffset? SearchedBackTo);

/// <param name="More">There are more than are told.</param>
public sealed record StoryAnswer(IReadOnlyList<MessageRow> Items, bool More);

public sealed record HistogramBucket(DateTimeOffset At, long Count);

public sealed record Histogram(DateTimeOffset From, DateTimeOffset To, long StepMs, IReadOnlyList<HistogramBucket> Buckets, long Total, DateTimeOffset? CompleteSince);

public sealed record TextIndexAnswer(long Behind, DateTimeOffset? ReachedAt, long Segments, long Documents, long Bytes);

public sealed record QueryWords(IReadOnlyList<string> Fields, IReadOnlyList<string> States);

/// <summary>Finding messages by the query language; see hub/console/api.md.</summary>
internal static class MessageSearchRoutes
{
    private const int UsualSteps = 60, MostSteps = 500, LongestStory = 1000;

    public static void MapMessageSearch(this IEndpointRouteBuilder routes, ConsoleParts parts)
    {
        routes.MapGet("/ops/api/messages", async (string? q, string? after, int? limit, Visitor visitor, CancellationToken cancel) =>
        {
            MessageId? from = string.IsNullOrEmpty(after) ? null : MessageId.TryParse(after, out var id) ? id : throw Problems.Invalid("after", "badFormat");
            var page = await parts.Search.FindAsync(new MessageFinding(FilterLanguage.Parse(q ?? "", parts.Time).Within(visitor.Scope(Rights.SeeMessages), parts), from, Input.Limit(limit)), cancel);
            return new MessageRows([.. page.Messages.Select(MessageRow.Of)], page.Next?.ToString(), page.SearchedBackTo);
        }).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/messages/histogram", async (string? q, string? since, string? until, int? buckets, Visitor visitor, CancellationToken cancel) =>
        {
            var to = Time("until", until) ?? parts.Time.GetUtcNow();
            var from = Time("since", since) ?? to.AddDays(-1);
            if (from >= to)
                throw Problems.Invalid("since", "badFormat");
            var counts = await parts.Search.CountAsync(new MessageCounting(FilterLanguage.Parse(q ?? "", parts.Time).Within(visitor.Scope(Rights.SeeMessages), parts), from, to, Math.Clamp(buckets ?? UsualSteps, 1, MostSteps)), cancel);
            return new Histogram(from, to, (long)counts.Step.TotalMilliseconds, [.. counts.Counts.Select((n, i) => new HistogramBucket(from + (counts.Step * i), n))], counts.Counts.Sum(), counts.CompleteSince);
        }).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/messages/index", async (CancellationToken cancel) =>
        {
            var state = await parts.Search.TextIndexAsync(cancel);
            return new TextIndexAnswer(state.Behind, state.At, state.Segments, state.Documents, state.Bytes);
        }).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/keys/{value}", async (string value, Visitor visitor, CancellationToken cancel) =>
        {
            var story = await parts.Operations.TraceAsync(new TraceQuery(null, Input.Text("value", value, 200)), cancel);
            return new StoryAnswer([.. story.Where(m => visitor.Scope(Rights.SeeMessages).Sees(m, parts)).Select(MessageRow.Of)], story.Count >= LongestStory);
        }).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/messages/fields", () => new QueryWords(FilterLanguage.Fields, [.. Codes.All<DeliveryState>(), "refused"])).Needs(Rights.SeeMessages);
    }

    private static DateTimeOffset? Time(string field, string? value) => string.IsNullOrEmpty(value) ? null
        : DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : throw Problems.Invalid(field, "badFormat");
}
