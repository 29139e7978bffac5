using System.CommandLine;
using System.Globalization;

namespace Integration.Hub.Host.Cli;

/// <summary>How much is stored and for how long there is room; what agrees with other systems' statements.</summary>
internal static class CapacityVerbs
{
    public static Command Capacity() => Verb.OnStores("capacity", "Size of the store, growth, what retention drops next, and when the disk is full.", ["figures capacity", "figures capacity --json"], async (_, output, stores, ct) =>
    {
        using var desk = stores.Desk(() => stores.Config);
        var report = await desk.Capacity.ReadAsync(ct);
        if (output.Json)
        {
            output.One(report, _ => { });
            return 0;
        }
        output.List(report.Groups, "", ("stored", g => g.Name), ("size", g => Size(g.Bytes)), ("parts", g => N(g.Partitions)));
        Console.WriteLine($"together {Size(report.Bytes)}, kept {report.Retention.TotalDays:0} days, oldest message {(report.OldestMessage is { } o ? o.ToLocalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "none")}");
        foreach (var g in report.Growth)
            Console.WriteLine($"growth of the last {g.Days} days: {(g.GrowthPerDay is { } b ? $"{Size((long)b)} a day" : "not known for so long yet")}");
        if (report.NextDrop is { } next)
            Console.WriteLine($"retention drops {next.Day:yyyy-MM-dd} from {next.At.ToLocalTime():yyyy-MM-dd HH:mm} on{(next.Bytes is { } b ? $", {Size(b)}" : "")}");
        Console.WriteLine(report.Free is { } free ? $"{Size(free)} free{(report.FullOn is { } full ? $", full on {full:yyyy-MM-dd}" : "")}" : "the store's disk is another machine's: look there how much is free");
        return 0;
    });

    public static Command Reconciliations()
    {
        var days = new Option<int>("--days") { Description = "Of the last so many days", DefaultValueFactory = _ => 31 };
        return Verb.OnStores("reconciliations", "What agrees with the statements of banks and billing, by day; what is missing on which side.", ["figures reconciliations", "figures reconciliations --days 90 --json"], async (parse, output, stores, ct) =>
        {
            var to = DateOnly.FromDateTime(stores.Time.GetLocalNow().DateTime);
            var rows = await Hosting.Reconciliations.ReadAsync(stores.Payments, to.AddDays(-Math.Clamp(parse.GetValue(days), 1, 400)), to, ct);
            output.List(rows, "Nothing was compared in that time.", ("day", r => r.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("with", r => r.With), ("agreed", r => N(r.Agreed)), ("differ", r => N(r.Differences.Count)),
                ("missing here", r => N(r.MissingHere)), ("missing there", r => N(r.MissingThere)), ("first", r => r.Differences.Count == 0 ? "" : $"{r.Differences[0].No} {r.Differences[0].Words}"));
            return 0;
        }, days);
    }

    private static string Size(long bytes) => Math.Abs(bytes) switch
    {
        < 1 << 20 => $"{bytes / 1024.0:0.#} KB",
        < 1 << 30 => $"{bytes / 1048576.0:0.#} MB",
        _ => $"{bytes / 1073741824.0:0.##} GB",
    };

    private static string N(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
