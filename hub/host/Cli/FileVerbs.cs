using System.CommandLine;
using System.Globalization;
using Integration.Hub.Core.Maintenance;

namespace Integration.Hub.Host.Cli;

/// <summary>hub files: what was read and written, what was rejected of it, what was to come.</summary>
public static class FileVerbs
{
    public static Command Make()
    {
        var files = new Command("files", "Files: progress, counts, rejects, quarantine, and which were to come.");
        files.Add(List());
        files.Add(Show());
        files.Add(Rejects());
        files.Add(Calendar());
        return files;
    }

    private static Command List()
    {
        var @interface = new Option<string?>("--if") { Description = "Interface, e.g. BIL-1" };
        var bad = new Option<bool>("--quarantined") { Description = "Only those in quarantine" };
        return Verb.OnStores("list", "The newest files.", ["files list", "files list --if BIL-1 --json", "files list --quarantined"],
            async (parse, output, stores, ct) =>
            {
                var query = new TransferQuery(parse.GetValue(@interface), parse.GetValue(bad) ? TransferState.Quarantined : null);
                output.List(await stores.Hub.Transfers.ListAsync(query, ct), "No file has been seen.",
                    ("interface", t => t.Key.Interface), ("file", t => t.Key.FileName), ("state", t => t.State.ToString().ToLowerInvariant()),
                    ("records", t => t.ExpectedRecords?.ToString("N0", CultureInfo.InvariantCulture)), ("accepted", t => t.Progress.Accepted.ToString("N0", CultureInfo.InvariantCulture)),
                    ("rejected", t => t.Progress.Rejected.ToString("N0", CultureInfo.InvariantCulture)), ("started", t => Output.Age(t.StartedAt, stores.Time)), ("why", t => t.Failure?.Message), ("id", t => t.Id.ToString()));
                return 0;
            }, @interface, bad);
    }

    private static Command Show()
    {
        var file = new Argument<Guid>("file");
        return Verb.OnStores("show", "One file: how far it is, what it promised, why it was not taken.", ["files show 019ab3c4-…"], async (parse, output, stores, ct) =>
        {
            if ((await stores.Hub.Transfers.ListAsync(new TransferQuery(Limit: 1) { Id = parse.GetValue(file) }, ct)).FirstOrDefault() is not { } found)
                return Output.Fail($"There is no file {parse.GetValue(file)}.");
            output.One(found, t => Console.WriteLine(string.Join('\n',
                $"{t.Key.Interface}  {t.Key.FileName}  {t.State.ToString().ToLowerInvariant()}", string.Create(CultureInfo.InvariantCulture, $"{t.Key.Size:N0} bytes, sha-256 {t.Sha256 ?? "not known yet"}"),
                string.Create(CultureInfo.InvariantCulture, $"{t.ExpectedRecords?.ToString("N0", CultureInfo.InvariantCulture) ?? "?"} records; accepted {t.Progress.Accepted:N0}, came before {t.Progress.Duplicates:N0}, rejected {t.Progress.Rejected:N0}; read to line {t.Progress.Line:N0}"),
                $"begun {t.StartedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}{(t.EndedAt is { } end ? $", ended {end.ToLocalTime():yyyy-MM-dd HH:mm:ss}" : $" by {t.Node}")}", t.Failure is { } f ? $"{f.Code}: {f.Message}\n{f.Detail}" : "")));
            return 0;
        }, file);
    }

    private static Command Rejects()
    {
        var file = new Argument<Guid>("file");
        return Verb.OnStores("rejects", "The lines that were not taken, and why.", ["files rejects 019ab3c4-…", "files rejects 019ab3c4-… --json"], async (parse, output, stores, ct) =>
        {
            var rejects = new List<TransferReject>();
            await foreach (var reject in stores.Hub.Rejects.ReadRejectsAsync(parse.GetValue(file), ct))
                rejects.Add(reject);
            output.List(rejects, "Nothing was rejected.", ("line", r => r.Line.ToString(CultureInfo.InvariantCulture)), ("code", r => r.Failure.Code), ("why", r => r.Failure.Message), ("source", r => r.Source));
            return 0;
        }, file);
    }

    private static Command Calendar()
    {
        var month = new Option<string?>("--month") { Description = "e.g. 2026-11 (default: this one)" };
        return Verb.OnStores("calendar", "Files that were to come in a month, and what came.", ["files calendar", "files calendar --month 2026-10"], async (parse, output, stores, ct) =>
        {
            var now = stores.Time.GetLocalNow();
            if (!DateOnly.TryParseExact($"{parse.GetValue(month) ?? now.ToString("yyyy-MM", CultureInfo.InvariantCulture)}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
                return Output.Fail($"'{parse.GetValue(month)}' is no month; expected one like 2026-11.", 2);
            var days = (await new ExpectedFiles(stores.Config, stores.Hub.Transfers, stores.Time).MonthAsync(first, ct)).SelectMany(m => m.Days.Select(d => (m.Interface.Id, Day: d))).ToList();
            output.List(days, "No interface expects files by an hour (expectedBy in adapter.yaml).",
                ("interface", d => d.Id), ("period", d => d.Day.Period.Name), ("due", d => d.Day.Period.Due.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)),
                ("", d => d.Day.Came is { } came ? came.StartedAt <= d.Day.Period.Due ? "came" : "late" : d.Day.Period.Due <= now ? "missing" : "due"), ("file", d => d.Day.Came?.Key.FileName), ("at", d => d.Day.Came?.StartedAt.ToLocalTime().ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)));
            return 0;
        }, month);
    }
}
