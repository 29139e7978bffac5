using System.Globalization;
using System.Runtime.CompilerServices;
using Integration.Hub.Access;
using Integration.Hub.Core.Maintenance;
using Integration.Hub.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.OperationsConsole;

/// <summary>What tells of files.</summary>
public sealed record FileParts(ITransferLedger Transfers, ITransferRejects Rejects, ExpectedFiles Expected);

/// <param name="State">running, done, quarantined, duplicate, discarded.</param>
/// <param name="Expected">Records that header or trailer promise, or the first reading counted.</param>
/// <param name="Offset">Bytes up to which it is read; the whole where it is done.</param>
/// <param name="BytesPerSecond">Since it was begun, while it runs.</param>
/// <param name="RestMs">Until its end at that rate, while it runs.</param>
/// <param name="Code">Why it was not taken.</param>
public record FileRow(
    string Id, string Interface, string System, string Direction, string Name, long Size, DateTimeOffset? ModifiedAt, string State, string? Node, DateTimeOffset StartedAt, DateTimeOffset? EndedAt,
    long? Expected, long Line, long Offset, long Accepted, long Duplicates, long Rejected, long? BytesPerSecond, long? RestMs, string? Code, string? Message)
{
    internal static FileRow Of(Transfer t, ConsoleParts parts)
    {
        var (p, took) = (t.Progress, (parts.Time.GetUtcNow() - t.StartedAt).TotalSeconds);
        long? rate = t.State == TransferState.Running && took > 1 && p.Offset > 0 ? (long)(p.Offset / took) : null;
        return new FileRow(
            t.Id.ToString(), t.Key.Interface, parts.SystemOfSubscriber(t.Key.Interface), Codes.Of(t.Key.Direction), t.Key.FileName, t.Key.Size, t.Key.ModifiedAt, Codes.Of(t.State), t.Node, t.StartedAt, t.EndedAt,
            t.ExpectedRecords, p.Line, t.State == TransferState.Done ? t.Key.Size : p.Offset, p.Accepted, p.Duplicates, p.Rejected, rate, rate is { } r and > 0 ? Math.Max(0, (t.Key.Size - p.Offset) * 1000 / r) : null, t.Failure?.Code, t.Failure?.Message);
    }
}

public sealed record FileRows(IReadOnlyList<FileRow> Items, string? Next);

/// <param name="Q">Finds its messages.</param>
public sealed record FilePage(FileRow File, string? Sha256, string? Location, string? Detail, string Q, string Command);

public sealed record RejectRow(long Line, string Code, string Message, string? Location, string Source);

public sealed record RejectRows(IReadOnlyList<RejectRow> Items, string? Next, bool Masked);

/// <param name="State">came, late, missing; due: its hour has not come yet.</param>
public sealed record CalendarDay(string Period, DateTimeOffset Due, string State, string? File, string? Name, DateTimeOffset? At);

public sealed record CalendarRow(string Interface, string System, string Summary, string Expects, IReadOnlyList<CalendarDay> Days);

public sealed record Calendar(string Month, IReadOnlyList<CalendarRow> Items, string Command);

