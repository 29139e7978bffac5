using System.Text.RegularExpressions;
using Integration.Hub.Core.Recoverability;
using Integration.Hub.Core.Subscriptions;

namespace Integration.Hub.Core.Configuration;

/// <summary>What hub.yaml gives to its adapters.</summary>
public sealed record AdapterSurroundings(Settings Settings, IReadOnlyDictionary<string, CredentialConfig> Credentials, TimeZoneInfo Zone);

/// <summary>Reads adapters/&lt;system&gt;/adapter.yaml. Every folder with such a file is a system; nothing else registers one.</summary>
public static partial class AdapterLoader
{
    public static IEnumerable<SystemConfig> LoadAll(
        string folder, AdapterSurroundings surroundings, List<ConfigError> errors)
    {
        if (!Directory.Exists(folder))
        {
            errors.Add(new ConfigError(folder, 0, "adapters folder does not exist"));
            return [];
        }
        return [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
            .Select(d => Path.Combine(d, "adapter.yaml"))
            .Where(File.Exists)
            .Select(f => Load(f, surroundings, errors))
            .OfType<SystemConfig>()];
    }

    /// <summary>The file of a peer link: its system is named after the peer, not after its folder.</summary>
    internal static SystemConfig? LoadPeer(string file, AdapterSurroundings surroundings, List<ConfigError> errors) => Load(file, surroundings, errors, ofFolder: false);

    private static SystemConfig? Load(string file, AdapterSurroundings surroundings, List<ConfigError> errors, bool ofFolder = true)
    {
        var top = YamlSection.Load(file, surroundings.Settings, errors);
        if (top is null)
            return null;
        var folder = Path.GetDirectoryName(file)!;
        var id = top.RequiredText("system");
        if (ofFolder && id.Length > 0 && id != Path.GetFileName(folder))
            top.ReportAt("system", $"system is '{id}' but the folder is '{Path.GetFileName(folder)}'; they must be the same");
        var sections = top.Sections("interfaces");
        if (sections.Count == 0)
            top.Report("interfaces is missing or empty");
        var system = new SystemConfig(id, top.Text("name") ?? id, folder, file, [.. sections.Select(s => Interface(s, id, folder, surroundings))]);
        top.RefuseUnknown();
        return system;
    }

    private static InterfaceConfig Interface(YamlSection s, string system, string folder, AdapterSurroundings surroundings)
    {
        var channel = s.Choice("channel", "", ("file", "file"), ("soap", "soap"), ("queue", "queue"));
        if (channel.Length == 0 && s.Text("channel") is null)
            s.Report("channel is missing: file, soap or queue");
        var zone = s.Zone("timeZone", surroundings.Zone);
        var config = new InterfaceConfig
        {
            Id = s.RequiredText("id"),
            System = system,
            Summary = s.Text("summary") ?? "",
            Direction = s.Choice("direction", InterfaceDirection.In, ("in", InterfaceDirection.In), ("out", InterfaceDirection.Out)),
            Channel = channel,
            Address = s.Text("address"),
            Path = s.Text("path"),
            Contract = s.Text("contract") is { } contract ? ContractFile(s, folder, contract) : null,
            Credential = Credential(s, surroundings.Credentials),
            Mapping = s.Text("mapping"),
            Values = s.Map("values"),
            Sign = s.Section("sign") is { } sign ? Signing.SignatureReader.Read(sign, surroundings.Credentials, forSigning: true) : null,
            Verify = s.Section("verify") is { } verify ? Signing.SignatureReader.Read(verify, surroundings.Credentials, forSigning: false) : null,
            Peer = s.Text("peer"),
            Operations = [.. s.Sections("operations").Select(Operation)],
            Ask = s.Section("ask") is { } ask ? AskConfig.Read(ask) : null,
            Subscriptions = [.. s.Sections("subscribe").SelectMany(one => SubscriptionReader.Read(one, Format(s)))],
            Receipt = s.Section("receipt") is { } receipt ? Receipt(receipt) : null,
            Priority = s.Choice("priority", MessagePriority.Live, ("live", MessagePriority.Live), ("bulk", MessagePriority.Bulk)),
            Order = s.Choice("order", OrderPolicy.Wait, ("wait", OrderPolicy.Wait), ("skip", OrderPolicy.Skip), ("none", OrderPolicy.None)),
            Concurrency = s.Int("concurrency", 8, 1, 512),
            Batch = IsOut(s) ? 500 : s.Int("batch", 500, 1, 5000),
            Batching = IsOut(s) && s.Section("batch") is { } batch ? Batches.BatchReader.Read(batch, s, zone) : null,
            Timeout = s.Duration("timeout", TimeSpan.FromSeconds(30)),
            Expiry = s.Text("expiry") is null ? null : s.Duration("expiry", TimeSpan.Zero),
            Retry = Retry(s.Section("retry")),
            Circuit = Circuit(s.Section("circuit")),
            TimeZone = zone,
            ExpectedBy = s.Section("expectedBy") is { } expected ? ExpectedByReader.Read(expected, zone) : null,
            History = [.. s.Sections("history").Select(h => new ContractVersion(h.RequiredText("version"), h.RequiredText("since"), h.RequiredText("change")))],
            PersonalData = s.Texts("pii"),
            EditApproval = s.Choice("editApproval", null, ("second", (bool?)true), ("none", (bool?)false)),
            ChannelSection = channel.Length == 0 ? null : s.Deferred(channel),
            Section = s,
        };
        CheckForm(config);
        return config;
    }

