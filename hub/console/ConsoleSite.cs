using Integration.Hub.Serving;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.OperationsConsole;

/// <summary>What the operations console stands on.</summary>
public sealed record ConsoleParts(IMessageBoxOperations Operations, IMessageSearch Search, TimeProvider Time)
{
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
        routes.MapMessage(parts);
        routes.MapBodies(parts);
        routes.MapMappings(parts);
    }
}
