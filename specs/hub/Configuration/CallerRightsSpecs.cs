using Integration.Hub.Core.Configuration;
using Xunit;

namespace Integration.Specs.Hub.Configuration;

public sealed class CallerRightsSpecs : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public CallerRightsSpecs()
    {
        _folder.Write("adapters/customer-service/cs.wsdl", "<x/>");
        _folder.Write("adapters/customer-service/adapter.yaml", """
            system: customer-service
            interfaces:
              - { id: CS-1, channel: soap, path: /cs, contract: cs.wsdl, credential: billing, operations: [{ operation: Query, request: a@1, answer: b@1 }] }
              - { id: CS-2, channel: soap, path: /cs, contract: cs.wsdl, credential: billing, operations: [{ operation: Report, request: a@1, answer: b@1 }] }
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_further_caller_calls_what_is_listed_for_it_and_sees_its_own_units()
    {
        var config = Load("""
            callers:
              branch: { credential: billing, interfaces: [CS-1] }
            jurisdictions:
              branch: [cn.zj.hz]
            """);
        var rights = new CallerRights(config.Callers, config.Jurisdictions);
        var (cs1, cs2) = (config.Find("CS-1")!, config.Find("CS-2")!);
        Assert.True(rights.MayCall("branch", cs1));
        Assert.False(rights.MayCall("branch", cs2));
        Assert.Equal(["cn.zj.hz"], rights.Of("branch", cs1).OrgUnits);
    }

    [Fact]
    public void A_system_calls_its_own_interfaces_and_nobody_elses()
    {
        var config = Load("");
        var rights = new CallerRights(config.Callers, config.Jurisdictions);
        Assert.True(rights.MayCall("customer-service", config.Find("CS-2")!));
        Assert.False(rights.MayCall("billing", config.Find("CS-2")!));
        Assert.Null(rights.Of("customer-service", config.Find("CS-2")!).OrgUnits);
    }

    [Fact]
    public void A_jurisdiction_of_nobody_is_refused_since_it_would_restrict_nobody()
    {
        var e = Assert.Throws<ConfigurationException>(() => Load("""
            callers:
              branch: { credential: billing, interfaces: [CS-1] }
            jurisdictions:
              brunch: [cn.zj.hz]
            """));
        Assert.Contains("'brunch' is neither a system nor one of 'callers:'", e.Message);
        Assert.Contains("branch", e.Message);
    }

    [Fact]
    public void What_is_wrong_with_a_caller_is_said_at_once()
    {
        var e = Assert.Throws<ConfigurationException>(() => Load("""
            callers:
              branch: { credential: biling, interfaces: [CS-9] }
              other: { credential: billing }
              customer-service: { credential: billing, interfaces: [CS-1] }
            """));
        Assert.Contains("credential 'biling' is not given", e.Message);
        Assert.Contains("'CS-9' is no interface that the hub serves", e.Message);
        Assert.Contains("caller 'other': interfaces is missing", e.Message);
        Assert.Contains("has the name of a system", e.Message);
    }

    private HubConfig Load(string more)
    {
        File.AppendAllText(Path.Combine(_folder.Root, "hub.yaml"), "\n" + more + "\n");
        return HubConfigLoader.Load(_folder.Root);
    }
}
