using System.Text.Json;
using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Whole;

/// <summary>SOAP stacks that are not ours call CS-1 and CS-2 of the whole hub, from the WSDL it serves alone.</summary>
[Collection(WholeHubCollection.Name)]
public sealed class IndependentClientSpecs(IndependentClients clients) : IClassFixture<IndependentClients>
{
    [Theory]
    [InlineData("zeep", "11", "FailedAuthentication")]
    [InlineData("zeep", "12", "FailedAuthentication")]
    [InlineData("node", "11", "FailedAuthentication")]
    [InlineData("node", "12", "FailedAuthentication")]
    [InlineData("php", "11", "FailedAuthentication")]
    // PHP shows no subcodes, and gSOAP not the fault within a 401.
    [InlineData("php", "12", "Sender")]
    [InlineData("gsoap", "11", "401")]
    [InlineData("gsoap", "12", "401")]
    public async Task It_asks_for_a_customer_reports_trouble_and_is_told_its_own_mistakes(string stack, string version, string refused)
    {
        var service = clients.Hub.World.Service(0);
        var request = $"INTEROP-{stack}-{version}";

        var printed = await clients.CallAsync(stack, version, "kefu", DemoSettings.CustomerServicePassword, service.Number, request);

        var answer = JsonDocument.Parse(printed).RootElement;
        Assert.Equal((clients.Hub.World.Customer(0).Name, 4), (Text(answer, "name"), answer.GetProperty("products").GetInt32()));
        Assert.StartsWith("TT", Text(answer, "ticket"), StringComparison.Ordinal);
        await ReportedAsync(Text(answer, "ticket"));
        Assert.Equal("C001", Text(answer, "fault"));
        // 㐂 and 𪚥 take four bytes in GB18030; they come back as they were sent.
        Assert.Equal("C001", Text(answer.GetProperty("rare"), "code"));
        Assert.EndsWith(" 专线㐂䶮𪚥", Text(answer.GetProperty("rare"), "text"), StringComparison.Ordinal);
        Assert.EndsWith(version == "12" ? ":Sender" : ":Client", Text(answer.GetProperty("missing"), "code"), StringComparison.Ordinal);
        Assert.Contains(stack == "gsoap" ? "expected: 'phoneNumber, circuitNo'" : "expected: 'severity'", Text(answer.GetProperty("missing"), "text"), StringComparison.Ordinal);
        Assert.EndsWith(refused, Text(answer.GetProperty("wrong"), "code"), StringComparison.Ordinal);
    }

    private Task ReportedAsync(string ticket) => Patience.UntilAsync("the report in the box, Chinese intact", async () =>
    {
        var query = new MessageQuery { Interface = "CS-2", Text = "镕䶮𠮷", Key = ticket };
        var found = await clients.Hub.Operations.SearchAsync(query, TestContext.Current.CancellationToken);
        return found.Messages.Count == 1 && await NameAsync(found.Messages[0].Id) == "㐂䶮𪚥";
    }, intact => intact);

    private async Task<string?> NameAsync(MessageId id) =>
        (string?)Newtonsoft.Json.Linq.JObject.Parse(System.Text.Encoding.UTF8.GetString((await clients.Hub.MessageAsync(id)).Envelope.Body.Span))["contactName"];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
