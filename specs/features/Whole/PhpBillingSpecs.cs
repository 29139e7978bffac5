using System.Text.Json;
using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;
using Integration.Specs.Servers;

namespace Integration.Specs.Features.Whole;

/// <summary>The whole hub sends BIL-4, as its adapter.yaml has it, to a server that is not ours: PHP's SoapServer on billing's contract.</summary>
[Collection(WholeHubCollection.Name)]
public sealed class PhpBillingSpecs
{
    [Fact]
    public async Task An_account_is_opened_at_a_PHP_SoapServer_and_its_business_fault_is_parked_with_billing_s_words()
    {
        var wsdl = Path.Combine(Places.Home, "adapters", "billing", "contract", "billing.wsdl");
        await using var php = await PhpServer.StartAsync(Path.Combine(AppContext.BaseDirectory, "interop", "billing.php"),
            folder => new Dictionary<string, string> { ["WSDL"] = wsdl, ["JOURNAL"] = Path.Combine(folder, "journal") });
        await using var hub = await WholeHub.StartAsync((folder, settings) => At(php.Address, settings).Write(Impatient.Home(folder)));

        var (opened, good) = await AskAsync(hub, 1, "㐂䶮𪚥进出口（杭州）有限公司");
        var (_, refused) = await AskAsync(hub, 2, "无此客户有限公司");

        var heard = await Patience.UntilAsync("BillingAccountOpened", () => hub.HeardAsync(good, nameof(BillingAccountOpened)), m => m.Count > 0);
        var reply = CanonicalJson.Deserialize<BillingAccountOpened>((await hub.MessageAsync(heard.Single().Id)).Envelope.Body);
        Assert.Equal(opened.RequestId, reply.RequestId);
        Assert.StartsWith("PHP", reply.AccountNo.Value, StringComparison.Ordinal);
        var delivery = await Patience.UntilAsync("the refused request is parked", async () => (await hub.MessageAsync(refused)).Summary.Deliveries.Single(d => d.Subscriber == "BIL-4"), d => d.State == DeliveryState.Parked);
        Assert.Equal(FailureKind.Business, delivery.Failure!.Kind);
        Assert.Contains("B001", $"{delivery.Failure.Code} {delivery.Failure.Message} {delivery.Failure.Detail}", StringComparison.Ordinal);
        Assert.Contains("客户不存在：㐂𪚥", $"{delivery.Failure.Message} {delivery.Failure.Detail}", StringComparison.Ordinal);
        var calls = (await File.ReadAllLinesAsync(Path.Combine(php.Folder, "journal"), TestContext.Current.CancellationToken)).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["㐂䶮𪚥进出口（杭州）有限公司", "无此客户有限公司"], calls.Select(c => c.GetProperty("request").GetProperty("customerName").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(calls, c => Assert.Equal("Basic " + Convert.ToBase64String("hub:hub-2026"u8), c.GetProperty("authorization").GetString()));
    }

    private static DemoSettings At(Uri billing, DemoSettings settings) =>
        settings with { Values = new Dictionary<string, string>(settings.Values) { ["billing.soap"] = billing.ToString() } };

    private static async Task<(OpenBillingAccount Request, MessageId Message)> AskAsync(WholeHub hub, int number, string name)
    {
        var customer = hub.World.Customer(number).Number;
        var request = DemoFacts.OpenAccount(number, "PHP", customer, name, hub.Hub.Time.GetUtcNow());
        return (request, await hub.PostAsync(request, customer, request.RequestId.Value));
    }
}
