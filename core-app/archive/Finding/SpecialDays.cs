using System.Data.Common;
using System.Globalization;
using Integration.CoreApp.Archive.Queries;
using Integration.CoreApp.Shared;
using Integration.Hub;
using Newtonsoft.Json.Linq;

namespace Integration.CoreApp.Archive.Finding;

/// <summary>A day worth a call.</summary>
public sealed record DayToKeep(DateOnly Date, string Name, string CustomerNo, string CustomerName, string ServiceLevel, string? ManagerId);

/// <summary>Birthdays, founding days and ends of agreements of the customers that one sees, as a calendar has them.</summary>
public sealed class SpecialDays(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect)
{
    private const string Of = "c.customer_no, c.name AS customer_name, c.service_level, c.manager_id";

    private readonly TableSpace _tables = new("archive", dialect);

    public async Task<IReadOnlyList<DayToKeep>> OfAsync(DateOnly first, DateOnly last, Reach reach, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var values = new List<(string, object?)>();
        var seen = $"c.status IN ('active', 'suspended') AND {Jurisdiction.Condition(reach, "c", values)}";
        Task<IReadOnlyList<IReadOnlyList<DayToKeep>>> ReadAsync(string sql, Func<DbDataReader, IReadOnlyList<DayToKeep>> read, params (string, object?)[] more) =>
            _tables.ReadAsync(connection, null, sql, read, cancellationToken, [.. values, .. more]);

        var founded = await ReadAsync($"SELECT {Of}, c.special_days FROM {{t}}customer c WHERE {seen}", r => r["special_days"] is string { Length: > 2 } days
            ? [.. JArray.Parse(days).SelectMany(d => EachYear(r, (string)d["name"]!, DateOnly.ParseExact((string)d["date"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture), first, last))]
            : []);
        var born = await ReadAsync($"SELECT {Of}, p.name, p.birthday FROM {{t}}contact p JOIN {{t}}customer c ON c.customer_no = p.customer_no WHERE p.birthday IS NOT NULL AND {seen}",
            r => [.. EachYear(r, r.Text("name")! + " 生日", r.Day("birthday")!.Value, first, last)]);
        var ended = await ReadAsync($"SELECT {Of}, a.agreement_no, a.ends_on FROM {{t}}agreement a JOIN {{t}}customer c ON c.customer_no = a.customer_no WHERE a.ends_on BETWEEN @first AND @last AND {seen}",
            r => [Keep(r, "合同到期 " + r.Text("agreement_no"), r.Day("ends_on")!.Value)], ("first", first), ("last", last));
        return [.. founded.Concat(born).Concat(ended).SelectMany(d => d).OrderBy(d => d.Date).ThenBy(d => d.CustomerNo, StringComparer.Ordinal)];
    }

    // Of 29 February the day after, in years that have none.
    private static IEnumerable<DayToKeep> EachYear(DbDataReader row, string name, DateOnly date, DateOnly first, DateOnly last)
    {
        for (var year = first.Year; year <= last.Year; year++)
        {
            var day = DateTime.IsLeapYear(year) || date is not { Month: 2, Day: 29 } ? new DateOnly(year, date.Month, date.Day) : new DateOnly(year, 3, 1);
            if (day >= first && day <= last)
                yield return Keep(row, name, day);
        }
    }

    private static DayToKeep Keep(DbDataReader r, string name, DateOnly day) => new(day, name, r.Text("customer_no")!, r.Text("customer_name")!, r.Text("service_level")!, r.Text("manager_id"));
}
