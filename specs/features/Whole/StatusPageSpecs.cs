using System.Net;
using System.Text.RegularExpressions;
using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Whole;

/// <summary>The addresses that ./run prints work, also when an interface has figures of both directions.</summary>
[Collection(WholeHubCollection.Name)]
public sealed partial class StatusPageSpecs
{
    [Fact]
    public async Task The_status_page_shows_every_interface_and_leads_to_the_messages()
    {
        await using var hub = await WholeHub.StartAsync();
        var customer = hub.NextCustomer();
        var command = DemoFacts.OpenAccount(1, "STATUS", customer.Number, customer.Name, DateTimeOffset.UnixEpoch.AddYears(56));
        var id = await hub.PostAsync(command, customer.Number, command.RequestId.Value);
        await Patience.UntilAsync("billing's answer", () => hub.HeardAsync(id, "BillingAccountOpened"), heard => heard.Count == 1);

        using var http = new HttpClient { BaseAddress = new Uri(hub.Hub.Config.Http) };
        var page = await http.GetStringAsync("/", TestContext.Current.CancellationToken);

        Assert.All(hub.Hub.Config.Interfaces, i => Assert.Contains($"<b>{i.Id}</b>", page, StringComparison.Ordinal));
        var message = MessageLink().Match(page).Groups[1].Value;
        Assert.Contains("<h2>Hops</h2>", await http.GetStringAsync(message, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("{\"ready\":true,\"reasons\":[]}", await http.GetStringAsync("/health/ready", TestContext.Current.CancellationToken));
        Assert.Contains("hub_messages_total{interface=\"BIL-4\",outcome=\"sent\"}", await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/messages/none", TestContext.Current.CancellationToken)).StatusCode);
    }

    [GeneratedRegex("href=\"(/messages/[0-9a-f-]+)\"")]
    private static partial Regex MessageLink();
}
