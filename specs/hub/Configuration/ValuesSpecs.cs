using System.Text;
using Integration.CanonicalModel;
using Integration.Hub;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;
using Integration.Mappings;
using Xunit;

namespace Integration.Specs.Hub.Configuration;

/// <summary><c>values:</c> of an interface: what a deployment is called at the other side stands in its settings, not in the mapping.</summary>
public sealed class ValuesSpecs : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_mapping_reads_the_values_of_its_interface_with_settings_resolved()
    {
        var wiring = Wire("values: { merchant: \"m-${billing.host}\" }", out var errors);
        Assert.Empty(errors);
        var endpoint = wiring.Outbound["OUT-1"];
        var context = new Translation(TimeProvider.System, _ => 1).Context(endpoint.Config, ("fileName", "a.json"), ("group", null));
        Assert.Equal(["fileName a.json", "interface OUT-1", "value.merchant m-127.0.0.1"], context.Values.Select(v => $"{v.Key} {v.Value}").Order());
        var debit = new DirectDebitFailed { DebitNo = new DebitNumber("D1"), ReasonCode = "51", OccurredAt = DateTimeOffset.UnixEpoch };
        Assert.Equal("""{"merchant":"m-127.0.0.1","no":"D1"}""", Encoding.UTF8.GetString(endpoint.Routes["DirectDebitFailed"].Mapping.Map(CanonicalJson.Serialize(debit), context).Span));
    }

    [Fact]
    public void A_mapping_gets_the_cross_reference_with_its_surroundings()
    {
        var context = new Translation(TimeProvider.System, _ => 1, new Numbers()).Context(Wire("values: { merchant: m-1 }", out _).Outbound["OUT-1"].Config);
        Assert.Equal(("ours of billing/customer/K1", "theirs of billing/customer/C1"), (context.CrossReference!("billing", "customer", "K1"), context.ForeignNumber!("billing", "customer", "C1")));
    }

    [Theory]
    [InlineData("pii: []")]
    [InlineData("values: { marchant: m-1 }")]
    public void A_value_that_the_mapping_reads_and_the_interface_does_not_give_is_told_at_start(string line)
    {
        Wire(line, out var errors);
        Assert.Equal("adapters/bank/adapter.yaml:8: interface OUT-1: mapping bank/out@1 reads the value 'merchant'; give it under 'values:' of the interface", _folder.Short(Assert.Single(errors).ToString()));
    }

    private Wiring Wire(string line, out List<ConfigError> errors)
    {
        _folder.Write("adapters/bank/adapter.yaml", $$"""
            system: bank
            interfaces:
              - id: OUT-1
                direction: out
                channel: file
                address: /tmp/nowhere
                {{line}}
                subscribe: [ { message: DirectDebitFailed@1, mapping: bank/out@1, fileName: "{messageId}.json" } ]
            """);
        _folder.Write("mappings/bank/out.v1.yaml", """
            mapping: bank/out
            version: 1
            title: what goes out
            source: { format: canonical, message: DirectDebitFailed@1 }
            target: { format: json, body: { merchant!: context("value.merchant"), no: debitNo } }
            """);
        errors = [];
        return Wiring.Make(HubConfigLoader.Load(_folder.Root), MappingLibrary.Load(Path.Combine(_folder.Root, "mappings"), CanonicalCatalog.Messages), null, errors);
    }

    private sealed class Numbers : ICrossReference
    {
        public string? OursFor(string system, string kind, string theirs) => $"ours of {system}/{kind}/{theirs}";

        public string? TheirsFor(string system, string kind, string ours) => $"theirs of {system}/{kind}/{ours}";

        public long Version() => 1;
    }
}
