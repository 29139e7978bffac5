using System.Globalization;

namespace Integration.CanonicalModel;

/// <summary>A calendar month that bills and usage are counted by. Wire form <c>2026-11</c>.</summary>
public readonly record struct BillingPeriod : IComparable<BillingPeriod>
{
    public const string Pattern = "[0-9]{4}-(0[1-9]|1[0-2])";

    private readonly short _year;
    private readonly byte _month;

    /// <exception cref="FormatException">No such month.</exception>
    public BillingPeriod(int year, int month)
    {
        if (year is < 1 or > 9999 || month is < 1 or > 12)
            throw new FormatException($"there is no month {month} of year {year}");
        (_year, _month) = ((short)year, (byte)month);
    }

    public int Year => _year == 0 ? 1 : _year;

    public int Month => _month == 0 ? 1 : _month;

    public DateOnly FirstDay => new(Year, Month, 1);

    public DateOnly LastDay => FirstDay.AddMonths(1).AddDays(-1);

    public static BillingPeriod Of(DateOnly day) => new(day.Year, day.Month);

    /// <exception cref="FormatException">Not <c>yyyy-MM</c>, or no such month.</exception>
    public static BillingPeriod Parse(string text) =>
        text is { Length: 7 } && text[4] == '-'
            && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var month)
            ? new BillingPeriod(year, month)
            : throw new FormatException($"a billing period is written yyyy-MM, such as 2026-11; found '{text}'");

    public BillingPeriod AddMonths(int months) => Of(FirstDay.AddMonths(months));

    public int CompareTo(BillingPeriod other) => (Year * 12 + Month).CompareTo(other.Year * 12 + other.Month);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}");
}
