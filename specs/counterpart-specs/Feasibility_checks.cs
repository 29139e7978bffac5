using System.Xml.Linq;
using Integration.Specs.Counterparts;
using Xunit;

namespace Integration.Specs.CounterpartSpecs;

public sealed class Feasibility_checks : IAsyncLifetime
{
    private readonly WrittenContract _contract = WrittenContract.Load("resource.wsdl");
    private readonly ResourceCounterpart _resource = new();

    public async ValueTask InitializeAsync() => await _resource.StartAsync();

    public async ValueTask DisposeAsync() => await _resource.DisposeAsync();

    [Fact]
    public async Task say_yes_with_a_date_for_addresses_that_are_served()
    {
        var outcome = await CheckAsync("r1", "LEASED_LINE", "杭州市西湖区解放路1号", "宁波市海曙区解放路2号");
        Assert.Null(outcome.Trouble);
        Assert.Equal("true", Text(outcome.Answer, "feasible"));
        Assert.NotNull(Text(outcome.Answer, "earliestDate"));
    }

    [Fact]
    public async Task say_no_with_a_reason_for_an_island()
    {
        var outcome = await CheckAsync("r1", "LEASED_LINE", "杭州市西湖区解放路1号", "舟山市桃花岛1号");
        Assert.Null(outcome.Trouble);
        Assert.Equal(("false", "N04"), (Text(outcome.Answer, "feasible"), Text(outcome.Answer, "reasonCode")));
    }

    [Theory]
    [InlineData("LEASED_LINE", "杭州市解放路1号", null, "R004")]
    [InlineData("INTERNET", "somewhere", null, "R001")]
    public async Task refuse_questions_that_make_no_sense(string type, string a, string? z, string code)
    {
        var outcome = await CheckAsync("r1", type, a, z);
        Assert.Null(outcome.Trouble);
        Assert.Equal(code, Text(outcome.Fault, "code"));
    }

    [Fact]
    public async Task count_a_repeated_question_as_a_repeat()
    {
        await CheckAsync("r1", "INTERNET", "杭州市解放路1号", null);
        await CheckAsync("r1", "INTERNET", "杭州市解放路1号", null);
        Assert.Equal((1L, 1L), (_resource.Books.Summary("RES-1").Received, _resource.Books.Summary("RES-1").Duplicates));
    }

    private async Task<SoapOutcome> CheckAsync(string id, string type, string a, string? z)
    {
        var ns = _contract.Namespace;
        using var caller = new SoapCaller(_resource.SoapAddress, _contract, "hub", "secret", TimeProvider.System, TimeSpan.FromSeconds(20));
        return await caller.CallAsync(
            new XElement(ns + "CheckFeasibility", new XElement(ns + "requestId", id), new XElement(ns + "serviceType", type), Site("aEnd", a), z is null ? null : Site("zEnd", z)),
            new SoapCallOptions(), TestContext.Current.CancellationToken);
    }

    private XElement Site(string name, string address) =>
        new(_contract.Namespace + name, new XElement(_contract.Namespace + "areaCode", "0571"), new XElement(_contract.Namespace + "address", address));

    private string? Text(XElement? parent, string name) => parent?.Element(_contract.Namespace + name)?.Value;
}
