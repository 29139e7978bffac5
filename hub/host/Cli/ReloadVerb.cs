using System.CommandLine;
using System.Net.Http.Json;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Host.Hosting;

namespace Integration.Hub.Host.Cli;

/// <summary>hub config reload.</summary>
public static class ReloadVerb
{
    public static Command Make() => Verb.Make("reload", "Let the node that runs from this folder take over what stands there now, without a restart. Run it once per node.",
        ["config reload", "config reload --config /etc/hub"],
        async (parse, output, cancellationToken) =>
        {
            var config = HubConfigLoader.Load(parse.GetValue(Verb.Config)!.FullName);
            if (await CallAsync(config.Http, cancellationToken) is not { } answer)
                return Output.Fail($"No hub answers at {config.Http}. Is it running, from this folder?");
            if (answer.Errors.Count > 0)
                return Output.Fail($"Node {answer.Node} goes on with the configuration it had; {answer.Errors.Count} thing(s) are wrong:\n" + string.Join('\n', answer.Errors), 2);
            output.Said($"Node {answer.Node}: {answer.Change}.", answer);
            return 0;
        });

    private static async Task<ReloadAnswer?> CallAsync(string http, CancellationToken cancellationToken)
    {
        // The node's certificate is made out to its public name, and this call stays on the machine.
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        var own = new UriBuilder(http.Replace("*", "127.0.0.1", StringComparison.Ordinal).Replace("+", "127.0.0.1", StringComparison.Ordinal).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)) { Path = ReloadEndpoint.Path };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromMinutes(5) };
        using var request = new HttpRequestMessage(HttpMethod.Post, own.Uri);
        request.Headers.Add(ReloadEndpoint.Header, "reload");
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<ReloadAnswer>(cancellationToken) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
