using Integration.Hub.Contracts;
using Integration.Hub.Core.Configuration;
using Integration.Mappings;

namespace Integration.Hub.Host.Hosting;

/// <summary>The contract pages of a configuration, and their address on a running hub.</summary>
internal static class ContractSites
{
    public static ContractSite Of(HubConfig config, IMappingLibrary mappings)
    {
        var features = Path.Combine(Places.Home, "specs", "features", "features");
        return ContractSite.Of(new ContractSources(config.Systems, mappings, config.MappingsFolder, Places.Home, Directory.Exists(features) ? features : null));
    }

    /// <summary>Serves the pages under /contracts, to callers on this machine.</summary>
    /// <param name="current">The pages of the configuration that runs now.</param>
    public static void MapContracts(this IEndpointRouteBuilder routes, Func<ContractSite> current)
    {
        // Links on the pages are relative, so the address must end with a slash.
        routes.MapGet("/contracts", () => Results.Redirect("/contracts/index.html"));
        routes.MapGet("/contracts/{**path}", (string? path, HttpContext context) =>
        {
            if (context.Connection.RemoteIpAddress is { } caller && !System.Net.IPAddress.IsLoopback(caller))
                return Results.Text("The contract pages are open to this machine only; give others the static site: hub contracts export DIR", statusCode: StatusCodes.Status403Forbidden);
            return current().Find(path ?? "") is { } file ? Results.Bytes(file.Bytes.ToArray(), file.ContentType) : Results.NotFound();
        });
    }
}
