using System.CommandLine;
using System.Globalization;
using Integration.Hub.Core.Configuration;
using Integration.Hub.MessageBox;

namespace Integration.Hub.Host.Cli;

/// <summary>Looking into what retention has put away.</summary>
public static class ArchiveVerbs
{
    public static Command Make()
    {
        var archive = new Command("archive", "Messages older than the retention: list the exports, find a message in them.");
        archive.Add(List());
        archive.Add(Find());
        return archive;
    }

    private static Command List() => Verb.Make("list", "List the exports, one or more per day.", ["archive list", "archive list --json"], (parse, output, _) =>
    {
        if (Folder(parse) is not { } folder)
            return Task.FromResult(None());
        output.List(MessageArchive.List(folder), "Nothing has been put away yet.",
            ("export", p => p.Name), ("messages", p => p.Messages.ToString("N0", CultureInfo.InvariantCulture)), ("exported", p => p.ExportedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)));
        return Task.FromResult(0);
    });

    private static Command Find()
    {
        var key = new Argument<string>("key") { Description = "Message id, or a customer, order, account, phone … number" };
        var from = new Option<DateOnly?>("--from") { Description = "First day to look into, e.g. 2026-11-01" };
        var to = new Option<DateOnly?>("--to") { Description = "Last day to look into" };
        return Verb.Make("find", "Print archived messages as JSON lines, with deliveries, attempts and payloads.",
            ["archive find 019ab3c4-…", "archive find WO-2026-000001 --from 2026-11-01 --to 2026-11-30"], async (parse, _, ct) =>
            {
                if (Folder(parse) is not { } folder)
                    return None();
                var found = 0;
                await foreach (var line in MessageArchive.FindAsync(folder, parse.GetValue(key)!, parse.GetValue(from), parse.GetValue(to), ct))
                {
                    Console.WriteLine(line);
                    found++;
                }
                return found > 0 ? 0 : Output.Fail($"No archived message has '{parse.GetValue(key)}'. Younger ones: hub list --key {parse.GetValue(key)}");
            }, key, from, to);
    }

    private static string? Folder(ParseResult parse) => HubConfigLoader.Load(parse.GetValue(Verb.Config)!.FullName).Archive;

    private static int None() => Output.Fail("No archive is configured; hub.yaml: archive: <folder>. Without it, messages older than the retention are dropped for good.");
}
