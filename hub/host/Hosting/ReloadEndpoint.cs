using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Host.Hosting;

/// <summary>What a node says to <c>hub config reload</c>.</summary>
/// <param name="Errors">Empty when it was taken over.</param>
public sealed record ReloadAnswer(string Node, string Change, IReadOnlyList<string> Errors);

/// <summary>The address that <c>hub config reload</c> calls, for callers on this machine.</summary>
internal static class ReloadEndpoint
{
    public const string Path = "/config/reload";

    /// <summary>A page in a browser cannot send it without being asked first.</summary>
    public const string Header = "X-Hub-Command";

    public static void Map(IEndpointRouteBuilder routes, HubReload reload) => routes.MapPost(Path, async (HttpContext context, CancellationToken cancellationToken) =>
    {
        if (context.Connection.RemoteIpAddress is { } caller && !System.Net.IPAddress.IsLoopback(caller) || context.Request.Headers[Header] != "reload")
            return Results.Text("Reload is for hub config reload on this machine.", statusCode: StatusCodes.Status403Forbidden);
        try
        {
            // Half a reload would be worse than a caller that does not wait.
            var change = await reload.ReloadAsync(CancellationToken.None);
            return Results.Json(new ReloadAnswer(reload.Config.Node, change.ToString(), []));
        }
        catch (ConfigurationException e)
        {
            return Results.Json(new ReloadAnswer(reload.Config.Node, "", [.. e.Errors.Select(x => x.ToString())]));
        }
    });
}
