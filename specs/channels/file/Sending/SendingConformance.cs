using System.Text;
using Integration.Hub;
using Integration.Hub.Channels.Files;
using Xunit;

namespace Integration.Specs.Channels.Files;

/// <summary>What the sending channel does over every kind of folder.</summary>
public abstract class SendingConformance(Func<Task<FolderUnderTest>> start) : IAsyncLifetime
{
    private readonly List<FileSendingChannel> _channels = [];
    private FolderUnderTest _place = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _place = await start();

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
            await channel.DisposeAsync();
        await _place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_message_becomes_a_file_and_nothing_else_is_left()
    {
        await Channel(new()).SendAsync(Message("付款 2026.txt", "内容"), Cancel);
        Assert.Equal(["付款 2026.txt"], _place.Names(""));
        Assert.Equal("内容", _place.Read("付款 2026.txt"));
    }

    [Fact]
    public async Task An_empty_message_becomes_an_empty_file()
    {
        await Channel(new()).SendAsync(Message("empty.txt", ""), Cancel);
        Assert.Equal("", _place.Read("empty.txt"));
    }

    [Fact]
    public async Task Nothing_stands_under_the_final_name_while_the_content_is_on_its_way()
    {
        string[] seen = [];
        await using var folder = _place.Open();
        await new SafeUpload(folder, new NameTemplate("{name}.{unique}.tmp"), TimeProvider.System).PutAsync("out.txt", async (stream, cancel) =>
        {
            await stream.WriteAsync(new byte[3_000_000], cancel);
            await stream.FlushAsync(cancel);
            seen = _place.Names("");
        }, FileConflict.Refuse, Cancel);
        Assert.DoesNotContain("out.txt", seen);
        Assert.Equal(["out.txt"], _place.Names(""));
    }

    [Fact]
    public async Task Temporary_names_may_lead_into_a_folder_of_their_own()
    {
        await Channel(new() { Folder = "out", MakeFolder = true, TempName = new("tmp/{name}.{unique}") }).SendAsync(Message("a.txt", "1"), Cancel);
        Assert.Equal(["a.txt"], _place.Names("out"));
        Assert.Empty(_place.Names("out/tmp"));
    }

    [Fact]
    public async Task What_killed_uploads_left_behind_goes_once_its_file_is_there_or_a_day_has_passed_and_nothing_that_is_not_ours()
    {
        string[] notOurs = ["a.txt.tmp", "a.txt.hub-0123abcz.tmp", "x.txt.0123abcd.tmp", "partner.tmp"];
        foreach (var name in (string[])["a.txt.hub-0123abcd.tmp", "b.txt.hub-89abcdef.tmp", "old.txt.hub-00000001.tmp", .. notOurs])
            _place.Put(name, "half");
        foreach (var name in (string[])["old.txt.hub-00000001.tmp", .. notOurs])
            File.SetLastWriteTimeUtc(_place.PathOf(name), DateTime.UtcNow.AddDays(-3));
        var channel = Channel(new());

        await channel.SendAsync(Message("a.txt", "whole"), Cancel);
        // b's may be another node's, just being written.
        Assert.Equal([.. ((string[])["a.txt", "b.txt.hub-89abcdef.tmp", .. notOurs]).Order(StringComparer.Ordinal)], _place.Names(""));

        await channel.SendAsync(Message("b.txt", "whole too"), Cancel);
        Assert.Equal([.. ((string[])["a.txt", "b.txt", .. notOurs]).Order(StringComparer.Ordinal)], _place.Names(""));
    }

