using Integration.Hub.Core.Batches;
using Integration.Hub.Core.Configuration;
using Integration.Specs.Hub.Support;
using Xunit;

namespace Integration.Specs.Hub;

public sealed class BatchScheduleSpecs
{
    private static BatchConfig Read(string batch, string zone = "Asia/Shanghai")
    {
        using var folder = new BatchFolder(batch, zone: zone);
        return folder.Load().Find("BNK-1")!.Batching!;
    }

    private static string Refused(string batch)
    {
        using var folder = new BatchFolder(batch);
        return string.Join('\n', Assert.Throws<ConfigurationException>(folder.Load).Errors);
    }

    [Theory]
    [InlineData("2026-11-02T17:29:59+08:00", "2026-11-02T11:00:00+08:00")]
    [InlineData("2026-11-02T17:30:00+08:00", "2026-11-02T17:30:00+08:00")]
    [InlineData("2026-11-08T12:00:00+08:00", "2026-11-06T17:30:00+08:00")]
    [InlineData("2026-10-05T12:00:00+08:00", "2026-09-30T17:30:00+08:00")]
    [InlineData("2026-10-10T18:00:00+08:00", "2026-10-10T17:30:00+08:00")]
    public void The_last_hour_is_that_of_the_last_working_day(string now, string last)
    {
        var config = Read("{ at: [\"17:30\", \"11:00\"], days: [mon, tue, wed, thu, fri], closed: [\"2026-10-01\", \"2026-10-02\", \"2026-10-05\"], open: [\"2026-10-10\"] }");
        Assert.Equal(DateTimeOffset.Parse(last), config.LastHour(DateTimeOffset.Parse(now)));
    }

    [Fact]
    public void An_hour_that_the_clocks_leave_out_comes_right_after_it()
    {
        var config = Read("{ at: [\"02:30\"] }", "Europe/Berlin");
        Assert.Equal(DateTimeOffset.Parse("2026-03-29T03:00:00+02:00"), config.LastHour(DateTimeOffset.Parse("2026-03-29T12:00:00+02:00")));
    }

    [Fact]
    public void A_name_counts_the_names_that_differ_by_the_serial_alone()
    {
        var name = new BatchName("DD_{group}_{date:yyMMdd}_{serial:0000}.{number:0}");
        var series = name.Series("BNK-1", "CollectDirectDebit", "ICBC", new DateTime(2026, 11, 2, 17, 30, 0));
        Assert.Equal(("DD_ICBC_261102_{serial:0000}.{number:0}", "DD_ICBC_261102_0007.12"), (series, BatchName.Numbered(series, 12, 7)));
        Assert.Contains(new BatchName("DD_{date}.txt").Problems(), p => p.Contains("two batches would have one name", StringComparison.Ordinal));
        Assert.Contains(new BatchName("DD_{serail}_{number}").Problems(), p => p.Contains("{serail}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ max: 5 }", "batch says not when it is closed")]
    [InlineData("{ at: [\"25:00\"] }", "batch.at is '25:00'")]
    [InlineData("{ count: 9, max: 5 }", "count is 9")]
    [InlineData("{ count: 9, days: [mon] }", "belong to at")]
    [InlineData("{ at: [\"17:30\"], days: [monday] }", "batch.days is 'monday'")]
    [InlineData("{ at: [\"17:30\"], closed: [\"1.10.\"] }", "batch.closed is '1.10.'")]
    [InlineData("{ every: 5 }", "batch.every' is not known here")]
    public void A_wrong_section_is_told(string batch, string told) => Assert.Contains(told, Refused(batch), StringComparison.Ordinal);
}
