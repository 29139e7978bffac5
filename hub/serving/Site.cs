using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Integration.Hub.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integration.Hub.Serving;

/// <summary>The pages and their API on an address of their own: what people reach, other systems need not.</summary>
public sealed class Site : IAsyncDisposable
{
    private const long LargestBody = 4 * 1024 * 1024;

    private readonly WebApplication _web;

    private readonly CancellationTokenSource _ends = new();
    private readonly Task _beside;

    private Site(WebApplication web, IReadOnlyList<ISitePart> parts, ILogger logger)
    {
        _web = web;
        _beside = Task.WhenAll(parts.Select(p => Task.Run(() => p.RunAsync(logger, _ends.Token))));
    }

    /// <summary>Where it really listens.</summary>
    public string Address => _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>All routes, for whoever wants to see that each has its rule.</summary>
    public IReadOnlyList<RouteEndpoint> Routes => [.. ((IEndpointRouteBuilder)_web).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()];

    /// <exception cref="InvalidOperationException">A route does not say who may call it.</exception>
    public static async Task<Site> StartAsync(Admission admission, IReadOnlyList<ISitePart> parts, SiteOptions options, LogLevel logLevel, CancellationToken cancellationToken)
    {
        var web = Build(options, parts, logLevel);
        var gate = new Gate(admission);
        var logger = web.Services.GetRequiredService<ILoggerFactory>().CreateLogger<Site>();
        web.UseResponseCompression();
        web.Use((context, next) => GuardAsync(context, next, parts, logger));
        PageFiles.Use(web, options.Pages);
        web.UseRouting();
        web.Use(gate.PassAsync);
        foreach (var part in parts)
            part.Map(web, gate);
        web.MapOpenApi("/api/openapi.json").ForSignedIn();
        web.MapFallback(context => PageFiles.FallbackAsync(context, options.Pages));
        Rule.CheckAll(((IEndpointRouteBuilder)web).DataSources);
        await web.StartAsync(cancellationToken);
        return new Site(web, parts, logger);
    }

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        await _beside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ends.Dispose();
        await _web.StopAsync();
        await _web.DisposeAsync();
    }

    private static WebApplication Build(SiteOptions options, IReadOnlyList<ISitePart> parts, LogLevel logLevel)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "hub" });
        builder.WebHost.UseUrls(options.Address).ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Logging.ClearProviders().SetMinimumLevel(logLevel).AddFilter("Microsoft", LogLevel.Warning).AddSimpleConsole(c => c.SingleLine = true);
        builder.Services.AddResponseCompression(c => c.MimeTypes = ["text/html", "text/css", "text/csv", "text/javascript", "application/javascript", "application/json", "application/problem+json", "image/svg+xml"]);
        builder.Services.AddOpenApi();
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            o.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        });
        builder.Services.AddSignalR().AddJsonProtocol(o => o.PayloadSerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull);
        foreach (var part in parts)
            part.Services(builder.Services);
        return builder.Build();
    }

    private static async Task GuardAsync(HttpContext context, RequestDelegate next, IReadOnlyList<ISitePart> parts, ILogger logger)
    {
        PageFiles.Headers(context);
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            var problem = Problems.Of(e) ?? parts.Select(p => p.ProblemOf(e)).FirstOrDefault(p => p is not null);
            if (problem is null)
            {
                logger.LogError(e, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
                problem = new ProblemException(500, "server.failed", "something went wrong here; nothing was half-saved, and the log has the reason");
            }
            await Problems.WriteAsync(context, problem);
        }
    }
}
