using Integration.Hub;
using Integration.Hub.Core.Configuration;
using Xunit;

namespace Integration.Specs.Hub.Configuration;

public sealed class ConfigLoaderSpecs : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_good_folder_is_read_with_settings_inside_settings_resolved()
    {
        _folder.Write("adapters/billing/contract/billing.wsdl", "<x/>");
        _folder.Write("adapters/billing/adapter.yaml", """
            system: billing
            name: 计费系统
            interfaces:
              - id: BIL-4
                summary: Open accounts
                direction: out
                channel: soap
                address: ${billing.soap}
                contract: contract/billing.wsdl
                credential: billing
                operations:
                  - { operation: OpenAccount, message: OpenBillingAccount@1, request: billing/open@1 }
                retry: { attempts: 3, first: 500ms, max: 1m }
                order: skip
            """);

        var config = HubConfigLoader.Load(_folder.Root);

        var bil4 = config.Find("BIL-4")!;
        Assert.Equal("http://127.0.0.1:9/soap", bil4.Address);
        Assert.Equal("secret", bil4.Credential!.Password);
        Assert.Equal((3, 500, OrderPolicy.Skip), (bil4.Retry.Attempts, (int)bil4.Retry.First.TotalMilliseconds, bil4.Order));
        Assert.Equal("计费系统", config.Systems[0].Name);
        Assert.Equal(MessagePriority.Live, bil4.Priority);
    }

    [Fact]
    public void A_password_is_never_part_of_what_is_printed_of_the_configuration()
    {
        _folder.Write("adapters/a/adapter.yaml", "system: a\ninterfaces:\n  - { id: X-1, direction: in, channel: queue, address: x, mapping: m@1, credential: billing }\n");

        var config = HubConfigLoader.Load(_folder.Root);

        Assert.Equal("secret", config.Find("X-1")!.Credential!.Password);
        Assert.DoesNotContain("secret", config.Find("X-1")!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_error_is_told_at_once_with_file_line_and_what_was_expected()
    {
        _folder.Write("adapters/billing/adapter.yaml", """
            system: biling
            interfaces:
              - id: bil-1
                direction: inward
                channel: file
                adress: ${billing.files}/bil-1
                mapping: billing/bil-1@1
                batch: many
                timeout: 5 minutes
              - id: BIL-4
                direction: out
                channel: soap
                address: ${billing.sopa}
                contract: contract/none.wsdl
                credential: biling
                operations: []
            """);

        var errors = Errors();

        Assert.Equal(
        [
            "adapters/billing/adapter.yaml:1: system is 'biling' but the folder is 'billing'; they must be the same",
            "adapters/billing/adapter.yaml:3: id is 'bil-1', expected capitals, digits and '-' such as BIL-1",
            "adapters/billing/adapter.yaml:3: interface bil-1: address is missing; an inbound interface needs it",
            "adapters/billing/adapter.yaml:4: interfaces[0].direction is 'inward', expected one of in, out",
            "adapters/billing/adapter.yaml:6: 'interfaces[0].adress' is not known here (did you mean 'address'?)",
            "adapters/billing/adapter.yaml:8: interfaces[0].batch is 'many', expected a whole number from 1 to 5000",
            "adapters/billing/adapter.yaml:9: interfaces[0].timeout is '5 minutes', expected a length of time such as 500ms, 2s, 10m, 3h or 90d",
            "adapters/billing/adapter.yaml:10: interface BIL-4: operations is missing; an interface the hub calls over SOAP needs it",
            "adapters/billing/adapter.yaml:13: interfaces[1].address: setting 'billing.sopa' is not given; add it under 'settings:' in hub.yaml (did you mean 'billing.soap'?)",
            "adapters/billing/adapter.yaml:14: contract file adapters/billing/contract/none.wsdl does not exist",
            "adapters/billing/adapter.yaml:15: credential 'biling' is not given under 'credentials:' in hub.yaml (did you mean 'billing'?)",
        ], errors);
    }

    [Fact]
    public void Broken_yaml_is_told_with_its_line()
    {
        _folder.Write("adapters/billing/adapter.yaml", "system: billing\ninterfaces:\n  - id: [unclosed\n");
        Assert.StartsWith("adapters/billing/adapter.yaml:", Assert.Single(Errors()));
    }

    [Fact]
    public void An_interface_defined_twice_names_both_places()
    {
        const string Queue = "interfaces:\n  - { id: X-1, direction: in, channel: queue, address: a, mapping: m@1 }\n";
        _folder.Write("adapters/a/adapter.yaml", "system: a\n" + Queue);
        _folder.Write("adapters/b/adapter.yaml", "system: b\n" + Queue);
        Assert.Equal(["adapters/b/adapter.yaml:3: interface X-1 is already defined in adapters/a/adapter.yaml:3"], Errors());
    }

    [Fact]
    public void A_missing_environment_variable_is_named()
    {
        _folder.Write("adapters/a/adapter.yaml", "system: a\ninterfaces:\n  - { id: X-1, direction: in, channel: queue, address: \"${env:HUB_NO_SUCH_VARIABLE}\", mapping: m@1 }\n");
        Assert.Contains("environment variable HUB_NO_SUCH_VARIABLE is not set", Assert.Single(Errors()));
    }

    [Fact]
    public void A_folder_without_hub_yaml_says_what_belongs_there()
    {
        File.Delete(Path.Combine(_folder.Root, "hub.yaml"));
        Assert.Contains("a configuration folder holds a hub.yaml", Assert.Single(Errors()));
    }

    private string[] Errors() =>
        [.. Assert.Throws<ConfigurationException>(() => HubConfigLoader.Load(_folder.Root)).Errors.Select(e => _folder.Short(e.ToString())).Order(new ByLine())];

    private sealed class ByLine : IComparer<string>
    {
        public int Compare(string? x, string? y)
        {
            var byLine = Line(x!).CompareTo(Line(y!));
            return byLine != 0 ? byLine : string.CompareOrdinal(x, y);
        }

        private static int Line(string text) => int.TryParse(text.Split(':').ElementAtOrDefault(1), out var line) ? line : 0;
    }
}
