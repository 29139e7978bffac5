using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;
using Integration.Specs.Servers;

namespace Integration.Specs.Features.Whole;

/// <summary>Certificates of both sides over the whole hub, from hub.yaml and adapter.yaml alone.</summary>
[Collection(WholeHubCollection.Name)]
public sealed class TlsSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-tls-").FullName;
    private readonly TlsCertificates _tls;

    public TlsSpecs() => _tls = TlsCertificates.Create(Path.Combine(_folder, "certificates"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_called_system_sees_the_hubs_certificate_and_is_trusted_for_its_authority()
    {
        await using var front = await TlsFront.StartAsync(_tls);
        await using var hub = await WholeHub.StartAsync((folder, settings) =>
        {
            front.Target = settings["resource.soap"];
            var home = Impatient.Home(folder);
            Change(Path.Combine(home, "adapters/resource/adapter.yaml"), "soap: { version: \"1.2\", credential: token-digest }", $$"""
                soap:
                      version: "1.2"
                      credential: token-digest
                      caFile: {{_tls.AuthorityFile}}
                      connectTimeout: 3s
                      maxBytes: 1000000
                      maxDepth: 32
                      businessFaults: [BusinessFault]
                """);
            return (settings with
            {
                Values = new Dictionary<string, string>(settings.Values) { ["resource.soap"] = $"https://localhost:{front.Port}/check" },
                Credentials = new Dictionary<string, string>(settings.Credentials)
                {
                    ["resource-soap"] = $"{{ certificate: {_tls.ClientBundle}, certificatePassword: {TlsCertificates.Password}, user: hub, password: hub-2026 }}",
                },
            }).Write(home);
        });

        var question = DemoFacts.Feasibility(1, "TLS", hub.World.Customer(0), hub.World.Customer(0).Address, hub.World.Customer(1).Address);
        var id = await hub.PostAsync(question, question.RequestId.Value, question.RequestId.Value);

        await Patience.UntilAsync("ServiceFeasibilityChecked", () => hub.HeardAsync(id, nameof(ServiceFeasibilityChecked)), (IReadOnlyList<MessageSummary> heard) => heard.Count == 1);
        Assert.All(front.Shown, shown => Assert.Equal(_tls.ClientThumbprint, shown));
        Assert.NotEmpty(front.Shown);
    }

    [Fact]
    public async Task A_served_address_asks_for_certificates_and_knows_its_callers_by_them()
    {
        await using var hub = await WholeHub.StartAsync((folder, settings) =>
        {
            var home = Impatient.Home(folder);
            Change(Path.Combine(home, "adapters/customer-service/adapter.yaml"), "  - id: CS-2", "    soap: { accept: [certificate], maxBytes: 100000, answerTimeout: 20s }\n\n  - id: CS-2");
            var config = (settings with
            {
                Http = settings.Http.Replace("http://127.0.0.1", "https://localhost"),
                Credentials = new Dictionary<string, string>(settings.Credentials)
                {
                    ["server"] = $"{{ certificate: {_tls.ServerBundle}, certificatePassword: {TlsCertificates.Password} }}",
                    ["customer-service"] = $"{{ thumbprint: \"{_tls.ClientThumbprint}\", user: kefu, password: {DemoSettings.CustomerServicePassword} }}",
                },
            }).Write(home);
            File.AppendAllText(Path.Combine(config, "hub.yaml"), "\ntls: { credential: server, clientCertificates: allowed }\n");
            return config;
        });

        Assert.DoesNotContain("FailedAuthentication", (await AskAsync(hub, _tls.Client)).Text, StringComparison.Ordinal);
        Assert.Contains("FailedAuthentication", (await AskAsync(hub, _tls.Server)).Text, StringComparison.Ordinal);
        Assert.Contains("FailedAuthentication", (await AskAsync(hub, null)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RabbitMQ_behind_certificates_of_both_sides_takes_what_goes_out_through_an_exchange()
    {
        var port = Processes.FreePort();
        await using var broker = await RabbitMqServer.StartAsync(tls: new RabbitMqTls(port, _tls.ServerFile, _tls.ServerKeyFile, _tls.AuthorityFile, AskClients: true));
        await using var hub = await WholeHub.StartAsync((folder, settings) =>
        {
            var home = Impatient.Home(folder);
            var adapter = SixthSystem.Adapter.Replace("queue: { messageType: Points.Installed }", $$"""
                credential: points-queue
                    queue:
                      messageType: Points.Installed
                      caFile: {{_tls.AuthorityFile}}
                      exchange: points
                      routingKey: installed
                      bindings: [{ exchange: points, routingKey: installed, type: topic }]
                      deadLetter: points.dead
                """);
            var added = SixthSystem.AddTo(home, folder, adapter).Replace($"sqlite:{Path.Combine(folder, "queues.db")}#points.installed", $"amqps://localhost:{port}/points.installed");
            var config = settings.Write(home);
            Change(Path.Combine(config, "hub.yaml"), "settings:\n", added);
            Change(Path.Combine(config, "hub.yaml"), "credentials:\n", $"credentials:\n  points-queue: {{ user: guest, password: guest, certificate: {_tls.ClientBundle}, certificatePassword: {TlsCertificates.Password} }}\n");
            return config;
        });

        var order = DemoFacts.WorkOrder(1, "T", hub.World.Service(2), hub.World.Customer(0), hub.Hub.Time.GetUtcNow());
        await hub.PostAsync(order, order.WorkOrderNo.Value, order.WorkOrderNo.Value);

        var queues = await Patience.UntilAsync("the message in the club's queue", () => broker.ControlAsync("list_queues", "name", "messages", "type"), q => q.Contains("points.installed\t1", StringComparison.Ordinal));
        Assert.Contains("points.installed\t1\tquorum", queues, StringComparison.Ordinal);
        Assert.Contains("points.dead", queues, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(WholeHub hub, X509Certificate2? client)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == _tls.Server.GetCertHashString(),
            LocalCertificateSelectionCallback = client is null ? null : (_, _, _, _, _) => client,
        };
        using var http = new HttpClient(handler);
        var body = File.ReadLines(Path.Combine(Places.Home, "adapters/customer-service/samples/query-by-phone.xml")).Last();
        using var content = new StringContent($"<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>{body}</e:Body></e:Envelope>", Encoding.UTF8, "text/xml");
        using var answer = await http.PostAsync(new Uri($"{hub.Hub.Config.Http}/soap/customer-service"), content, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static void Change(string file, string old, string now)
    {
        var text = File.ReadAllText(file);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(old, now));
    }
}
