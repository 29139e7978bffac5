using System.Globalization;
using System.Text;
using Integration.Mappings.Compile;
using Integration.Mappings.Running;
using Integration.Mappings.Values;

namespace Integration.Mappings.Functions;

/// <summary>Dates, instants and billing periods.</summary>
internal static class DateFunctions
{
    private const string Group = "Dates and times";
    private const string Format = "constant text";

    public static IReadOnlyList<FunctionSpec> All { get; } =
    [
        new FunctionSpec("date", Group, "The date that a text is; a date that does not exist is an error.", "date")
            .Takes("text", "text or instant", "the date").May("format", Format, "yyyy-MM-dd if not given").May("zone", Format, "for an instant: where it is that day; Asia/Shanghai if not given")
            .Example("date(\"20261122\", \"yyyyMMdd\")", "2026-11-22").Example("date(\"2026年2月3日\", \"yyyy年M月d日\")", "2026-02-03")
            .Fails("date(\"20260230\", \"yyyyMMdd\")", "is impossible: 2026-02 has no day 30")
            .Does(Date),
        new FunctionSpec("instant", Group, "The instant that a text is. Without an offset in the text it is a time of the zone.", "instant")
            .Takes("text", "text", "date and time").May("format", Format, "ISO 8601 if not given").May("zone", Format, "Asia/Shanghai if not given")
            .Example("instant(\"20261122103000\", \"yyyyMMddHHmmss\")", "2026-11-22T10:30:00+08:00")
            .Example("instant(\"2026-11-22T02:30:00Z\")", "2026-11-22T02:30:00+00:00")
            .Fails("instant(\"20261122256000\", \"yyyyMMddHHmmss\")", "there is no time 25:60:00")
            .Does(Instant),
        new FunctionSpec("period", Group, "A billing period as yyyy-MM.", "text")
            .Takes("text", "text", "the period").May("format", Format, "yyyyMM if not given")
            .Example("period(\"202611\", \"yyyyMM\")", "2026-11")
            .Fails("period(\"202613\")", "there is no month 13")
            .Does(Period),
        new FunctionSpec("format", Group, "A date, an instant or a period (yyyy-MM) written in a format.", "text")
            .Takes("value", "date, instant or text", "what to write; a text is a period yyyy-MM or a date yyyy-MM-dd").Takes("format", Format, "the format").May("zone", Format, "for an instant: whose clocks; Asia/Shanghai if not given")
            .Example("format(date(\"2026-11-22\"), \"yyyyMMdd\")", "20261122")
            .Example("format(instant(\"2026-11-22T02:30:00Z\"), \"yyyy-MM-dd HH:mm:ss\")", "2026-11-22 10:30:00")
            .Example("format(\"2026-11\", \"yyyyMM\")", "202611")
            .Does(FormatOf),
        new FunctionSpec("at_midnight", Group, "The instant at which a date begins.", "instant")
            .Takes("date", "date", "the date").May("zone", Format, "Asia/Shanghai if not given")
            .Example("at_midnight(date(\"2026-11-22\"))", "2026-11-22T00:00:00+08:00")
            .Does(AtMidnight),
        new FunctionSpec("add_days", Group, "The date so many days later (or earlier).", "date")
            .Takes("date", "date", "the date").Takes("days", "integer", "how many")
            .Example("add_days(date(\"2026-02-27\"), 2)", "2026-03-01")
            .Does(AddDays),
        new FunctionSpec("in_zone", Group, "The same instant with the offset of a zone.", "instant")
            .Takes("instant", "instant", "the instant").May("zone", Format, "Asia/Shanghai if not given")
            .Example("in_zone(instant(\"2026-11-22T02:30:00Z\"))", "2026-11-22T10:30:00+08:00")
            .Does(InZone),
    ];

    private static Expr<DateOnly> Date(CallSite site)
    {
        if (site[0] is Expr<DateTimeOffset> instant) return DateOfInstant(site, instant.Eval);
        var (text, pattern, at) = (site.Text(0), PatternOr(site, "yyyy-MM-dd"), site.At);
        return site.ReturnDate((Run run, out DateOnly v) =>
        {
            v = default;
            if (!text(run, out var value)) return false;
            if (pattern.Parse(value, out var parts) is { } wrong) throw at.Fault("mapping.date", $"{ValueFault.Quote(value)} {wrong}");
            v = parts.Date;
            return true;
        });
    }

    private static Expr<DateOnly> DateOfInstant(CallSite site, Eval<DateTimeOffset> instant)
    {
        var zone = site.Zone(2);
        return site.ReturnDate((Run run, out DateOnly v) =>
        {
            var known = instant(run, out var value);
            v = known ? DateOnly.FromDateTime(Instants.In(value, zone).DateTime) : default;
            return known;
        });
    }

