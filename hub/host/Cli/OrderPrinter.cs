using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Integration.CanonicalModel;
using Integration.CoreApp.Orders;

namespace Integration.Hub.Host.Cli;

/// <summary>An order on a terminal.</summary>
internal static class OrderPrinter
{
    public static void Print(OrderDetail detail)
    {
        var o = detail.Order;
        Console.WriteLine($"{o.OrderNo}  {o.State}  {o.Name}  customer {o.CustomerNo}, {o.OrgUnit}, manager {o.Manager ?? "-"}{(detail.Reason is { } why ? $"  ({why})" : "")}");
        foreach (var i in detail.Items)
            Console.WriteLine($"  item {i.ItemNo}: {WireNames.Of(i.Action)} {i.Offering} {i.AEnd?.Address} → {i.ZEnd?.Address ?? "-"}");
        Console.WriteLine();
        foreach (var s in detail.Steps)
        {
            var after = s.Plan.After.Count == 0 ? "" : $" ← {string.Join(", ", s.Plan.After)}";
            Console.WriteLine($"  {Sign(s.State)} {s.Key,-22} {In(s.Plan.Step.Title)}  {WireNames.Of(s.State)}{(s.State == StepState.InProgress ? $", due {At(s.DueAt)}" : "")}{after}");
            if (s.Trouble is { } trouble)
                Console.WriteLine($"      {trouble.Code}: {In(OrderWords.Find(trouble.Code, trouble.Values)) ?? trouble.Reason}");
            if (!s.Result.IsEmpty)
                Console.WriteLine($"      {string.Join(", ", s.Result.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} {r.Value}"))}");
        }
        Console.WriteLine();
        foreach (var h in detail.History)
            Console.WriteLine($"  {At(h.At)} {h.What,-12} {h.Step,-22} {h.Staff} {In(h.Words) ?? h.Note} (message {h.Message})");
    }

    /// <summary>In the language of the terminal.</summary>
    [return: NotNullIfNotNull(nameof(words))]
    public static string? In(Title? words) => IsChinese ? words?.Zh : words?.En;

    // As the C library decides it: the first one that is set.
    private static bool IsChinese { get; } =
        new[] { "LC_ALL", "LC_MESSAGES", "LANG" }.Select(Environment.GetEnvironmentVariable).FirstOrDefault(v => !string.IsNullOrEmpty(v))?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true;

    private static string Sign(StepState state) => state switch
    {
        StepState.Completed => "✔",
        StepState.InProgress or StepState.Undoing => "▶",
        StepState.Failed or StepState.UndoFailed => "✘",
        StepState.Waiting => "·",
        _ => "-",
    };

    private static string? At(DateTimeOffset? at) => at?.ToLocalTime().ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
