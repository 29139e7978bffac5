using Integration.Hub.Core.Repairing;
using Integration.Hub.Operations;
using Integration.Hub.Operations.Alerts;
using Integration.Hub.Serving;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integration.Hub.OperationsConsole;

/// <summary>What the operations console stands on.</summary>
public sealed record ConsoleParts(IMessageBoxOperations Operations, IMessageSearch Search, TimeProvider Time)
{
    public required IFailureGroups Failures { get; init; }

    public required IRepairRuns Runs { get; init; }

    /// <summary>Of an interface; null: there is none of that name.</summary>
    public required Func<string, string?> SystemOf { get; init; }

    /// <summary>Of a system.</summary>
    public Func<string, IReadOnlyList<string>> InterfacesOf { get; init; } = _ => [];

    public required EditDesk Edits { get; init; }

    public required ReplayDesk Replays { get; init; }

    /// <summary>Whether there is an outbound mapping of that name and version.</summary>
    public required Func<string, bool> IsMapping { get; init; }

    /// <summary>Figures, map, endpoints and alerts; null: they are not served.</summary>
    public OperationsDesk? Desk { get; init; }

    /// <summary>How alerts are told, and what is still to be told.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<RouteState>>> AlertRoutes { get; init; } = _ => Task.FromResult<IReadOnlyList<RouteState>>([]);

    /// <summary>What was compared with other systems' statements, from a day to a day.</summary>
    public Func<DateOnly, DateOnly, CancellationToken, Task<IReadOnlyList<ReconciliationRow>>> Reconciliations { get; init; } = (_, _, _) => Task.FromResult<IReadOnlyList<ReconciliationRow>>([]);

    /// <summary>Null: there is no configuration behind this site.</summary>
    public IMappingDesk? Mappings { get; init; }

    /// <summary>Files that were read and written; null: they are not served.</summary>
    public FileParts? Files { get; init; }

    /// <summary>Fields of an interface's own form that hold personal data.</summary>
    public Func<string, IReadOnlyList<string>> PersonalDataOf { get; init; } = _ => [];
}

/// <summary>The operations console's API on the site; see api.md.</summary>
public sealed class ConsoleSite(ConsoleParts parts) : ISitePart
{
    private readonly LiveMap? _live = parts.Desk is { } desk ? new LiveMap(desk.Map, parts.Time) : null;

    public void Services(IServiceCollection services)
    {
        if (_live is not null)
            services.AddSingleton(_live);
    }

    public void Map(IEndpointRouteBuilder routes, Gate gate)
    {
        routes.MapMessageSearch(parts);
        routes.MapFailures(parts);
        routes.MapRuns(parts);
        routes.MapMessage(parts);
        routes.MapBodies(parts);
        routes.MapEdits(parts);
        routes.MapReplay(parts);
        routes.MapMappings(parts);
        if (parts.Files is { } files)
            routes.MapFiles(parts, files);
        if (parts.Desk is not { } desk)
            return;
        routes.MapFlowMap(desk, _live!);
        routes.MapEndpoints(desk.Endpoints);
        routes.MapFigures(desk, parts);
        routes.MapCapacity(desk, parts);
        routes.MapAlerts(desk, parts);
        routes.MapRunbook();
    }

    public Task RunAsync(ILogger logger, CancellationToken cancellationToken) => _live is null ? Task.CompletedTask : _live.RunAsync(logger, cancellationToken);
}
