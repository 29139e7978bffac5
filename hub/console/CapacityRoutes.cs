using Integration.Hub.Access;
using Integration.Hub.Operations;
using Integration.Hub.Operations.Figures;
using Integration.Hub.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.OperationsConsole;

public sealed record GrowthRow(int Days, long? BytesPerDay);

public sealed record CapacityAnswer(
    DateTimeOffset At, string Store, long Bytes, IReadOnlyList<StoredGroup> Groups, IReadOnlyList<GrowthRow> Growth, IReadOnlyList<DayOfStore> Days, int RetentionDays, DateTimeOffset? OldestMessage, NextDrop? NextDrop,
    long? DiskFree, long? DiskSize, DateOnly? FullOn, string Command)
{
    public static CapacityAnswer Of(CapacityReport r) => new(
        r.At, r.Store, r.Bytes, r.Groups, [.. r.Growth.Select(g => new GrowthRow(g.Days, g.GrowthPerDay is { } b ? (long)Math.Round(b) : null))], r.Days, (int)r.Retention.TotalDays, r.OldestMessage, r.NextDrop, r.Free, r.Size, r.FullOn, "hub figures capacity");
}

/// <param name="Message">That said so.</param>
public sealed record DifferenceRow(long No, string Subject, string Kind, string State, long? OursFen, long? TheirsFen, string Words, string Message);

/// <param name="With">Whose statements: a bank; <c>billing</c>.</param>
/// <param name="Day">Absent: the differences have none.</param>
/// <param name="MissingHere">The other side speaks of it, and we know nothing.</param>
/// <param name="MissingThere">We know of it, and the other side says nothing.</param>
public sealed record ReconciliationRow(string With, DateOnly? Day, long Agreed, long AgreedFen, long MissingHere, long MissingThere, IReadOnlyList<DifferenceRow> Differences);

public sealed record ReconciliationRows(DateOnly From, DateOnly To, IReadOnlyList<ReconciliationRow> Items, string Command);

/// <summary>How much is stored and for how long there is room; what agrees with other systems' statements. See hub/console/api.md.</summary>
internal static class CapacityRoutes
{
    private const int UsualDays = 31, MostDays = 400;

    public static void MapCapacity(this IEndpointRouteBuilder routes, OperationsDesk desk, ConsoleParts parts)
    {
        routes.MapGet("/ops/api/figures/capacity", async (CancellationToken cancel) => CapacityAnswer.Of(await desk.Capacity.ReadAsync(cancel))).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/figures/reconciliations", async (string? from, string? to, Visitor visitor, CancellationToken cancel) =>
        {
            var until = Day("to", to) ?? DateOnly.FromDateTime(parts.Time.GetLocalNow().DateTime);
            var since = Day("from", from) ?? until.AddDays(-UsualDays);
            if (since > until || until.DayNumber - since.DayNumber > MostDays)
                throw Problems.Invalid("from", "outOfRange");
            return new ReconciliationRows(since, until, [.. (await parts.Reconciliations(since, until, cancel)).Where(r => visitor.Scope(Rights.SeeMessages).Sees(r.With))], "hub figures reconciliations");
        }).Needs(Rights.SeeMessages);
    }

    private static DateOnly? Day(string field, string? value) => string.IsNullOrEmpty(value) ? null
        : DateOnly.TryParseExact(value, "yyyy-MM-dd", out var day) ? day : throw Problems.Invalid(field, "badFormat");
}
