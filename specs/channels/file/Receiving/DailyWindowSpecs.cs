using Integration.Hub.Channels.Files;
using Integration.Specs.Servers;
using Xunit;

namespace Integration.Specs.Channels.Files;

public sealed class DailyWindowSpecs
{
    private static readonly TimeZoneInfo China = TimeZoneInfo.CreateCustomTimeZone("cn", TimeSpan.FromHours(8), "cn", "cn");

    [Theory]
    [InlineData("22:00", "06:00", "2026-11-22T14:00Z", 0)]
    [InlineData("22:00", "06:00", "2026-11-22T21:59Z", 0)]
    [InlineData("22:00", "06:00", "2026-11-22T22:00Z", 16 * 60)]
    [InlineData("08:00", "09:00", "2026-11-22T00:30Z", 0)]
    [InlineData("08:00", "09:00", "2026-11-22T01:00Z", 23 * 60)]
    [InlineData("00:00", "00:00", "2026-11-22T01:00Z", 0)]
    public void A_window_is_open_or_says_how_long_until_it_opens(string from, string to, string now, int minutes)
    {
        var window = new DailyWindow(TimeOnly.Parse(from, null), TimeOnly.Parse(to, null), China);
        Assert.Equal(TimeSpan.FromMinutes(minutes), window.UntilOpen(DateTimeOffset.Parse(now, null)));
    }

    [Fact]
    public async Task Outside_its_window_a_channel_does_not_look()
    {
        var time = new ManualTimeProvider();
        var looks = 0;
        await using var place = await FolderUnderTest.LocalAsync();
        var folder = new FaultyFolder(place.Open()) { Before = (operation, _) => looks += operation == "list" ? 1 : 0 };
        // The clock stands at 18:00 in China.
        var options = new FileReceivingOptions { Interface = "BIL-1", Window = new DailyWindow(new TimeOnly(20, 0), new TimeOnly(22, 0), China) };
        await using var channel = new FileReceivingChannel(options, folder, new ScriptedSink(), time);
        using var stop = new CancellationTokenSource();
        var running = channel.RunAsync(stop.Token);
        await time.SomebodyWaitsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, looks);
        time.Advance(TimeSpan.FromHours(2));
        await time.SomebodyWaitsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, looks);
        await stop.CancelAsync();
        await running;
    }
}
