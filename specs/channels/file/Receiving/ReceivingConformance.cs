using Integration.Hub;
using Integration.Hub.Channels.Files;
using Integration.Specs.Servers;
using Xunit;

namespace Integration.Specs.Channels.Files;

/// <summary>What the receiving channel does over every kind of folder.</summary>
public abstract partial class ReceivingConformance(Func<Task<FolderUnderTest>> start) : IAsyncLifetime
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);
    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedSink _sink = new();
    private readonly List<FileReceivingChannel> _channels = [];
    private FolderUnderTest _place = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static FileReceivingOptions Renamed => new() { Interface = "BIL-1", Completeness = FileCompleteness.Rename, SettleTime = Settle };

    private static FileReceivingOptions Stable => Renamed with { Completeness = FileCompleteness.Stable };

    private static FileReceivingOptions Announced => Renamed with { Completeness = FileCompleteness.DoneFile };

    public async ValueTask InitializeAsync() => _place = await start();

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
            await channel.DisposeAsync();
        await _place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_file_is_handed_over_with_its_content_and_moved_to_done()
    {
        _place.Put("账单.txt", "中文内容");
        var look = await Channel(Renamed).LookAsync(Cancel);
        Assert.Equal([("账单.txt", "中文内容")], _sink.Received);
        Assert.Equal(["账单.txt"], look.Handed);
        Assert.Empty(_place.Names(""));
        Assert.Equal(["账单.txt"], _place.Names("done"));
        Assert.Equal(("BIL-1", 12L), (_sink.Files.Single().Interface, _sink.Files.Single().Size));
    }

    [Fact]
    public async Task An_empty_file_is_handed_over_too()
    {
        _place.Put("empty.txt", "");
        await Channel(Renamed).LookAsync(Cancel);
        Assert.Equal([("empty.txt", "")], _sink.Received);
        Assert.Equal(["empty.txt"], _place.Names("done"));
    }

    [Fact]
    public async Task Temporary_and_excluded_names_are_left_alone()
    {
        string[] others = ["bill.txt.tmp", "bill.part", ".bill.txt", "bill.~", "bill.bak", "other.csv"];
        foreach (var name in others)
            _place.Put(name, "x");
        _place.Put("bill.txt", "x");
        await Channel(Renamed with { Include = ["bill*"], Exclude = ["*.bak"] }).LookAsync(Cancel);
        Assert.Equal(["bill.txt"], _sink.Names);
        Assert.Equal(others.Order(StringComparer.Ordinal), _place.Names(""));
    }

    [Fact]
    public async Task A_slow_writer_s_file_is_not_taken_before_it_is_at_rest()
    {
        var channel = Channel(Stable);
        foreach (var content in new[] { "1", "12", "123" })
        {
            _place.Put("bill.txt", content);
            await channel.LookAsync(Cancel);
            _time.Advance(Settle);
            Assert.Empty(_sink.Received);
        }
        await channel.LookAsync(Cancel);
        Assert.Equal([("bill.txt", "123")], _sink.Received);
    }

    [Fact]
    public async Task Two_looks_close_together_do_not_prove_rest()
    {
        var channel = Channel(Stable);
        _place.Put("bill.txt", "1");
        await channel.LookAsync(Cancel);
        _time.Advance(Settle / 2);
        Assert.Equal(["bill.txt"], (await channel.LookAsync(Cancel)).Waiting);
        Assert.Empty(_sink.Received);
        _time.Advance(Settle / 2);
        await channel.LookAsync(Cancel);
        Assert.Equal(["bill.txt"], _sink.Names);
    }

    [Fact]
    public async Task A_rewrite_of_the_same_length_starts_the_wait_anew()
    {
        var channel = Channel(Stable);
        _place.Put("bill.txt", "old");
        SetTime("bill.txt", 0);
        await channel.LookAsync(Cancel);
        _time.Advance(Settle);
        _place.Put("bill.txt", "new");
        SetTime("bill.txt", 1);
        await channel.LookAsync(Cancel);
        Assert.Empty(_sink.Received);
        _time.Advance(Settle);
        await channel.LookAsync(Cancel);
        Assert.Equal([("bill.txt", "new")], _sink.Received);
    }

    [Fact]
    public async Task Without_its_done_file_a_file_is_not_taken_with_it_both_go()
    {
        var channel = Channel(Announced);
        _place.Put("bill.txt", "1");
        SetTime("bill.txt", 0);
        await channel.LookAsync(Cancel);
        _time.Advance(Settle * 10);
        await channel.LookAsync(Cancel);
        Assert.Empty(_sink.Received);

        _place.Put("bill.txt.ok", "");
        SetTime("bill.txt.ok", 1);
        await channel.LookAsync(Cancel);
        Assert.Equal(["bill.txt"], _sink.Names);
        Assert.Empty(_place.Names(""));
        Assert.Equal(["bill.txt", "bill.txt.ok"], _place.Names("done"));
    }

    [Fact]
    public async Task A_done_file_that_came_before_its_data_proves_nothing()
    {
        var channel = Channel(Announced with { DoneFileName = new NameTemplate("{stem}.ok") });
        _place.Put("bill.ok", "");
        SetTime("bill.ok", 0);
        Assert.Empty((await channel.LookAsync(Cancel)).Waiting);
        _place.Put("bill.txt", "half");
        SetTime("bill.txt", 1);
        await channel.LookAsync(Cancel);
        _time.Advance(Settle);
        _place.Put("bill.txt", "half and half");
        SetTime("bill.txt", 12);
        await channel.LookAsync(Cancel);
        Assert.Empty(_sink.Received);
        _time.Advance(Settle);
        await channel.LookAsync(Cancel);
        Assert.Equal([("bill.txt", "half and half")], _sink.Received);
        Assert.Equal(["bill.ok", "bill.txt"], _place.Names("done"));
    }

    [Theory]
    [InlineData(2001)]
    [InlineData(2037)]
    public async Task A_server_whose_clock_is_years_off_changes_nothing(int year)
    {
        _place.Put("bill.txt", "1");
        _place.Put("bill.txt.ok", "");
        File.SetLastWriteTimeUtc(_place.PathOf("bill.txt"), new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(_place.PathOf("bill.txt.ok"), new DateTime(year, 1, 1, 0, 0, 1, DateTimeKind.Utc));
        await Channel(Announced).LookAsync(Cancel);
        Assert.Equal(["bill.txt"], _sink.Names);
        Assert.Equal(year, _sink.Files.Single().ModifiedAt!.Value.Year);
    }

    [Theory]
    [InlineData(FileOrder.Name, new[] { "a.txt", "b.txt", "c.txt" })]
    [InlineData(FileOrder.Time, new[] { "c.txt", "a.txt", "b.txt" })]
    public async Task Several_files_come_in_the_wanted_order(FileOrder order, string[] expected)
    {
        foreach (var (name, minute) in new[] { ("b.txt", 9), ("c.txt", 1), ("a.txt", 5) })
        {
            _place.Put(name, name);
            SetTime(name, minute * 60);
        }
        await Channel(Renamed with { Order = order }).LookAsync(Cancel);
        Assert.Equal(expected, _sink.Names);
    }

    [Fact]
    public async Task A_stop_waits_for_the_file_in_hand_and_puts_it_away()
    {
        _place.Put("a.txt", "1");
        _place.Put("b.txt", "2");
        var reading = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        _sink.Answer = async (_, _) =>
        {
            reading.SetResult();
            await finish.Task;
            return ScriptedSink.Verdict(TransferState.Done);
        };
        using var stop = new CancellationTokenSource();
        var running = Channel(Renamed).RunAsync(stop.Token);
        await reading.Task.WaitAsync(Cancel);
        await stop.CancelAsync();
        Assert.False(running.IsCompleted);
        finish.SetResult();
        await running.WaitAsync(Cancel);
        Assert.Equal(["a.txt"], _sink.Names);
        Assert.Equal(["a.txt"], _place.Names("done"));
        Assert.Equal(["b.txt"], _place.Names(""));
    }

    [Fact]
    public async Task A_missing_folder_shows_in_the_health_until_it_is_there()
    {
        var channel = Channel(Renamed with { Folder = "in", Interval = TimeSpan.FromSeconds(10) });
        using var stop = new CancellationTokenSource();
        var running = channel.RunAsync(stop.Token);
        await _time.SomebodyWaitsAsync(Cancel);
        Assert.False(channel.Health.Up);
        Assert.Contains("in", channel.Health.LastError, StringComparison.Ordinal);

        _place.Put("in/bill.txt", "1");
        _time.Advance(TimeSpan.FromSeconds(12));
        await _time.SomebodyWaitsAsync(Cancel);
        Assert.True(channel.Health.Up);
        Assert.Null(channel.Health.LastError);
        Assert.Equal(["bill.txt"], _sink.Names);
        await stop.CancelAsync();
        await running.WaitAsync(Cancel);
    }

    private FileReceivingChannel Channel(FileReceivingOptions options, IRemoteFolder? folder = null)
    {
        var channel = new FileReceivingChannel(options, folder ?? _place.Open(), _sink, _time);
        _channels.Add(channel);
        return channel;
    }

    private void SetTime(string name, int second) =>
        File.SetLastWriteTimeUtc(_place.PathOf(name), new DateTime(2026, 11, 22, 3, 0, 0, DateTimeKind.Utc).AddSeconds(second));
}

public sealed class LocalReceivingConformance() : ReceivingConformance(FolderUnderTest.LocalAsync);

public sealed class FtpReceivingConformance() : ReceivingConformance(() => FolderUnderTest.FtpAsync());

public sealed class SftpReceivingConformance() : ReceivingConformance(() => FolderUnderTest.SftpAsync());
