using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Integration.CoreApp.Api.Importing;
using Integration.CoreApp.Api.Operations;
using Integration.CoreApp.Api.Orders;
using Integration.CoreApp.Api.Routes;
using Integration.CoreApp.Api.Serving;
using Integration.CoreApp.Api.Warnings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integration.CoreApp.Api;

/// <summary>The core app's pages and API on an address of their own: what managers reach, other systems need not.</summary>
public sealed class CoreAppWeb : IAsyncDisposable
{
    private const long LargestBody = 4 * 1024 * 1024;

    private readonly WebApplication _web;

    private readonly CancellationTokenSource _ends = new();
    private readonly Task _imports;

    private CoreAppWeb(WebApplication web, CoreAppParts parts, ILogger logger)
    {
        _web = web;
        // Beside the pages, so that it goes on when nobody looks.
        _imports = Task.Run(() => parts.Imports.RunAsync(e => logger.LogError(e, "imports of customers wait: {Reason}", e.Message), _ends.Token));
    }

    /// <summary>Where it really listens.</summary>
    public string Address => _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>All routes, for whoever wants to see that each has its rule.</summary>
    public IReadOnlyList<RouteEndpoint> Routes => [.. ((IEndpointRouteBuilder)_web).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()];

    /// <exception cref="InvalidOperationException">A route does not say who may call it.</exception>
    public static async Task<CoreAppWeb> StartAsync(CoreAppParts parts, CoreAppWebOptions options, LogLevel logLevel, CancellationToken cancellationToken)
    {
        var web = Build(options, logLevel);
        var gate = new Gate(parts);
        var logger = web.Services.GetRequiredService<ILoggerFactory>().CreateLogger<CoreAppWeb>();
        web.UseResponseCompression();
        web.Use((context, next) => GuardAsync(context, next, logger));
        PageFiles.Use(web, options.Pages);
        web.UseRouting();
        web.Use(gate.PassAsync);
        web.MapSession(parts, gate);
        web.MapPeople(parts);
        web.MapFinding(parts);
        web.MapCustomers(parts);
        web.MapChanges(parts);
        web.MapImports(parts);
        web.MapPurge(parts);
        web.MapMessages(parts);
        web.MapOrders(parts);
        web.MapOrderFiles(parts);
        web.MapOrderChanges(parts);
        web.MapTemplates(parts);
        web.MapFigures(parts);
        web.MapWarnings(parts);
        web.MapWarningRules(parts);
        web.MapMessageSearch(parts);
        web.MapOpenApi("/api/openapi.json").ForSignedIn();
        web.MapFallback(context => PageFiles.FallbackAsync(context, options.Pages));
        Rule.CheckAll(((IEndpointRouteBuilder)web).DataSources);
        await web.StartAsync(cancellationToken);
        return new CoreAppWeb(web, parts, logger);
    }

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        await _imports.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ends.Dispose();
        await _web.StopAsync();
        await _web.DisposeAsync();
    }

    private static WebApplication Build(CoreAppWebOptions options, LogLevel logLevel)
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
        return builder.Build();
    }

    private static async Task GuardAsync(HttpContext context, RequestDelegate next, ILogger logger)
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
            var problem = Problems.Of(e);
            if (problem is null)
            {
                logger.LogError(e, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
                problem = new ProblemException(500, "server.failed", "something went wrong here; nothing was half-saved, and the log has the reason");
            }
            await Problems.WriteAsync(context, problem);
        }
    }
}
