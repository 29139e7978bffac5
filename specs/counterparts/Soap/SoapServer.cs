using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Integration.Specs.Counterparts;

/// <summary>
/// A SOAP server of the counterparts' own, on loopback. It keeps its port when it is stopped and started again,
/// so that "down" is what it is in life: connection refused at the same address.
/// </summary>
internal sealed class SoapServer(string path, WrittenContract contract, Func<SoapCall, CancellationToken, Task<SoapReply>> serve, int port, SoapAccount? account = null) : IAsyncDisposable
{
    private static int _chosen;
    private readonly SemaphoreSlim _switch = new(1, 1);
    private readonly int _port = port == 0 ? FreePort() : port;
    private WebApplication? _app;
    private CancellationTokenSource? _stopping;

    public Uri Address => new($"http://127.0.0.1:{_port}{path}");

    public async Task SwitchAsync(bool up)
    {
        await _switch.WaitAsync();
        try
        {
            if (up && _app is null)
                await StartAsync();
            else if (!up && _app is { } app)
                await StopAsync(app);
        }
        finally
        {
            _switch.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await SwitchAsync(up: false);
        if (_app is not null)
            await _app.DisposeAsync();
        _stopping?.Dispose();
        _switch.Dispose();
    }

    private async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, _port, l => l.Protocols = HttpProtocols.Http1));
        var app = builder.Build();
        app.MapGet(path, http => Text(http, 200, "text/xml; charset=utf-8", contract.Wsdl.Replace("http://localhost" + path, Address.ToString(), StringComparison.Ordinal)));
        app.MapPost(path, AnswerAsync);
        _stopping = new CancellationTokenSource();
        await app.StartAsync();
        _app = app;
    }

    private async Task StopAsync(WebApplication app)
    {
        await _stopping!.CancelAsync();
        using var now = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
        _stopping.Dispose();
        _app = null;
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stopping!.Token);
        try
        {
            var parts = await ReadAsync(http, ends.Token);
            var reply = account?.Admits(http.Request.Headers.Authorization, parts.Header) == false
                ? new SoapReply.Fault(Client: true, "用户名或密码错误 wrong user or password", null)
                : await ServeAsync(parts, ends.Token);
            await WriteAsync(http, parts.Soap12, reply, ends.Token);
        }
        catch (Exception e) when (e is XmlException or ArgumentException or FormatException)
        {
            await SoapAsync(http, 400, soap12: false, SoapEnvelope.Fault(soap12: false, client: true, e.Message, null));
        }
        catch (OperationCanceledException)
        {
            http.Abort();
        }
    }

    private async Task<SoapReply> ServeAsync(SoapParts parts, CancellationToken cancellationToken)
    {
        var user = parts.Header?.Descendants(SoapNames.Security + "Username").FirstOrDefault()?.Value;
        return contract.Check(parts.Body) is { } fault
            ? new SoapReply.Fault(Client: true, $"{parts.Body.Name.LocalName}: {fault}", null)
            : await serve(new SoapCall(parts.Body, parts.MessageId, user), cancellationToken);
    }

    private static async Task WriteAsync(HttpContext http, bool soap12, SoapReply reply, CancellationToken cancellationToken)
    {
        switch (reply)
        {
            case SoapReply.Answer answer:
                await SoapAsync(http, 200, soap12, answer.Body);
                break;
            case SoapReply.Fault fault:
                await SoapAsync(http, fault.Client && soap12 ? 400 : 500, soap12, SoapEnvelope.Fault(soap12, fault.Client, fault.Text, fault.Detail));
                break;
            case SoapReply.Plain plain:
                await Text(http, plain.Status, "text/plain", "busy");
                break;
            case SoapReply.CutOff cut:
                var bytes = SoapEnvelope.Write(cut.Body, soap12, new UTF8Encoding(false));
                http.Response.ContentType = "text/xml; charset=utf-8";
                http.Response.ContentLength = bytes.Length;
                await http.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), cancellationToken);
                await http.Response.Body.FlushAsync(cancellationToken);
                http.Abort();
                break;
            default:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                break;
        }
    }

    private static async Task<SoapParts> ReadAsync(HttpContext http, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, cancellationToken);
        var charset = http.Request.ContentType?.Split(';').Select(p => p.Trim()).FirstOrDefault(p => p.StartsWith("charset=", StringComparison.OrdinalIgnoreCase))?[8..];
        return SoapEnvelope.Read(body.ToArray(), charset);
    }

    private static Task SoapAsync(HttpContext http, int status, bool soap12, XElement body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = (soap12 ? "application/soap+xml" : "text/xml") + "; charset=utf-8";
        return http.Response.Body.WriteAsync(SoapEnvelope.Write(body, soap12, new UTF8Encoding(false))).AsTask();
    }

    private static Task Text(HttpContext http, int status, string type, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        return http.Response.WriteAsync(text);
    }

    // Below those that systems give to outgoing connections: while this server is down, one of them could take its port. A process has a
    // block of its own, beside that of the servers' ports.
    private static int FreePort()
    {
        const int first = 10_000, blocks = 80, size = 100;
        var block = first + (Environment.ProcessId % blocks * size);
        for (var tries = 0; tries < size; tries++)
        {
            var port = block + (int)((uint)Interlocked.Increment(ref _chosen) % size);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there.
            }
        }
        throw new InvalidOperationException($"No port from {block} to {block + size - 1} is free on loopback.");
    }
}
