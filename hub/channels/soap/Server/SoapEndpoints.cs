using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Hub.Channels.Soap;

public static class SoapEndpoints
{
    /// <summary>
    /// Serves a contract at a path: POST takes SOAP 1.1 and 1.2, GET serves <c>?wsdl</c>. What is wrong with a request is told as a fault;
    /// the sink only sees requests that follow the contract, from callers that may call.
    /// </summary>
    /// <param name="path">e.g. <c>/soap/customer-service</c>.</param>
    public static IEndpointConventionBuilder MapSoap(this IEndpointRouteBuilder endpoints, string path, SoapContract contract, SoapServerOptions options, IRequestSink sink)
    {
        var logger = endpoints.ServiceProvider.GetService<ILoggerFactory>()?.CreateLogger<SoapService>() ?? NullLogger<SoapService>.Instance;
        var service = new SoapService(contract, options, sink, logger);
        return endpoints.Map(path, service.HandleAsync).WithDisplayName($"SOAP {path}");
    }
}