    [Fact]
    public async Task A_repeat_finds_its_own_file_and_leaves_it_alone()
    {
        var message = Message("a.txt", new string('x', 300_000));
        await Channel(new()).SendAsync(message, Cancel);
        var time = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_place.PathOf("a.txt"), time);
        await Channel(new()).SendAsync(message, Cancel);
        Assert.Equal(time, File.GetLastWriteTimeUtc(_place.PathOf("a.txt")));
    }

    [Theory]
    [InlineData("other")]
    [InlineData("longer")]
    public async Task A_file_of_another_content_is_never_replaced_unawares(string standing)
    {
        _place.Put("a.txt", standing);
        var failure = await FailureOf(Channel(new()), Message("a.txt", "mine!"));
        Assert.Equal((FailureKind.Data, "file.exists"), (failure.Kind, failure.Code));
        Assert.Equal(standing, _place.Read("a.txt"));
        Assert.Equal(["a.txt"], _place.Names(""));
    }

    [Fact]
    public async Task A_file_of_another_content_is_replaced_where_the_contract_says_so()
    {
        var channel = Channel(new() { Conflict = FileConflict.Replace });
        await channel.SendAsync(Message("a.txt", "old"), Cancel);
        await channel.SendAsync(Message("a.txt", "newer"), Cancel);
        Assert.Equal("newer", _place.Read("a.txt"));
        Assert.Equal(["a.txt"], _place.Names(""));
    }

    [Fact]
    public async Task The_done_file_comes_after_the_data_and_a_repeat_adds_a_missing_one()
    {
        var folder = new FaultyFolder(_place.Open());
        folder.Before = (operation, path) =>
        {
            if (operation == "write" && path.Contains(".ok", StringComparison.Ordinal))
                throw FaultyFolder.Fault(FolderFault.Broken);
        };
        var options = new FileSendingOptions { DoneFileName = new NameTemplate("{stem}.ok") };
        Assert.Equal(FailureKind.Transient, (await FailureOf(Channel(options, folder), Message("a.txt", "1"))).Kind);
        Assert.Equal(["a.txt"], _place.Names(""));
        await Channel(options).SendAsync(Message("a.txt", "1"), Cancel);
        Assert.Equal(["a.ok", "a.txt"], _place.Names(""));
        Assert.Equal("", _place.Read("a.ok"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("../a.txt")]
    [InlineData("a/b.txt")]
    [InlineData("a\r\nb.txt")]
    public async Task A_name_that_is_no_file_name_parks_the_message(string? name)
    {
        var failure = await FailureOf(Channel(new()), Message(name, "1"));
        Assert.Equal((FailureKind.Data, "file.bad-name"), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task A_missing_folder_is_told_and_waited_for_or_made()
    {
        var failure = await FailureOf(Channel(new() { Folder = "out" }), Message("a.txt", "1"));
        Assert.Equal((FailureKind.Transient, "file.not-found"), (failure.Kind, failure.Code));
        await Channel(new() { Folder = "out", MakeFolder = true }).SendAsync(Message("a.txt", "1"), Cancel);
        Assert.Equal(["a.txt"], _place.Names("out"));
    }

    [Fact]
    public async Task A_file_cut_off_on_the_server_is_found_out_and_not_renamed()
    {
        var folder = new FaultyFolder(_place.Open());
        folder.After = (operation, path) =>
        {
            if (operation == "write")
                File.WriteAllText(_place.PathOf(path), "cut");
        };
        var failure = await FailureOf(Channel(new(), folder), Message("a.txt", "whole"));
        Assert.Equal((FailureKind.Transient, "file.broken"), (failure.Kind, failure.Code));
        Assert.Empty(_place.Names(""));
    }

    [Fact]
    public async Task A_rename_whose_answer_was_lost_is_asked_for_and_counts()
    {
        var folder = new FaultyFolder(_place.Open());
        folder.After = (operation, _) =>
        {
            if (operation == "move")
                throw FaultyFolder.Fault(FolderFault.Broken);
        };
        await Channel(new(), folder).SendAsync(Message("a.txt", "1"), Cancel);
        Assert.Equal(["a.txt"], _place.Names(""));
    }

    [Fact]
    public async Task A_rename_that_never_got_there_is_tried_again_later()
    {
        var folder = new FaultyFolder(_place.Open());
        folder.Before = (operation, _) =>
        {
            if (operation == "move")
                throw FaultyFolder.Fault(FolderFault.Broken);
        };
        Assert.Equal(FailureKind.Transient, (await FailureOf(Channel(new(), folder), Message("a.txt", "1"))).Kind);
        Assert.Empty(_place.Names(""));
    }

    [Fact]
    public async Task A_rename_that_nobody_can_be_asked_about_is_an_unknown_outcome()
    {
        var folder = new FaultyFolder(_place.Open());
        folder.After = (operation, _) =>
        {
            if (operation != "move")
                return;
            folder.Before = (_, _) => throw FaultyFolder.Fault(FolderFault.Unreachable);
            throw FaultyFolder.Fault(FolderFault.Broken);
        };
        var failure = await FailureOf(Channel(new(), folder), Message("a.txt", "1"));
        Assert.Equal((FailureKind.UnknownOutcome, "file.unknown-outcome"), (failure.Kind, failure.Code));
        // The same message again finds the file.
        await Channel(new()).SendAsync(Message("a.txt", "1"), Cancel);
        Assert.Equal(["a.txt"], _place.Names(""));
    }

    [Fact]
    public async Task Many_messages_at_once_all_arrive()
    {
        var channel = Channel(new());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => channel.SendAsync(Message($"{n}.txt", $"content {n}"), Cancel)));
        Assert.Equal(Enumerable.Range(0, 8).Select(n => $"{n}.txt"), _place.Names(""));
        Assert.All(_place.Names(""), name => Assert.Equal($"content {name[0]}", _place.Read(name)));
    }

    [Fact]
    public async Task A_probe_leaves_nothing_behind()
    {
        await Channel(new()).ProbeAsync(Cancel);
        Assert.Empty(_place.Names(""));
        var failure = (await Assert.ThrowsAsync<ChannelException>(() => Channel(new() { Folder = "nowhere" }).ProbeAsync(Cancel))).Failure;
        Assert.Equal("file.not-found", failure.Code);
    }

    private static OutboundMessage Message(string? name, string content) =>
        new(MessageId.New(DateTimeOffset.UnixEpoch), Encoding.UTF8.GetBytes(content), "text/plain", name, null, null);

    private static async Task<Failure> FailureOf(FileSendingChannel channel, OutboundMessage message) =>
        (await Assert.ThrowsAsync<ChannelException>(() => channel.SendAsync(message, Cancel))).Failure;

    private FileSendingChannel Channel(FileSendingOptions options, IRemoteFolder? folder = null)
    {
        var channel = new FileSendingChannel(options, folder ?? _place.Open());
        _channels.Add(channel);
        return channel;
    }
}

public sealed class LocalSendingConformance() : SendingConformance(FolderUnderTest.LocalAsync);

public sealed class FtpSendingConformance() : SendingConformance(() => FolderUnderTest.FtpAsync());

public sealed class SftpSendingConformance() : SendingConformance(() => FolderUnderTest.SftpAsync());
