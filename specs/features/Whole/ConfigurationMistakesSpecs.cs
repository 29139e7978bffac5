using Integration.Hub.Core.Configuration;
using Integration.Hub.Host.Channels;
using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Whole;

/// <summary>One look at a configuration tells everything that is wrong with it, in hub.yaml, adapters, channels and mappings.</summary>
public sealed class ConfigurationMistakesSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-mistakes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Mistakes_in_a_mapping_and_in_adapters_are_told_in_one_list_without_echo()
    {
        var told = Told("""
            system: odd
            interfaces:
              - id: ODD-1
                direction: in
                channel: file
                address: /var/odd
                timeZone: Asia/Shangai
                file:
                  window: { from: "25:00", until: "06:00" }
                  patern: "*.txt"
                expectedBy: { at: "06:30", days: [mon, sunday] }
                mapping: odd/broken@1
              - id: ODD-2
                direction: in
                channel: queue
                address: amqps://localhost/odd
                queue: { prefech: 10, caFile: no-such.pem, bindings: [{ exchange: x, typ: topic }] }
                mapping: odd/none@1
              - id: ODD-3
                direction: out
                channel: queue
                address: "postgres:Hosst=x;Password=hush#odd"
                queue: { intent: shout, replyTo: '"open', expireAtDeadline: maybe }
                subscribe:
                  - { message: WorkOrderCompleted@1, mapping: odd/none@2 }
              - id: ODD-4
                direction: in
                channel: soap
                path: /soap/odd
                contract: ../resource/contract/resource.wsdl
                soap: { acept: [basic], accept: [bassic], publicAddress: ftp://x, maxDepth: 0 }
                operations:
                  - { operation: CheckFeasibility, request: odd/broken@1, answer: odd/broken@2 }
            """);

        foreach (var (line, word) in new[]
        {
            (7, "no time zone"), (9, "hour of the day"), (9, "window.to is missing"), (9, "'interfaces[0].file.window.until'"), (10, "did you mean 'pattern'?"), (11, "sunday"),
            (17, "did you mean 'prefetch'?"), (17, "no-such.pem does not exist"), (17, "did you mean 'type'?"), (18, "odd/none@1"),
            (19, "hosst"), (23, "intent is 'shout'"), (23, "a quote is not closed"), (23, "maybe"), (25, "odd/none@2"),
            (31, "did you mean 'accept'?"), (31, "bassic"), (31, "ftp://x"), (31, "maxDepth"),
        })
            Assert.True(told.Exists(t => t.StartsWith($"adapters/odd/adapter.yaml:{line}:", StringComparison.Ordinal) && t.Contains(word, StringComparison.Ordinal)), $"nothing about {word} (line {line}) in:\n{string.Join('\n', told)}");
        Assert.Contains(told, t => t.StartsWith("mappings/odd/broken.v1.yaml:", StringComparison.Ordinal));
        Assert.DoesNotContain(told, t => t.Contains("'odd/broken@1'", StringComparison.Ordinal));
        Assert.DoesNotContain(told, t => t.Contains("hush", StringComparison.Ordinal));
        Assert.Equal(told.Distinct().Count(), told.Count);
    }

    [Fact]
    public void Certificates_are_opened_and_thumbprints_read_before_anything_starts()
    {
        File.WriteAllText(Path.Combine(_folder, "bad.p12"), "not a certificate");
        var told = Told("system: odd\ninterfaces:\n  - { id: ODD-1, direction: in, channel: queue, address: amqp://h/q, mapping: n97/n97-2-events@1 }\n",
            new() { ["bad"] = "{ certificate: ../bad.p12, thumbprint: \"12:34\" }" });
        Assert.Contains(told, t => t.Contains("bad.p12 cannot be opened", StringComparison.Ordinal));
        Assert.Contains(told, t => t.Contains("credentials.bad.thumbprint is '12:34'", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_interfaces_for_one_question_and_two_callers_with_one_user_are_told_where_they_stand()
    {
        var told = Told("""
            system: odd
            interfaces:
              - { id: ODD-1, direction: out, channel: soap, address: "http://a/b", contract: ../billing/contract/billing-charges.wsdl, operations: [{ operation: QueryCurrentCharges, message: FindCurrentCharges@1, query: true, request: billing/bil-5-query@1, answer: billing/bil-5-charges@1 }] }
              - { id: ODD-2, direction: out, channel: soap, address: "http://a/b", contract: ../billing/contract/billing-charges.wsdl, operations: [{ operation: QueryCurrentCharges, message: FindCurrentCharges@1, query: true, request: billing/bil-5-query@1, answer: billing/bil-5-charges@1 }] }
              - { id: CS-1, direction: in, channel: soap, path: /soap/odd, contract: ../customer-service/contract/customer-service.wsdl, credential: one, operations: [{ operation: QueryCustomer, request: customer-service/cs-1-query@1, answer: customer-service/cs-1-answer@1, query: true }] }
            """, new() { ["one"] = "{ user: clerk, password: a }", ["customer-service-hz"] = "{ user: clerk, password: b }" });
        Assert.Contains(told, t => t.StartsWith("adapters/odd/adapter.yaml:4:", StringComparison.Ordinal) && t.Contains("FindCurrentCharges is asked through ODD-1 already", StringComparison.Ordinal));
        Assert.DoesNotContain(told, t => t.StartsWith("adapters/odd/adapter.yaml:3:", StringComparison.Ordinal));
        Assert.Contains(told, t => t.Contains("caller 'hangzhou-service': its credential has the user 'clerk', as interface CS-1 on path /soap/odd has", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Interfaces_of_one_connection_string_share_its_connections()
    {
        await using var databases = new QueueDatabases();
        var one = databases.Postgres("Host=db;Database=queues");
        Assert.Same(one, databases.Postgres("Host=db;Database=queues"));
        Assert.NotSame(one, databases.Postgres("Host=db;Database=others"));
    }

    private List<string> Told(string adapter, Dictionary<string, string>? credentials = null)
    {
        var home = Impatient.Copy(_folder);
        // Of the other systems only their contracts stay: their adapters would miss their settings.
        foreach (var other in Directory.EnumerateFiles(Path.Combine(home, "adapters"), "adapter.yaml", SearchOption.AllDirectories))
            File.Delete(other);
        Directory.CreateDirectory(Path.Combine(home, "adapters/odd"));
        Directory.CreateDirectory(Path.Combine(home, "mappings/odd"));
        File.WriteAllText(Path.Combine(home, "adapters/odd/adapter.yaml"), adapter);
        File.WriteAllText(Path.Combine(home, "mappings/odd/broken.v1.yaml"), "mapping: odd/broken\nversion: 1\nsource: { format: paper }\n");
        File.WriteAllText(Path.Combine(home, "mappings/odd/broken.v2.yaml"), "mapping: [\n");
        var settings = new DemoSettings(_folder, "http://127.0.0.1:9", $"{{ kind: sqlite, file: \"{_folder}/hub.db\" }}", new Dictionary<string, string>(), credentials ?? []);
        var config = settings.Write(home);
        return [.. Assert.Throws<ConfigurationException>(() => ConfigCheck.Load(config)).Errors.Select(e => e.ToString().Replace(home + "/", ""))];
    }
}
