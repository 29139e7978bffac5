using Integration.Hub.Core.Batches;

namespace Integration.Hub.Contracts;

/// <summary>When files come and go, in words, from the interface's own settings.</summary>
internal static class TimesPage
{
    public static string Words(BatchConfig batch)
    {
        var times = new[]
        {
            batch.At.Count == 0 ? null : $"at {string.Join(", ", batch.At.Select(h => h.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)))} {batch.Calendar.Zone.Id}{Days(batch.Calendar)}",
            batch.Count is { } count ? $"as soon as {count} messages wait" : null,
            batch.After is { } after ? $"when the oldest has waited {FailurePage.Span(after)}" : null,
        };
        return "a file of many messages " + string.Join(", or ", times.OfType<string>())
            + (batch.Max < BatchConfig.NoLimit ? $"; at most {batch.Max} messages a file" : "")
            + (batch.GroupBy.Count > 0 ? $"; one file for each {string.Join('.', batch.GroupBy)}" : "");
    }

    /// <summary>Hours of the day in which the hub looks for files or sends them; null: always.</summary>
    public static string? Window(InterfaceConfig i) => i.ChannelSection?.PlainTexts("window") is { } window
        ? $"from {window.GetValueOrDefault("from")} to {window.GetValueOrDefault("to")} {i.TimeZone.Id}"
        : null;

    private static string Days(BatchCalendar calendar) =>
        (calendar.Days.Count == 7 ? "" : $" on {string.Join(", ", calendar.Days.Order().Select(d => d.ToString()[..3]))}")
        + (calendar.Closed.Count == 0 ? "" : $", not on {Dates(calendar.Closed)}")
        + (calendar.Open.Count == 0 ? "" : $", also on {Dates(calendar.Open)}");

    private static string Dates(IEnumerable<DateOnly> dates) => string.Join(", ", dates.Order().Select(d => d.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
}
