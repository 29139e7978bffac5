using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Integration.Hub;
using Integration.Hub.Channels.Soap;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integration.Specs.Channels.Soap;

/// <summary>A real Kestrel on a free loopback port with the test contract at /soap/care.</summary>
public sealed class SoapHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SoapHost(WebApplication app, Uri address, TestSink sink) => (_app, Address, Sink) = (app, address, sink);

    public Uri Address { get; }

    public Uri Wsdl => new(Address + "?wsdl");

    public TestSink Sink { get; }

    public HttpClient Http { get; } = new();

    public static SoapContract Contract { get; } = SoapContract.Load(Path.Combine(AppContext.BaseDirectory, "contract/customer-care.wsdl"));

    public static async Task<SoapHost> StartAsync(SoapServerOptions? options = null, TestSink? sink = null, X509Certificate2? certificate = null)
    {
        sink ??= new TestSink();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => UseTls(listen, certificate)));
        if (certificate is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        var app = builder.Build();
        app.MapSoap("/soap/care", Contract, options ?? new SoapServerOptions(), sink);
        await app.StartAsync();
        var root = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new SoapHost(app, new Uri(root + "/soap/care"), sink);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
    }

    private static void UseTls(ListenOptions listen, X509Certificate2? certificate)
    {
        if (certificate is null)
            return;
        listen.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            // Whether a certificate counts is the credential check's decision.
            https.AllowAnyClientCertificate();
        });
    }
}
