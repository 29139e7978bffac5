using Integration.Hub.Serving;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.OperationsConsole;

/// <summary>What the operations console stands on.</summary>
public sealed record ConsoleParts(IMessageBoxOperations Operations, IMessageSearch Search, TimeProvider Time)
{
    public required IFailureGroups Failures { get; init; }

    public required IRepairRuns Runs { get; init; }

    /// <summary>Of an interface; null: there is none of that name.</summary>
    public required Func<string, string?> SystemOf { get; init; }

    /// <summary>Whether there is an outbound mapping of that name and version.</summary>
    public required Func<string, bool> IsMapping { get; init; }

    /// <summary>Null: there is no configuration behind this site.</summary>
    public IMappingDesk? Mappings { get; init; }

    /// <summary>Fields of an interface's own form that hold personal data.</summary>
    public Func<string, IReadOnlyList<string>> PersonalDataOf { get; init; } = _ => [];
}

/// <summary>The operations console's API on the site; see api.md.</summary>
public sealed class ConsoleSite(ConsoleParts parts) : ISitePart
{
    public void Map(IEndpointRouteBuilder routes, Gate gate)
    {
        routes.MapMessageSearch(parts);
        routes.MapFailures(parts);
        routes.MapRuns(parts);
        routes.MapMessage(parts);
        routes.MapBodies(parts);
        routes.MapMappings(parts);
    }
}
