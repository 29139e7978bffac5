using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Integration.Specs.Features.Support;

/// <summary>Stands before a counterpart as a partner's gateway does: TLS with a certificate asked of every caller, then plain HTTP inside.</summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _inside = new();

    private TlsFront(WebApplication app, int port) => (_app, Port) = (app, port);

    public int Port { get; }

    /// <summary>Where calls go to; set before the first.</summary>
    public string Target { get; set; } = "";

    /// <summary>SHA-256 of the certificates that callers showed.</summary>
    public ConcurrentQueue<string> Shown { get; } = new();

    public static async Task<TlsFront> StartAsync(TlsCertificates certificates)
    {
        var port = Servers.Processes.FreePort();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = certificates.Server;
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.AllowAnyClientCertificate();
        })));
        var app = builder.Build();
        var front = new TlsFront(app, port);
        app.Run(front.ForwardAsync);
        await app.StartAsync();
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _inside.Dispose();
    }

    private async Task ForwardAsync(HttpContext http)
    {
        Shown.Enqueue(http.Connection.ClientCertificate!.GetCertHashString(HashAlgorithmName.SHA256));
        using var request = new HttpRequestMessage(HttpMethod.Post, Target) { Content = new StreamContent(http.Request.Body) };
        foreach (var (name, value) in http.Request.Headers.Where(h => h.Key != "Host"))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value.ToArray()))
                request.Content.Headers.TryAddWithoutValidation(name, value.ToArray());
        }
        using var answer = await _inside.SendAsync(request);
        http.Response.StatusCode = (int)answer.StatusCode;
        http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(http.Response.Body);
    }
}
