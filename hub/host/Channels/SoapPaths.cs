namespace Integration.Hub.Host.Channels;

/// <summary>The SOAP addresses that are served now. One route takes all paths, so that a reload can add and remove some.</summary>
internal sealed class SoapPaths
{
    private volatile IReadOnlyDictionary<string, RequestDelegate> _paths = new Dictionary<string, RequestDelegate>();

    /// <summary>Requests under way are finished by what took them.</summary>
    public void Take(IReadOnlyDictionary<string, RequestDelegate> paths) => _paths = paths;

    /// <summary>Comes after every other route of the hub.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.Map("/{**path}", HandleAsync).WithOrder(int.MaxValue);

    private Task HandleAsync(HttpContext context)
    {
        if (_paths.TryGetValue(context.Request.Path.Value ?? "", out var service))
            return service(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
