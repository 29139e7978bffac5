using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
[Scope(Tag = "CS-2")]
public sealed class TroubleSteps(WholeHub hub)
{
    private static int _reported;
    private TroubleReport? _report;
    private TroubleAnswer? _answer;
    private string? _firstTicket;

    private TroubleAnswer Answer => _answer ?? throw new InvalidOperationException("customer service has reported nothing");

    [When("customer service reports the fault \"(.*)\" for a phone number")]
    public Task WhenReported(string words) => ReportAsync(words);

    [Given("customer service has reported a fault")]
    public async Task GivenReported()
    {
        await ReportAsync("专线中断，客户在等待");
        _firstTicket = Answer.TicketNo;
        Assert.NotNull(_firstTicket);
    }

    [When("customer service sends the same report again")]
    public Task WhenAgain() => SendAsync();

    [When("customer service sends other words under the same request id")]
    public Task WhenOtherWords()
    {
        _report = _report! with { Description = "完全不同的内容" };
        return SendAsync();
    }

    [Then("it gets a ticket number at once")]
    public void ThenATicket() => Assert.True(Answer is { TicketNo.Length: > 0, FaultCode: null, Trouble: null }, Answer.ToString());

    [Then("it gets the same ticket number")]
    public void ThenTheSame() => Assert.Equal(_firstTicket, Answer.TicketNo);

    [Then("it gets the contract's fault with the code \"(.*)\"")]
    public void ThenAFault(string code) => Assert.Equal(((string?)null, code), (Answer.TicketNo, Answer.FaultCode));

    [Then("the archive shows the open ticket with the same words")]
    [Then("the archive shows one ticket for it")]
    public async Task ThenOneTicket()
    {
        await Patience.UntilAsync("the ticket", () => hub.Archive.TicketsAsync(_report!.Description), found => found.Count > 0);
        using var patience = new CancellationTokenSource(Patience.Limit);
        await hub.Hub.RestAsync(patience.Token);
        Assert.Equal(Answer.TicketNo, Assert.Single(await hub.Archive.TicketsAsync(_report!.Description)).TicketNo);
    }

    private Task ReportAsync(string words)
    {
        var number = Interlocked.Increment(ref _reported);
        _report = new TroubleReport($"CSF{number:D6}", hub.World.Service((130 + number) * 4).Number, "FAULT", "2", $"{words} {number}");
        return SendAsync();
    }

    private async Task SendAsync() => _answer = await hub.CustomerService.ReportAsync(_report!, cancellationToken: TestContext.Current.CancellationToken);
}
