namespace Integration.Hub.Core.Configuration;

/// <summary>When customers that left, and old facts, may be cleared away by hand.</summary>
/// <param name="CustomersAfter">After the last word of a customer that left, or after its merge into another.</param>
/// <param name="HistoryAfter">Age of bills, payments, tickets, visits and ended orders of customers that stay.</param>
public sealed record PurgeConfig(TimeSpan CustomersAfter, TimeSpan HistoryAfter)
{
    private static readonly TimeSpan Usual = TimeSpan.FromDays(3 * 365);

    internal static PurgeConfig Read(YamlSection? s) => s is null ? new PurgeConfig(Usual, Usual) : new PurgeConfig(AtLeastAMonth(s, "customersAfter", s.Duration("customersAfter", Usual)), AtLeastAMonth(s, "historyAfter", s.Duration("historyAfter", Usual)));

    // A slip of the pen here is not to be taken back.
    private static TimeSpan AtLeastAMonth(YamlSection s, string key, TimeSpan value)
    {
        if (value < TimeSpan.FromDays(30))
            s.ReportAt(key, $"purge.{key}: {value.TotalDays:0} days is too short, expected 30d or more");
        return value;
    }
}
