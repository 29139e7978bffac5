using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Integration.CanonicalModel;

namespace Integration.CoreApp.Orders.Store;

/// <summary>The steps of an order as they are stored. Names are for ever: running orders outlive versions of the program.</summary>
internal static class RunJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private sealed record Stored(ProductOrderState State, DateTimeOffset? HeldAt, string? Reason, IReadOnlyList<StoredStep> Steps);

    private sealed record StoredStep(
        string Key, TemplateStep Step, string? Item, IReadOnlyList<string> After, StepState State, int Turn, DateTimeOffset? StartedAt, DateTimeOffset? WarnAt, DateTimeOffset? DueAt,
        DateTimeOffset? EndedAt, int Alerts, StepTrouble? Trouble, AfterTurn AfterTurn, ImmutableDictionary<string, string>? Result, string? Template);

    public static string Write(OrderRun run) => JsonSerializer.Serialize(
        new Stored(run.State, run.HeldAt, run.Reason, [.. run.Steps.Values.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => new StoredStep(
            s.Key, s.Plan.Step, s.Plan.ItemNo?.Value, s.Plan.After, s.State, s.Turn, s.StartedAt, s.WarnAt, s.DueAt, s.EndedAt, s.Alerts, s.Trouble, s.After, s.Result.IsEmpty ? null : s.Result, s.Plan.Template))]),
        Options);

    public static string? Write(IReadOnlyDictionary<string, string>? values) => values is not { Count: > 0 } ? null : JsonSerializer.Serialize(values, Options);

    public static IReadOnlyDictionary<string, string>? Values(string? json) => json is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(json, Options);

    public static OrderRun Read(ProductOrderPlaced placed, string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json, Options)!;
        return new OrderRun
        {
            OrderNo = placed.OrderNo,
            Items = placed.Items,
            State = stored.State,
            HeldAt = stored.HeldAt,
            Reason = stored.Reason,
            Steps = stored.Steps.ToImmutableDictionary(s => s.Key, s => new RunningStep
            {
                Plan = new PlannedStep(s.Key, s.Step, s.Item is { } item ? new OrderItemNumber(item) : null, s.After, s.Template ?? ""),
                State = s.State,
                Turn = s.Turn,
                StartedAt = s.StartedAt,
                WarnAt = s.WarnAt,
                DueAt = s.DueAt,
                EndedAt = s.EndedAt,
                Alerts = s.Alerts,
                Trouble = s.Trouble,
                After = s.AfterTurn,
                Result = s.Result ?? ImmutableDictionary<string, string>.Empty,
            }),
        };
    }
}
