using System.Text.RegularExpressions;
using Xunit;

namespace Integration.Specs.Architecture;

/// <summary>What the hub reads from hub.yaml and adapter.yaml is what its reference says, section by section.</summary>
public sealed partial class Configuration_reference
{
    private const string Page = "specs/how-to/configuration.md";

    // Which part of the reference the keys of a reader stand in.
    private static readonly (string Reader, string Heading)[] Parts =
    [
        ("hub/core/Configuration/HubConfigLoader.cs", "## hub.yaml"),
        ("hub/core/Configuration/TlsConfig.cs", "## hub.yaml"),
        ("hub/core/Configuration/DebitResults.cs", "## hub.yaml"),
        ("hub/core/Configuration/WebConfig.cs", "## hub.yaml"),
        ("hub/core/Configuration/PurgeConfig.cs", "### `purge`"),
        ("hub/core/Configuration/AlertsConfig.cs", "### `alerts`"),
        ("hub/core/Configuration/TelemetryConfig.cs", "### `telemetry`"),
        ("hub/core/Configuration/CredentialReader.cs", "### `credentials`"),
        ("hub/core/Configuration/CallerRights.cs", "### `callers`"),
        ("hub/core/Configuration/OrdersConfig.cs", "### `orders`"),
        ("hub/core/Configuration/WarningsConfig.cs", "### `warnings`"),
        ("hub/core/Configuration/PeerReader.cs", "### `peers`"),
        ("hub/core/Configuration/AdapterLoader.cs", "## adapter.yaml"),
        ("hub/core/Subscriptions/SubscriptionReader.cs", "### `subscribe:`"),
        ("hub/core/Subscriptions/FilterConfig.cs", "### `filter:`"),
        ("hub/core/Configuration/AskConfig.cs", "### `ask:`"),
        ("hub/core/Configuration/ExpectedBy.cs", "### `expectedBy:`"),
        ("hub/core/Batches/BatchReader.cs", "### `batch:`"),
        ("hub/core/Signing/SignatureConfig.cs", "### `sign:` and `verify:`"),
        ("hub/host/Hosting/MasterRulesFile.cs", "## master-rules.yaml"),
        ("hub/host/Channels/FileBinder.cs", "### `file:`"),
        ("hub/host/Channels/SoapBinder.cs", "### `soap:`"),
        ("hub/host/Channels/SoapServerBinder.cs", "### `soap:`"),
        ("hub/host/Channels/RabbitBinder.cs", "### `queue:`"),
        ("hub/host/Channels/QueueTableBinder.cs", "### `queue:`"),
    ];

    [Fact]
    public void Every_key_that_is_read_stands_in_the_reference() => Findings.None(
        from part in Parts
        let text = Section(part.Heading)
        from key in KeysOf(part.Reader)
        where !text.Contains($"`{key}`", StringComparison.Ordinal)
        select $"{part.Reader} reads '{key}', which {Page} does not tell under '{part.Heading}'; say its type, default and meaning there");

    [Fact]
    public void Every_key_in_the_reference_is_read() => Findings.None(
        from heading in Parts.Select(p => p.Heading).Distinct()
        let read = Parts.Where(p => p.Heading == heading).SelectMany(p => KeysOf(p.Reader)).ToHashSet()
        from row in Row().Matches(Section(heading)).Select(m => m.Groups[1].Value)
        where !read.Contains(row)
        select $"{Page} tells of '{row}' under '{heading}', which nobody reads; take it out, or read it");

    [Fact]
    public void Every_reader_of_configuration_is_looked_at() => Findings.None(
        from file in Repository.Under("hub/", ".cs")
        where !file.EndsWith("/YamlSection.cs", StringComparison.Ordinal) && !file.EndsWith("/ChannelSections.cs", StringComparison.Ordinal)
        where KeysOf(file).Any() && Repository.Read(file).Contains("YamlSection", StringComparison.Ordinal) && !Parts.Any(p => p.Reader == file)
        select $"{file} reads configuration keys and is not among the readers that this test compares with {Page}; add it");

    private static IEnumerable<string> KeysOf(string file) => Key().Matches(Repository.Read(file)).Select(m => m.Groups[1].Value).Distinct();

    private static string Section(string heading)
    {
        var page = Repository.Read(Page);
        var start = page.IndexOf("\n" + heading, StringComparison.Ordinal);
        Assert.True(start >= 0, $"{Page} has no heading '{heading}'");
        var next = page.IndexOf("\n#", start + heading.Length, StringComparison.Ordinal);
        return next < 0 ? page[start..] : page[start..next];
    }

    [GeneratedRegex("""\.?\b(?:Text|RequiredText|Int|Flag|Duration|Hour|Zone|Choice(?:<[^>]*>)?|Texts|Section|Sections|Map|FilePath|Authorities|Thumbprints|Address|Missing)\((?:s, |top, )?"(\w+)["]""")]
    private static partial Regex Key();

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
