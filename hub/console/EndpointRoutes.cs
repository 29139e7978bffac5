using Integration.Hub.Access;
using Integration.Hub.Operations.Endpoints;
using Integration.Hub.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.OperationsConsole;

public sealed record DepthRow(long Ready, long Waiting, long Claimed, long Retry, long Scheduled, long Parked);

public sealed record LimitsRow(int Concurrency, long TimeoutMs, int Attempts, int CircuitAfter, string Order, string Address, string? Credential);

public sealed record ExpiryRow(string What, DateTimeOffset At);

public sealed record ErrorRow(string Message, string State, int Attempts, DateTimeOffset At, string Code, string Said, string? Location);

public sealed record EndpointRow(LinkRow Link, DepthRow Waiting, bool Sends, LimitsRow? Limits, IReadOnlyList<ExpiryRow> Expiries)
{
    public static EndpointRow Of(WatchedEndpoint e) => new(
        LinkRow.Of(e.Link), e.Waiting is { } w ? new DepthRow(w.Ready, w.Waiting, w.Claimed, w.Retry, w.Scheduled, w.Parked) : new DepthRow(0, 0, 0, 0, 0, 0), e.Sends,
        e.Limits is { } l ? new LimitsRow(l.Concurrency, (long)l.Timeout.TotalMilliseconds, l.Attempts, l.CircuitAfter, l.Order, l.Address, l.Credential) : null, [.. e.Expiries.Select(x => new ExpiryRow(x.What, x.At))]);
}

public sealed record EndpointRows(IReadOnlyList<EndpointRow> Items);

public sealed record EndpointPage(EndpointRow Endpoint, IReadOnlyList<ErrorRow> LastErrors, string Command);

public sealed record BlockedRow(string Key, long Count, DateTimeOffset Since, string? Behind, string? BehindState);

public sealed record BlockedRows(IReadOnlyList<BlockedRow> Items, string? Next);

public sealed record DrainAnswer(bool Drained, long InFlight, long Held);

public sealed record TestAnswer(bool Ok, string How, long TookMs, string? Code, string? Said, string? Advice);

public sealed record WhyBody(string? Reason, long? WaitMs);

/// <summary>Endpoints: how they are, and what is done to them; see hub/console/api.md.</summary>
internal static class EndpointRoutes
{
    private const long UsualWait = 10_000, LongestWait = 60_000;

    public static void MapEndpoints(this IEndpointRouteBuilder routes, EndpointDesk desk)
    {
        routes.MapGet("/ops/api/endpoints", async (Visitor visitor, CancellationToken cancel) => new EndpointRows([.. (await desk.ListAsync(cancel)).Where(e => visitor.Scope(Rights.SeeMessages).Sees(e.Link.System)).Select(EndpointRow.Of)])).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/endpoints/{endpoint}", async (string endpoint, Visitor visitor, CancellationToken cancel) => new EndpointPage(
            EndpointRow.Of(await KnownAsync(endpoint, Rights.SeeMessages, visitor, cancel)),
            [.. (await desk.LastFailuresAsync(endpoint, cancel)).Select(f => new ErrorRow(f.Message.ToString(), Codes.Of(f.State), f.Attempts, f.At, f.Failure.Code, f.Failure.Message, f.Failure.Location))],
            $"hub endpoints show {endpoint}")).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/endpoints/{endpoint}/blocked", async (string endpoint, string? after, int? limit, Visitor visitor, CancellationToken cancel) =>
        {
            await KnownAsync(endpoint, Rights.SeeMessages, visitor, cancel);
            var most = Input.Limit(limit);
            var keys = await desk.BlockedAsync(endpoint, string.IsNullOrEmpty(after) ? null : after, most + 1, cancel);
            return new BlockedRows([.. keys.Take(most).Select(k => new BlockedRow(k.Key, k.Count, k.Since, k.Behind?.ToString(), k.BehindState is { } s ? Codes.Of(s) : null))], keys.Count > most ? keys[most - 1].Key : null);
        }).Needs(Rights.SeeMessages);
        routes.MapPost("/ops/api/endpoints/{endpoint}/pause", async (string endpoint, WhyBody body, Visitor visitor, CancellationToken cancel) =>
        {
            await KnownAsync(endpoint, Rights.RunEndpoints, visitor, cancel);
            await desk.PauseAsync(endpoint, visitor.Actor, Input.Text("reason", body.Reason, 500), cancel);
            return Results.NoContent();
        }).Needs(Rights.RunEndpoints);
        routes.MapPost("/ops/api/endpoints/{endpoint}/unpause", async (string endpoint, Visitor visitor, CancellationToken cancel) =>
        {
            await KnownAsync(endpoint, Rights.RunEndpoints, visitor, cancel);
            await desk.UnpauseAsync(endpoint, visitor.Actor, cancel);
            return Results.NoContent();
        }).Needs(Rights.RunEndpoints);
        routes.MapPost("/ops/api/endpoints/{endpoint}/drain", async (string endpoint, WhyBody body, Visitor visitor, CancellationToken cancel) =>
        {
            await KnownAsync(endpoint, Rights.RunEndpoints, visitor, cancel);
            var drained = await desk.DrainAsync(endpoint, visitor.Actor, Input.Text("reason", body.Reason, 500), TimeSpan.FromMilliseconds(Math.Clamp(body.WaitMs ?? UsualWait, 0, LongestWait)), cancel);
            return new DrainAnswer(drained.IsDrained, drained.InFlight, drained.Held);
        }).Needs(Rights.RunEndpoints);
        routes.MapPost("/ops/api/endpoints/{endpoint}/test", async (string endpoint, Visitor visitor, CancellationToken cancel) =>
        {
            await KnownAsync(endpoint, Rights.RunEndpoints, visitor, cancel);
            var test = await desk.TestAsync(endpoint, cancel) ?? throw Problems.NotFound($"interface {endpoint}");
            await visitor.Audit.WriteAsync(visitor.Person.Name, "endpoint.test", endpoint, new { test.Ok, test.Code }, cancel);
            return new TestAnswer(test.Ok, test.How, (long)test.Took.TotalMilliseconds, test.Code, test.Message, test.Advice);
        }).Needs(Rights.RunEndpoints);

        async Task<WatchedEndpoint> KnownAsync(string endpoint, string right, Visitor visitor, CancellationToken cancel)
        {
            var found = await desk.FindAsync(endpoint, cancel) ?? throw Problems.NotFound($"endpoint {endpoint}");
            visitor.Check(right, found.Link.System, $"endpoint {endpoint}");
            return found;
        }
    }
}
