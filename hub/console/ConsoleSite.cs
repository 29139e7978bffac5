using Integration.Hub.Serving;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.OperationsConsole;

/// <summary>What the operations console stands on.</summary>
public sealed record ConsoleParts(IMessageBoxOperations Operations, IMessageSearch Search, TimeProvider Time)
{
    /// <summary>Null: there is no configuration behind this site.</summary>
    public IMappingDesk? Mappings { get; init; }
}

/// <summary>The operations console's API on the site; see api.md.</summary>
public sealed class ConsoleSite(ConsoleParts parts) : ISitePart
{
    public void Map(IEndpointRouteBuilder routes, Gate gate)
    {
        routes.MapMessageSearch(parts);
        routes.MapMappings(parts);
    }
}