    private static Expr<DateTimeOffset> Instant(CallSite site)
    {
        var (text, zone, at) = (site.Text(0), site.Zone(2), site.At);
        var pattern = site.Has(1) ? site.Pattern(1) : null;
        return site.ReturnInstant((Run run, out DateTimeOffset v) =>
        {
            v = default;
            if (!text(run, out var value)) return false;
            var wrong = pattern is null ? Instants.ParseIso(value, out var parts) : pattern.Parse(value, out parts);
            wrong ??= Instants.Resolve(parts, zone, out v);
            return wrong is null ? true : throw at.Fault("mapping.instant", $"{ValueFault.Quote(value)} {wrong}");
        });
    }

    private static Expr<Chars> Period(CallSite site)
    {
        var (text, pattern, at) = (site.Text(0), PatternOr(site, "yyyyMM"), site.At);
        return site.ReturnText((Run run, out Chars v) =>
        {
            v = default;
            if (!text(run, out var value)) return false;
            if (pattern.Parse(value, out var parts) is { } wrong) throw at.Fault("mapping.period", $"{ValueFault.Quote(value)} {wrong}");
            var target = run.Text.Take(7);
            parts.Year.TryFormat(target, out _, "0000", CultureInfo.InvariantCulture);
            target[4] = '-';
            parts.Month.TryFormat(target[5..], out _, "00", CultureInfo.InvariantCulture);
            v = target;
            return true;
        });
    }

    private static Expr<Chars> FormatOf(CallSite site)
    {
        var (value, pattern) = (Moment(site), site.Pattern(1));
        return site.ReturnText((Run run, out Chars v) =>
        {
            v = default;
            if (!value(run, out var moment)) return false;
            var target = new StringBuilder();
            pattern.Format(moment, target);
            v = target.ToString();
            return true;
        });
    }

    private static Eval<DateTimeOffset> Moment(CallSite site)
    {
        var zone = site.Zone(2);
        if (site[0] is Expr<DateTimeOffset> instant)
            return (Run run, out DateTimeOffset v) =>
            {
                var known = instant.Eval(run, out var value);
                v = known ? Instants.In(value, zone) : default;
                return known;
            };
        if (site[0] is Expr<DateOnly> date)
            return (Run run, out DateTimeOffset v) =>
            {
                var known = date.Eval(run, out var value);
                v = new DateTimeOffset(value, default, TimeSpan.Zero);
                return known;
            };
        return OfText(site.Text(0), site.At);
    }

    private static Eval<DateTimeOffset> OfText(Eval<Chars> text, Origin at)
    {
        var (day, month) = (DatePattern.Read("yyyy-MM-dd", out _)!, DatePattern.Read("yyyy-MM", out _)!);
        return (Run run, out DateTimeOffset v) =>
        {
            v = default;
            if (!text(run, out var value)) return false;
            var wrong = (value.Length == 7 ? month : day).Parse(value, out var parts);
            if (wrong is not null) throw at.Fault("mapping.date", $"{ValueFault.Quote(value)} {wrong}");
            v = new DateTimeOffset(parts.Date, default, TimeSpan.Zero);
            return true;
        };
    }

    private static Expr<DateTimeOffset> AtMidnight(CallSite site)
    {
        var (zone, at) = (site.Zone(1), site.At);
        var date = Coercion.Exactly<DateOnly>(site[0]) ?? throw site.Expected(0, "date");
        return site.ReturnInstant((Run run, out DateTimeOffset v) =>
        {
            v = default;
            if (!date(run, out var day)) return false;
            var parts = new DateParts { Year = day.Year, Month = day.Month, Day = day.Day };
            return Instants.Resolve(parts, zone, out v) is { } wrong ? throw at.Fault("mapping.instant", $"the beginning of {day:yyyy-MM-dd} {wrong}") : true;
        });
    }

    private static Expr<DateOnly> AddDays(CallSite site)
    {
        var (days, at) = (site.Integer(1), site.At);
        var date = Coercion.Exactly<DateOnly>(site[0]) ?? throw site.Expected(0, "date");
        return site.ReturnDate((Run run, out DateOnly v) =>
        {
            if (!date(run, out v) || !days(run, out var count)) return false;
            var number = v.DayNumber + (decimal)count;
            if (number < 0 || number > DateOnly.MaxValue.DayNumber) throw at.Fault("mapping.overflow", $"{count} days from {v:yyyy-MM-dd} lie outside the calendar");
            v = DateOnly.FromDayNumber((int)number);
            return true;
        });
    }

    private static Expr<DateTimeOffset> InZone(CallSite site)
    {
        var (zone, instant) = (site.Zone(1), Coercion.Exactly<DateTimeOffset>(site[0]) ?? throw site.Expected(0, "instant"));
        return site.ReturnInstant((Run run, out DateTimeOffset v) =>
        {
            if (!instant(run, out v)) return false;
            v = Instants.In(v, zone);
            return true;
        });
    }

    private static DatePattern PatternOr(CallSite site, string otherwise) =>
        site.Has(1) ? site.Pattern(1) : DatePattern.Read(otherwise, out _)!;
}
