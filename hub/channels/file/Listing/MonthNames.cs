using System.Globalization;

namespace Integration.Hub.Channels.Files;

/// <summary>Months as servers write them: <c>Nov</c>, <c>11月</c>, <c>十一月</c>.</summary>
internal static class MonthNames
{
    public const string Pattern = @"[A-Za-z]{3,9}\.?|\d{1,2}月|十[一二]?月|[一二三四五六七八九]月";

    private static readonly string[] English = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Chinese = ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"];

    /// <summary>1 to 12, or null.</summary>
    public static int? Number(string text)
    {
        if (text.EndsWith('月') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number is >= 1 and <= 12 ? number : null;
        var chinese = Array.IndexOf(Chinese, text);
        if (chinese >= 0)
            return chinese + 1;
        var english = text.Length < 3 ? -1 : Array.IndexOf(English, text[..3].ToLowerInvariant());
        return english >= 0 ? english + 1 : null;
    }
}
