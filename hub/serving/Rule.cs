using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.Serving;

/// <summary>Who may call a route; every route under /api and /ops/api has one, or the API does not start.</summary>
/// <param name="SignedIn">False: anybody, and without the session's token.</param>
/// <param name="Right">Null: whoever is signed in.</param>
/// <param name="Always">Also while the password is expired.</param>
public sealed record Rule(bool SignedIn, string? Right, bool Always)
{
    /// <exception cref="InvalidOperationException">A route has no rule.</exception>
    public static void CheckAll(IEnumerable<EndpointDataSource> sources)
    {
        foreach (var endpoint in sources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Where(e => IsApi(e) && e.Metadata.GetMetadata<Rule>() is null))
            throw new InvalidOperationException($"the route {endpoint.RoutePattern.RawText} does not say who may call it: add Needs(right), ForSignedIn() or ForAnybody()");
    }

    /// <summary>Under which the API stands: that of the core app, that of the operations console, and what the console is told by itself.</summary>
    public static readonly IReadOnlyList<PathString> Roots = ["/api", "/ops/api", "/ops/live"];

    public static bool IsApi(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText is { } path && Roots.Any(root => new PathString($"/{path.TrimStart('/')}").StartsWithSegments(root, StringComparison.Ordinal));
}

public static class Rules
{
    public static TBuilder Needs<TBuilder>(this TBuilder route, string right)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new Rule(true, right, false));

    public static TBuilder ForSignedIn<TBuilder>(this TBuilder route, bool always = false)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new Rule(true, null, always));

    public static TBuilder ForAnybody<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new Rule(false, null, true));
}
