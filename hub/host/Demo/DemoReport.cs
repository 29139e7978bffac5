using System.Globalization;
using Integration.Hub.Host.Cli;

namespace Integration.Hub.Host.Demo;

/// <summary>The day in figures, and the hub's books beside those of the counterparts.</summary>
internal static class DemoReport
{
    public static async Task<DemoComparison> MakeAsync(DemoDay day, CancellationToken cancellationToken)
    {
        var books = new DemoComparison(await day.Scene.Hub.Stores.Operations.InterfaceFiguresAsync(DateTimeOffset.MinValue, cancellationToken), day.Scene.Faults.All(day.Boards));
        foreach (var chapter in day.Chapters)
            await chapter.CompareAsync(books, cancellationToken);
        books.NothingUnplayed(day.Boards);
        return books;
    }

    public static void Print(DemoComparison books, Output output)
    {
        if (output.Json)
        {
            output.One(new { agrees = books.Agrees, interfaces = books.Rows, figures = books.Figures, checks = books.Checks }, _ => { });
            return;
        }
        Console.WriteLine();
        output.List(books.Rows, "", ("interface", r => r.Interface), ("sent", r => N(r.Sent)), ("received", r => N(r.Received)), ("faults played", r => r.Faults), ("parked", r => N(r.Parked)),
            ("rejected", r => N(r.Rejected)), ("doubled", r => N(r.Doubled)), ("lost", r => N(r.Lost)), ("p50", r => Ms(r.P50)), ("p99", r => Ms(r.P99)), ("", r => r.Agrees ? "✔ agrees" : "✖ DIFFERS"));
        output.List([.. books.Figures.Where(f => !DemoRow.IsContract(f.Interface))], "", ("part of the hub", f => f.Interface), ("done", f => N(f.Sent)), ("parked", f => N(f.Parked)),
            ("unfinished", f => N(f.Unfinished)), ("p50", f => Ms(f.P50)), ("p99", f => Ms(f.P99)));
        output.List(books.Checks, "", ("interface", c => c.Interface), ("what", c => c.What), ("hub", c => N(c.Hub)), ("counterpart", c => N(c.Other)), ("", c => c.Hub == c.Other ? "✔ agree" : "✖ DIFFER"));
        Console.WriteLine(books.Agrees ? "All books agree." : "The books do not agree.");
    }

    private static string? N(long? value) => value?.ToString("N0", CultureInfo.InvariantCulture);

    private static string Ms(TimeSpan? value) => value is { } v ? $"{v.TotalMilliseconds:0} ms" : "";
}
