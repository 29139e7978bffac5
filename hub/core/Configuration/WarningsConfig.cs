using System.Globalization;

namespace Integration.Hub.Core.Configuration;

/// <summary>Warnings raised by this hub. Working hours and free days are those of <c>orders:</c>.</summary>
/// <param name="At">Local time from which on, every working day, all customers are looked at.</param>
public sealed record WarningsConfig(TimeOnly At, TimeZoneInfo Zone)
{
    internal static WarningsConfig? Read(YamlSection? s, TimeZoneInfo zone)
    {
        if (s is null)
            return null;
        var at = new TimeOnly(7, 0);
        if (s.Text("at") is { } text && !TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out at))
            s.ReportAt("at", $"warnings.at: '{text}' is no time of a day, expected one such as \"07:00\"");
        return new WarningsConfig(at, zone);
    }
}
