using Integration.Hub.Core.Configuration;
using Xunit;

namespace Integration.Specs.Hub.Configuration;

/// <summary><c>peers:</c> of hub.yaml: each mistake is told with its line and what was expected.</summary>
public sealed class PeerConfigSpecs : IDisposable
{
    private const string Good = "{ unit: cn, send: \"sqlite:q.db#nat.cn.zj.to.cn\", receive: \"sqlite:q.db#nat.cn.to.cn.zj\", credential: peer }";
    private readonly ConfigFolder _folder = new();

    public PeerConfigSpecs() => _folder.Write("adapters/peer/link.yaml", """
        system: ${peer.system}
        name: ${peer.unit} peer hub
        interfaces:
          - { id: "NAT-1-${peer.tag}-OUT", direction: out, channel: queue, address: "${peer.send}.nat-1", credential: "${peer.credential}", peer: "${peer.unit}", subscribe: [ { message: CustomerProfileChanged@1, mapping: peer/CustomerProfileChanged@1 } ] }
          - { id: "NAT-1-${peer.tag}-IN", direction: in, channel: queue, address: "${peer.receive}.nat-1", credential: "${peer.credential}", mapping: peer/message@1 }
        """);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_entry_makes_a_system_with_interfaces_of_its_own_out_of_the_link_file()
    {
        Hub("cn.zj", Good);

        var config = HubConfigLoader.Load(_folder.Root);

        Assert.Equal(new PeerConfig("cn", "peer-cn", "CN"), Assert.Single(config.Peers));
        Assert.Equal("sqlite:q.db#nat.cn.zj.to.cn.nat-1", config.Find("NAT-1-CN-OUT")!.Address);
        Assert.Equal("peer-cn", config.Find("NAT-1-CN-IN")!.System);
    }

    [Fact]
    public void Two_provinces_are_two_entries_of_one_file()
    {
        Hub("cn", Good.Replace("unit: cn,", "unit: cn.zj,"), Good.Replace("unit: cn,", "unit: cn.gd,"));

        var config = HubConfigLoader.Load(_folder.Root);

        Assert.Equal(["peer-cn.zj", "peer-cn.gd"], config.Peers.Select(p => p.System));
        Assert.NotNull(config.Find("NAT-1-CN-GD-IN"));
    }

    [Theory]
    [InlineData("unit: cn,", "unit: cn.zj,", "unit is cn.zj, which is this hub's own orgUnit")]
    [InlineData("unit: cn,", "unit: cn.gd,", "unit is cn.gd, which is neither above nor below this hub's orgUnit cn.zj; hubs beside each other speak through the one above")]
    [InlineData("unit: cn,", "unit: CN,", "unit is 'CN', expected an org unit such as cn or cn.zj")]
    [InlineData("unit: cn, ", "", "unit is missing")]
    [InlineData(", credential: peer", "", "credential is missing: name of the credential for the peer's queues; queue tables without a sign-in take an empty one ({ })")]
    [InlineData("credential: peer", "credential: per", "'per'")]
    [InlineData("sqlite:q.db#nat.cn.zj.to.cn", "q.db", "send is 'q.db…', expected the beginning of queue addresses such as amqp://host:5672/nat.cn.to.cn.zj or sqlite:FILE#nat.cn.to.cn.zj; .nat-1, .nat-2, .nat-3 are added")]
    [InlineData("send:", "sent:", "send is missing")]
    [InlineData("unit: cn,", "unit: cn, adapter: nowhere.yaml,", "nowhere.yaml does not exist")]
    public void A_mistake_in_an_entry_is_told_with_its_line(string good, string bad, string told)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        Hub("cn.zj", Good.Replace(good, bad, StringComparison.Ordinal));

        var errors = Errors();

        Assert.Contains(errors, e => e.Contains(told, StringComparison.Ordinal) && (e.StartsWith("hub.yaml:10:", StringComparison.Ordinal) || e.StartsWith("adapters/peer/link.yaml:", StringComparison.Ordinal)));
    }

    [Fact]
    public void Peers_without_an_org_unit_of_the_hub_itself_are_refused()
    {
        Hub(null, Good);
        Assert.Contains(Errors(), e => e.Contains("a hub with peers needs orgUnit: the org unit whose subtree it serves, its name to its peers", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cn", "cn", "there is a peer cn already")]
    [InlineData("cn.zj.hz", "cn.zj.hz.xh", "there is a peer cn.zj.hz already: one hub above, and those below must not contain each other")]
    public void Two_hubs_above_or_one_below_another_are_refused(string one, string other, string told)
    {
        Hub("cn.zj", Good.Replace("unit: cn,", $"unit: {one},"), Good.Replace("unit: cn,", $"unit: {other},"));
        Assert.Contains(Errors(), e => e.Contains(told, StringComparison.Ordinal));
    }

    private void Hub(string? self, params string[] peers) => _folder.Write("hub.yaml", $$"""
        node: node-1
        store: { kind: sqlite, file: hub.db }
        mappings: mappings
        adapters: [adapters]
        settings: { none: x }
        credentials:
          peer: { user: hub, password: secret }
        {{(self is null ? "" : $"orgUnit: {self}")}}
        peers:
        {{string.Join('\n', peers.Select(p => "  - " + p))}}
        """);

    private IReadOnlyList<string> Errors() =>
        [.. Assert.Throws<ConfigurationException>(() => HubConfigLoader.Load(_folder.Root)).Errors.Select(e => _folder.Short(e.ToString()))];
}
