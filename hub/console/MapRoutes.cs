using Integration.Hub.Access;
using Integration.Hub.Operations;
using Integration.Hub.Operations.Map;
using Integration.Hub.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Hub.OperationsConsole;

public sealed record CircuitRow(string Type, DateTimeOffset? OpenedAt, DateTimeOffset? ProbeAt, int Failures, string? Reason);

public sealed record LinkRow(
    string Interface, string System, string From, string To, string Summary, string Channel, double RatePerMinute, double ErrorsPerMinute, long Depth, long Parked, DateTimeOffset? OldestAt,
    string State, string? Why, bool Paused, string Circuit, IReadOnlyList<CircuitRow> Circuits, bool? Up, DateTimeOffset? Since, string? MissingFile, DateTimeOffset? FailingSince, DateTimeOffset? SlowSince, string? BadFile, long? Unread,
    double RefusedPerMinute, double RepeatedPerMinute)
{
    public static LinkRow Of(MapLink l) => new(
        l.Interface, l.System, l.From, l.To, l.Summary, l.Channel, l.RatePerMinute, l.ErrorsPerMinute, l.Depth, l.Parked, l.OldestAt, Codes.Of(l.State), l.Why, l.Paused, l.Circuits.Count > 0 ? "open" : "closed",
        [.. l.Circuits.Select(c => new CircuitRow(c.MessageType, c.OpenedAt, c.ProbeAt, c.Failures, c.Reason))], l.Up, l.Since, l.MissingFile, l.FailingSince, l.SlowSince, l.BadFile, l.Unread?.Messages,
        l.RefusedPerMinute, l.RepeatedPerMinute);
}

public sealed record DeadLetterRow(string Queue, string Interface, long Messages);

public sealed record MapAnswer(DateTimeOffset At, IReadOnlyList<MapSystem> Systems, IReadOnlyList<LinkRow> Links, IReadOnlyList<DeadLetterRow> DeadLetters)
{
    public static MapAnswer Of(FlowMap map) => new(map.At, map.Systems, [.. map.Links.Select(LinkRow.Of)], [.. map.DeadLetters.Select(q => new DeadLetterRow(q.Address, q.Interface, q.Messages))]);

    /// <summary>Only the systems that somebody may see.</summary>
    public MapAnswer Within(Scope scope) => scope.All ? this : this with { Systems = [.. Systems.Where(s => scope.Sees(s.Id))], Links = [.. Links.Where(l => scope.Sees(l.System))], DeadLetters = [.. DeadLetters.Where(d => Links.Any(l => l.Interface == d.Interface && scope.Sees(l.System)))] };
}

/// <summary>The flow map: once, and live; see hub/console/api.md.</summary>
internal static class MapRoutes
{
    public static void MapFlowMap(this IEndpointRouteBuilder routes, OperationsDesk desk, LiveMap live)
    {
        routes.MapGet("/ops/api/map", async (Visitor visitor, CancellationToken cancel) => MapAnswer.Of(await desk.Map.LookAsync(cancel)).Within(visitor.Scope(Rights.SeeMessages))).Needs(Rights.SeeMessages);
        live.Pages = routes.ServiceProvider.GetRequiredService<IHubContext<MapHub>>();
        // Only what needs no request of its own for every message: a page that cannot have it asks for the map again and again.
        routes.MapHub<MapHub>("/ops/live", o => o.Transports = HttpTransportType.WebSockets).Needs(Rights.SeeMessages);
    }
}