/// <summary>Files: how far they are, what was rejected of them, which were to come; see hub/console/api.md.</summary>
internal static class FileRoutes
{
    public static void MapFiles(this IEndpointRouteBuilder routes, ConsoleParts parts, FileParts files)
    {
        routes.MapGet("/ops/api/files", async (string? @interface, string? state, string? direction, string? after, int? limit, Visitor visitor, CancellationToken cancel) =>
        {
            var most = Input.Limit(limit);
            var query = new TransferQuery(string.IsNullOrEmpty(@interface) ? null : Input.Text("interface", @interface, 100),
                string.IsNullOrEmpty(state) ? null : Codes.Read<TransferState>(Input.OneOf("state", state, Codes.All<TransferState>())), Limit: most + 1)
            {
                Direction = string.IsNullOrEmpty(direction) ? null : Codes.Read<TransferDirection>(Input.OneOf("direction", direction, Codes.All<TransferDirection>())),
                Before = string.IsNullOrEmpty(after) ? null : Guid.TryParse(after, out var last) ? last : throw Problems.Invalid("after", "badFormat"),
            };
            var found = await files.Transfers.ListAsync(query, cancel);
            return new FileRows([.. found.Take(most).Select(t => FileRow.Of(t, parts)).Where(r => visitor.Scope(Rights.SeeMessages).Sees(r.System))], found.Count > most ? found[most - 1].Id.ToString() : null);
        }).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/files/calendar", async (string? month, Visitor visitor, CancellationToken cancel) =>
        {
            var now = parts.Time.GetUtcNow();
            var first = string.IsNullOrEmpty(month) ? new DateOnly(now.Year, now.Month, 1)
                : DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var of) ? of : throw Problems.Invalid("month", "badFormat");
            var rows = (await files.Expected.MonthAsync(first, cancel)).Where(m => visitor.Scope(Rights.SeeMessages).Sees(m.Interface.System))
                .Select(m => new CalendarRow(m.Interface.Id, m.Interface.System, m.Interface.Summary, m.Interface.ExpectedBy!.ToString(), [.. m.Days.Select(d => Day(d, now))]));
            return new Calendar(first.ToString("yyyy-MM", CultureInfo.InvariantCulture), [.. rows], $"hub files calendar --month {first:yyyy-MM}");
        }).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/files/{file}", async (string file, Visitor visitor, CancellationToken cancel) =>
        {
            var found = await FindAsync(file, Rights.SeeMessages, visitor, cancel);
            return new FilePage(FileRow.Of(found, parts), found.Sha256, found.Failure?.Location, found.Failure?.Detail, $"file:\"{found.Key.FileName}\" if:{found.Key.Interface}", $"hub files show {found.Id}");
        }).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/files/{file}/rejects", async (string file, long? after, int? limit, bool? unmask, Visitor visitor, CancellationToken cancel) =>
        {
            var found = await FindAsync(file, unmask == true ? Rights.UnmaskMessages : Rights.SeeMessages, visitor, cancel);
            if (unmask == true)
                await visitor.Audit.WriteAsync(visitor.Person.Name, "file.unmask", file, new { found.Key.FileName }, cancel);
            var most = Input.Limit(limit);
            var rows = new List<RejectRow>();
            await foreach (var reject in files.Rejects.ReadRejectsAsync(found.Id, cancel))
            {
                if (reject.Line <= (after ?? 0))
                    continue;
                rows.Add(Row(reject, found.Key.Interface, unmask == true));
                if (rows.Count > most)
                    break;
            }
            return new RejectRows([.. rows.Take(most)], rows.Count > most ? rows[most - 1].Line.ToString(CultureInfo.InvariantCulture) : null, unmask != true);
        }).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/files/{file}/rejects/export", async (string file, Visitor visitor, HttpContext context, CancellationToken cancel) =>
        {
            var found = await FindAsync(file, Rights.ExportMessages, visitor, cancel);
            var clear = visitor.Has(Rights.UnmaskMessages) && visitor.Scope(Rights.UnmaskMessages).Sees(parts.SystemOfSubscriber(found.Key.Interface));
            await visitor.Audit.WriteAsync(visitor.Person.Name, "file.export", file, new { found.Key.FileName, found.Progress.Rejected, clear }, cancel);
            await Csv.WriteAsync(context.Response, $"rejects-{found.Id}.csv", ["line", "code", "why", "place", "source"], LinesAsync(found, clear, cancel), cancel);
        }).Needs(Rights.ExportMessages);

        async Task<Transfer> FindAsync(string file, string right, Visitor visitor, CancellationToken cancel)
        {
            var found = Guid.TryParse(file, out var id) ? (await files.Transfers.ListAsync(new TransferQuery(Limit: 1) { Id = id }, cancel)).FirstOrDefault() : null;
            if (found is null)
                throw Problems.NotFound($"file {file}");
            visitor.Check(right, parts.SystemOfSubscriber(found.Key.Interface), $"file {file}");
            return found;
        }

        // Nothing says which words of a line that could not be read are names: every Chinese word is taken for one.
        RejectRow Row(TransferReject r, string @interface, bool clear)
        {
            var hidden = clear ? null : PersonalData.In("{}").And(r.Source, parts.PersonalDataOf(@interface)).AndEveryName();
            return new RejectRow(r.Line, r.Failure.Code, hidden?.Mask(r.Failure.Message) ?? r.Failure.Message, r.Failure.Location, hidden?.Mask(r.Source) ?? r.Source);
        }

        async IAsyncEnumerable<IReadOnlyList<string?>> LinesAsync(Transfer of, bool clear, [EnumeratorCancellation] CancellationToken cancel)
        {
            await foreach (var reject in files.Rejects.ReadRejectsAsync(of.Id, cancel))
            {
                var row = Row(reject, of.Key.Interface, clear);
                yield return [row.Line.ToString(CultureInfo.InvariantCulture), row.Code, row.Message, row.Location, row.Source];
            }
        }
    }

    private static CalendarDay Day(ExpectedDay d, DateTimeOffset now) => new(
        d.Period.Name, d.Period.Due, d.Came is { } came ? came.StartedAt <= d.Period.Due ? "came" : "late" : d.Period.Due <= now ? "missing" : "due", d.Came?.Id.ToString(), d.Came?.Key.FileName, d.Came?.StartedAt);
}
