using Integration.Hub.Channels.Files;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Host.Channels;

/// <summary>File interfaces from their configuration.</summary>
internal static class FileBinder
{
    public static void Check(InterfaceConfig config, List<ConfigError> errors)
    {
        IEnumerable<string> problems;
        try
        {
            problems = [.. Endpoint(config).Problems(), .. config.Direction == InterfaceDirection.In ? Receiving(config).Problems() : Sending(config).Problems()];
        }
        catch (FormatException e)
        {
            problems = [e.Message];
        }
        errors.AddRange(problems.Select(p => new ConfigError(config.Section.File, config.Section.Line, $"interface {config.Id}: {p}")));
    }

    public static IReceivingChannel Receiver(InterfaceConfig config, IFileSink sink, TimeProvider time) =>
        new FileReceivingChannel(Receiving(config), RemoteFolders.Open(Endpoint(config), time), sink, time);

    public static ISendingChannel Sender(InterfaceConfig config, TimeProvider time) =>
        new FileSendingChannel(Sending(config), RemoteFolders.Open(Endpoint(config), time), time);

    private static FileEndpointOptions Endpoint(InterfaceConfig config)
    {
        var s = config.Own();
        return FileAddress.Parse(config.Address ?? "") with
        {
            UserName = config.Credential?.User,
            Password = config.Credential?.Password,
            PrivateKeyFile = config.Credential?.KeyFile,
            HostKeySha256 = config.Credential?.Fingerprint,
            KnownHostsFile = s.FilePath("knownHosts"),
            CaFile = s.FilePath("caFile"),
            NameEncoding = s.Text("nameEncoding") ?? "utf-8",
            AllowTls13 = s.Flag("allowTls13", false),
            ConnectTimeout = s.Duration("connectTimeout", TimeSpan.FromSeconds(15)),
            StallTimeout = s.Duration("stallTimeout", TimeSpan.FromSeconds(60)),
        };
    }

    private static FileReceivingOptions Receiving(InterfaceConfig config)
    {
        var s = config.Own();
        var options = new FileReceivingOptions { Interface = config.Id };
        return options with
        {
            Folder = s.Text("folder") ?? "",
            Include = s.Texts("pattern") is { Count: > 0 } patterns ? patterns : options.Include,
            Exclude = s.Texts("exclude"),
            Temporary = s.Texts("temporary") is { Count: > 0 } temporary ? temporary : options.Temporary,
            Completeness = s.Choice("complete", options.Completeness, ("stable", FileCompleteness.Stable), ("done-file", FileCompleteness.DoneFile), ("rename", FileCompleteness.Rename)),
            DoneFileName = new NameTemplate("{name}" + (s.Text("doneSuffix") ?? ".ok")),
            SettleTime = s.Duration("settle", options.SettleTime),
            Order = s.Choice("order", options.Order, ("name", FileOrder.Name), ("time", FileOrder.Time)),
            Parallel = s.Int("parallel", options.Parallel, 1, 16),
            Interval = s.Duration("interval", options.Interval),
            LongestBackOff = s.Duration("longestBackOff", options.LongestBackOff),
            Window = s.Section("window") is { } window ? Window(window, config.TimeZone) : null,
            DoneFolder = s.Text("done") switch { null => options.DoneFolder, "delete" => null, var folder => folder },
            QuarantineFolder = s.Text("quarantine") ?? options.QuarantineFolder,
            DuplicateFolder = s.Text("duplicate") ?? options.DuplicateFolder,
            ReceiptFolder = s.Text("receipts") ?? options.ReceiptFolder,
        };
    }

    private static FileSendingOptions Sending(InterfaceConfig config)
    {
        var s = config.Own();
        return new FileSendingOptions
        {
            Folder = s.Text("folder") ?? "",
            MakeFolder = s.Flag("makeFolder", false),
            DoneFileName = s.Text("doneSuffix") is { } suffix ? new NameTemplate("{name}" + suffix) : null,
            Conflict = s.Choice("conflict", FileConflict.Refuse, ("refuse", FileConflict.Refuse), ("replace", FileConflict.Replace)),
        };
    }

    private static DailyWindow Window(YamlSection s, TimeZoneInfo zone)
    {
        foreach (var key in new[] { "from", "to" }.Where(k => s.Text(k) is null))
            s.Report($"{s.Path}.{key} is missing: an hour such as \"20:00\"");
        return new DailyWindow(s.Hour("from", TimeOnly.MinValue), s.Hour("to", TimeOnly.MinValue), zone);
    }
}
