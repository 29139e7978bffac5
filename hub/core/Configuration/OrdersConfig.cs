using System.Globalization;

namespace Integration.Hub.Core.Configuration;

/// <summary>One-stop orders carried out by this hub: with what templates, and in what hours people work.</summary>
/// <param name="Templates">Folder of an operator's own templates, absolute; null: those that come with the program.</param>
/// <param name="Hours">Working hours of a day, in order, not overlapping.</param>
/// <param name="Closed">Days from Monday to Friday that are free.</param>
/// <param name="Open">Saturdays and Sundays that are worked (调休).</param>
public sealed record OrdersConfig(string? Templates, IReadOnlyList<(TimeOnly From, TimeOnly To)> Hours, IReadOnlySet<DateOnly> Closed, IReadOnlySet<DateOnly> Open, TimeZoneInfo Zone)
{
    private static readonly IReadOnlyList<string> UsualHours = ["09:00-12:00", "13:00-18:00"];

    internal static OrdersConfig? Read(YamlSection? s, string folder, TimeZoneInfo zone)
    {
        if (s is null)
            return null;
        var templates = s.Text("templates") is { } own ? Path.GetFullPath(own, folder) : null;
        if (templates is not null && !Directory.Exists(templates))
            s.ReportAt("templates", $"orders.templates: folder {templates} does not exist");
        return new OrdersConfig(templates, ReadHours(s), Days(s, "closed", s.Texts("closed")), Days(s, "open", s.Texts("open")), zone);
    }

    /// <summary>The usual working week, where the configuration says nothing.</summary>
    public static OrdersConfig Usual(TimeZoneInfo zone) => new(null, [(new(9, 0), new(12, 0)), (new(13, 0), new(18, 0))], new HashSet<DateOnly>(), new HashSet<DateOnly>(), zone);

    private static List<(TimeOnly From, TimeOnly To)> ReadHours(YamlSection s)
    {
        var hours = new List<(TimeOnly From, TimeOnly To)>();
        foreach (var text in s.Texts("hours") is { Count: > 0 } given ? given : UsualHours)
        {
            if (text.Split('-') is not [var from, var to] || !Hour(from, out var begins) || !Hour(to, out var ends) || ends <= begins)
                s.ReportAt("hours", $"orders.hours: '{text}' is no span of a day, expected one such as \"09:00-12:00\"");
            else if (hours.Count > 0 && begins < hours[^1].To)
                s.ReportAt("hours", $"orders.hours: '{text}' begins before the span in front of it ends; expected spans in order that do not overlap");
            else
                hours.Add((begins, ends));
        }
        return hours;
    }

    private static HashSet<DateOnly> Days(YamlSection s, string key, IReadOnlyList<string> texts)
    {
        var days = new HashSet<DateOnly>();
        foreach (var text in texts)
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                days.Add(day);
            else
                s.ReportAt(key, $"orders.{key}: '{text}' is no day, expected one such as 2026-10-01");
        }
        return days;
    }

    private static bool Hour(string text, out TimeOnly hour) => TimeOnly.TryParseExact(text.Trim(), "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out hour);
}
