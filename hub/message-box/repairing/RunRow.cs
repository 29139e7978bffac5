using System.Globalization;
using System.Text.Json;
using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>A run as its row has it.</summary>
/// <param name="Subscriber">Of its group.</param>
/// <param name="Portion">Counts the searches for it: one that was taken over writes nothing any more.</param>
/// <param name="LookedSeq">Up to where those under way were looked at in this round.</param>
internal sealed record RunRow(
    RepairRun Run, string? Subscriber, DateTimeOffset ParkedBefore, bool Gathered, long GatheredSeq, Guid? GatheredId, int Portion, long LookedSeq, DateTimeOffset? DueAt)
{
    private sealed record Target(string Message, string? To);

    public static Step<RunRow> Rows(string statement) => new(statement, Read);

    public static string? Steps(RunWish wish) => string.Join(',', wish.Steps.Select(s => s.ToString(CultureInfo.InvariantCulture)));

    public static string? Ids(RunChoice choice) => choice.Ids is { } ids
        ? JsonSerializer.Serialize(ids.Select(i => new Target(i.Message.ToString(), i.To)), JsonSerializerOptions.Web)
        : null;

    public Step Save() => new Step("save_run").With("id", Run.Id).With("state", Run.State).With("why", Run.Why)
        .With("step", Run.Step).With("step_gone", Run.StepGone).With("step_ended", Run.StepEnded).With("step_failed", Run.StepFailed)
        .With("planned", Run.Planned).With("gone", Run.Gone).With("delivered", Run.Delivered).With("failed_again", Run.FailedAgain).With("otherwise", Run.Otherwise)
        .With("passed", Run.PassedOver).With("taken_back", Run.TakenBack).With("ended_at", Run.EndedAt)
        .With("gathered", Gathered).With("gathered_seq", GatheredSeq).With("gathered_id", GatheredId).With("portion", Portion).With("looked_seq", LookedSeq).With("due_at", DueAt);

    private static RunRow Read(Row r)
    {
        var (id, request, kind) = (r.Id(), r.Text(), r.State<RunKind>());
        var (by, at) = (new Actor(r.Text(), r.Text()), r.Time());
        var (group, subscriber, query, ids) = (r.TextOrNull(), r.TextOrNull(), r.TextOrNull(), r.TextOrNull());
        var (before, steps, rate, stopAbove, mapping, reason) = (r.Time(), r.Text(), r.LongOrNull(), r.DoubleOrNull(), r.TextOrNull(), r.TextOrNull());
        var wish = new RunWish(request, kind, new RunChoice(group, query, ReadIds(ids)), [.. steps.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(s => int.Parse(s, CultureInfo.InvariantCulture))],
            (int?)rate, stopAbove, mapping, reason, before);
        var (state, why) = (r.State<RunState>(), r.TextOrNull());
        var (step, stepGone, stepEnded, stepFailed) = (r.Int(), r.Long(), r.Long(), r.Long());
        var (planned, gone, delivered, failed, otherwise, passed, takenBack) = (r.Long(), r.Long(), r.Long(), r.Long(), r.Long(), r.Long(), r.Long());
        var run = new RepairRun(id, wish, by, at, state, why, step, stepGone, stepEnded, stepFailed, planned, gone, delivered, failed, otherwise, passed, takenBack, r.TimeOrNull());
        return new RunRow(run, subscriber, before, r.Flag(), r.Long(), r.IdOrNull(), r.Int(), r.Long(), r.TimeOrNull());
    }

    private static IReadOnlyList<RunTarget>? ReadIds(string? json) => json is null ? null
        : [.. JsonSerializer.Deserialize<Target[]>(json, JsonSerializerOptions.Web)!.Select(t => new RunTarget(MessageId.Parse(t.Message), t.To))];
}