    private static void CheckForm(InterfaceConfig i)
    {
        if (i.Id.Length > 0 && !IdForm().IsMatch(i.Id))
            i.Section.ReportAt("id", $"id is '{i.Id}', expected capitals, digits and '-' such as BIL-1");
        var (needs, why) = (i.Direction, i.Channel) switch
        {
            (InterfaceDirection.In, "soap") => (i.Path is null ? "path" : i.Operations.Count == 0 ? "operations" : i.Contract is null ? "contract" : null, "an interface the hub serves over SOAP"),
            (InterfaceDirection.In, _) => (i.Address is null ? "address" : i.Mapping is null ? "mapping" : null, "an inbound interface"),
            (InterfaceDirection.Out, "soap") => (i.Address is null ? "address" : i.Operations.Count + i.Subscriptions.Count == 0 ? "operations" : i.Contract is null ? "contract" : null, "an interface the hub calls over SOAP"),
            (InterfaceDirection.Out, _) => (i.Address is null ? "address" : i.Subscriptions.Count == 0 ? "subscribe" : null, "an outbound interface"),
            _ => (null, ""),
        };
        if (i.ExpectedBy is not null && i is not { Channel: "file", Direction: InterfaceDirection.In })
            i.Section.ReportAt("expectedBy", $"interface {i.Id}: expectedBy is for inbound files");
        if (i.Sign is not null && i is not { Direction: InterfaceDirection.Out, Channel: "file" or "queue" })
            i.Section.ReportAt("sign", $"interface {i.Id}: sign is for what goes out as a file or over a queue");
        if (i.Verify is not null && i is not { Direction: InterfaceDirection.In, Channel: "file" or "queue" })
            i.Section.ReportAt("verify", $"interface {i.Id}: verify is for what comes in as a file or over a queue");
        if (i.Batching is not null && i.Channel != "file")
            i.Section.ReportAt("batch", $"interface {i.Id}: only file interfaces send many messages together, this one is {i.Channel}");
        if (needs is not null)
            i.Section.Report($"interface {i.Id}: {needs} is missing; {why} needs it");
    }

    private static bool IsOut(YamlSection s) => s.Text("direction") == "out";

    private static string ContractFile(YamlSection s, string folder, string contract)
    {
        var path = Path.GetFullPath(contract, folder);
        if (!File.Exists(path))
            s.ReportAt("contract", $"contract file {path} does not exist");
        return path;
    }

    internal static CredentialConfig? Credential(YamlSection s, IReadOnlyDictionary<string, CredentialConfig> credentials)
    {
        var name = s.Text("credential");
        if (name is null)
            return null;
        if (credentials.TryGetValue(name, out var found))
            return found;
        s.ReportAt("credential", $"credential '{name}' is not given under 'credentials:' in hub.yaml{Suggestion.For(name, credentials.Keys)}");
        return null;
    }

    private static OperationConfig Operation(YamlSection s) => new(
        s.RequiredText("operation"),
        s.Text("message"),
        s.Text("request"),
        s.Text("answer"),
        s.Flag("query", false),
        s.Map("faults"),
        s.Line)
    {
        Answers = s.Text("answers"),
    };

    private static string? Format(YamlSection s) => s.Choice<string?>("format", null, (CanonicalForms.Json, CanonicalForms.Json), (CanonicalForms.Xml, CanonicalForms.Xml));

    private static ReceiptConfig Receipt(YamlSection s) =>
        new(s.RequiredText("mapping"), s.Text("name") ?? "{name}.rcv", s.Text("rejects"), s.Text("rejectsName") ?? "{name}.rej");

    private static RetryPolicy Retry(YamlSection? s) => s is null ? RetryPolicy.Default : new(
        s.Int("attempts", RetryPolicy.Default.Attempts, 1, 1000),
        s.Duration("first", RetryPolicy.Default.First),
        s.Duration("max", RetryPolicy.Default.Max));

    private static CircuitPolicy Circuit(YamlSection? s) => s is null ? CircuitPolicy.Default : new(
        s.Int("after", CircuitPolicy.Default.After, 1, 1000),
        s.Duration("probe", CircuitPolicy.Default.Probe),
        s.Duration("maxProbe", CircuitPolicy.Default.MaxProbe));

    [GeneratedRegex("^[A-Z0-9]+(-[A-Z0-9]+)*$")]
    private static partial Regex IdForm();
}
