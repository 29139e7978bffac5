using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
public sealed class FeasibilitySteps(WholeHub hub)
{
    private const string Interface = "RES-1";
    private static int _asked;
    private MessageId _question;

    [Given("resource management is unavailable for the next {int} calls")]
    public void GivenUnavailable(int calls) => hub.Resource.Moods.Set(Interface, MoodKind.Unavailable, calls);

    [When("the core app asks whether a leased line between two cities can be served")]
    public Task WhenAsked() => AskAsync(hub.World.Customer(0).Address, hub.World.Customer(1).Address);

    [When("the core app asks for a leased line to an island")]
    public Task WhenAskedForAnIsland() => AskAsync(hub.World.Customer(0).Address, "舟山市嵊泗岛码头1号");

    [When("the core app asks for a leased line to the address \"(.*)\"")]
    public Task WhenAskedFor(string address) => AskAsync(hub.World.Customer(0).Address, address);

    [Then("it hears ServiceFeasibilityChecked: feasible, with the earliest date and both ends")]
    public async Task ThenFeasible()
    {
        var answer = await AnswerAsync();
        Assert.True(answer.Feasible);
        Assert.NotNull(answer.EarliestDate);
        Assert.True(answer.AEnd is { Feasible: true, Node: not null });
        Assert.True(answer.ZEnd is { Feasible: true, Node: not null });
    }

    [Then("it hears ServiceFeasibilityChecked: not feasible, with the code \"(.*)\" and the reason")]
    public async Task ThenNotFeasible(string code)
    {
        var answer = await AnswerAsync();
        Assert.Equal((false, code, "超出覆盖范围"), (answer.Feasible, answer.ReasonCode, answer.Reason));
    }

    [Then("the question is parked with the code \"(.*)\" of resource management")]
    public async Task ThenParked(string code)
    {
        var delivery = await Patience.UntilAsync("the question is parked", DeliveryAsync, d => d.State == DeliveryState.Parked);
        Assert.Contains(code, $"{delivery.Failure!.Code} {delivery.Failure.Message} {delivery.Failure.Detail}");
    }

    private async Task AskAsync(string aEnd, string zEnd)
    {
        var question = DemoFacts.Feasibility(Interlocked.Increment(ref _asked), "F", hub.World.Customer(0), aEnd, zEnd);
        _question = await hub.PostAsync(question, question.RequestId.Value, question.RequestId.Value);
    }

    private async Task<ServiceFeasibilityChecked> AnswerAsync()
    {
        var heard = await Patience.UntilAsync("ServiceFeasibilityChecked", () => hub.HeardAsync(_question, nameof(ServiceFeasibilityChecked)), m => m.Count > 0);
        return CanonicalJson.Deserialize<ServiceFeasibilityChecked>((await hub.MessageAsync(Assert.Single(heard).Id)).Envelope.Body);
    }

    private async Task<DeliverySummary> DeliveryAsync() => (await hub.MessageAsync(_question)).Summary.Deliveries.Single(d => d.Subscriber == Interface);
}
