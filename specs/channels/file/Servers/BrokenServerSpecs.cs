using System.Text;
using Integration.Hub;
using Integration.Hub.Channels.Files;
using Integration.Specs.Servers;
using Xunit;

namespace Integration.Specs.Channels.Files;

/// <summary>Servers that die and come back.</summary>
public sealed class BrokenServerSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ftp")]
    [InlineData("ftps")]
    [InlineData("sftp")]
    public async Task A_server_killed_in_the_middle_of_an_upload_shows_nothing_under_the_final_name_and_a_retry_works(string kind)
    {
        await using FileServer server = kind == "sftp" ? await SshdServer.StartAsync() : await VsftpdServer.StartAsync(tls: kind == "ftps");
        await using var folder = RemoteFolders.Open(FolderUnderTest.OptionsOf(server), TimeProvider.System);
        var upload = new SafeUpload(folder, new NameTemplate("{name}.{unique}.tmp"), TimeProvider.System);
        var piece = new byte[1_000_000];

        var fault = await Assert.ThrowsAsync<FolderException>(() => upload.PutAsync("bill.txt", async (stream, cancel) =>
        {
            for (var number = 0; number < 50; number++)
            {
                await stream.WriteAsync(piece, cancel);
                if (number == 10)
                    server.Kill();
            }
        }, FileConflict.Refuse, Cancel));
        Assert.Contains(fault.Fault, new[] { FolderFault.Broken, FolderFault.Unreachable });
        Assert.DoesNotContain("bill.txt", Directory.GetFiles(server.Files).Select(Path.GetFileName));
        Assert.NotEmpty(Directory.GetFiles(server.Files));

        await server.StartAgainAsync();
        await upload.PutAsync("bill.txt", async (stream, cancel) => await stream.WriteAsync(piece, cancel), FileConflict.Refuse, Cancel);
        Assert.Equal(piece.Length, new FileInfo(Path.Combine(server.Files, "bill.txt")).Length);
    }

    [Fact]
    public async Task A_send_to_a_dead_server_is_endpoint_down_and_works_once_it_is_back()
    {
        await using var server = await VsftpdServer.StartAsync();
        await using var channel = new FileSendingChannel(new FileSendingOptions(), RemoteFolders.Open(FolderUnderTest.OptionsOf(server), TimeProvider.System));
        await channel.SendAsync(Message("a.txt"), Cancel);
        server.Kill();
        var failure = (await Assert.ThrowsAsync<ChannelException>(() => channel.SendAsync(Message("b.txt"), Cancel))).Failure;
        Assert.Equal(FailureKind.EndpointDown, failure.Kind);
        await server.StartAgainAsync();
        await channel.SendAsync(Message("b.txt"), Cancel);
        Assert.Equal(2, Directory.GetFiles(server.Files).Length);
    }

    [Fact]
    public async Task A_kept_connection_that_the_server_closed_is_opened_anew_without_a_fault()
    {
        await using var server = await VsftpdServer.StartAsync();
        await using var folder = RemoteFolders.Open(FolderUnderTest.OptionsOf(server), TimeProvider.System);
        await folder.ListAsync("", Cancel);
        server.Kill();
        await server.StartAgainAsync();
        Assert.Empty((await folder.ListAsync("", Cancel)).Files);
    }

    [Fact]
    public async Task A_server_killed_while_a_file_is_read_breaks_the_stream_and_the_next_look_reads_it_whole()
    {
        await using var server = await VsftpdServer.StartAsync();
        await File.WriteAllBytesAsync(Path.Combine(server.Files, "bill.txt"), new byte[20_000_000], Cancel);
        var sink = new KillingSink(server);
        var time = new ManualTimeProvider();
        await using var channel = new FileReceivingChannel(
            new FileReceivingOptions { Interface = "BIL-1", Completeness = FileCompleteness.Rename },
            RemoteFolders.Open(FolderUnderTest.OptionsOf(server), TimeProvider.System), sink, time);

        Assert.Single((await channel.LookAsync(Cancel)).Problems);
        await Assert.ThrowsAsync<FolderException>(() => channel.LookAsync(Cancel));
        Assert.False(channel.Health.Up);

        await server.StartAgainAsync();
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(["bill.txt"], (await channel.LookAsync(Cancel)).Handed);
        Assert.True(channel.Health.Up);
        Assert.Equal(20_000_000, sink.Read);
    }

    private static OutboundMessage Message(string name) =>
        new(MessageId.New(DateTimeOffset.UnixEpoch), Encoding.UTF8.GetBytes("content"), "text/plain", name, null, null);

    /// <summary>Kills the server the first time it has read a part, then goes on reading.</summary>
    private sealed class KillingSink(VsftpdServer server) : IFileSink
    {
        private bool _killed;

        public long Read { get; private set; }

        public async Task<FileVerdict> ReceiveAsync(IncomingFile file, CancellationToken cancellationToken)
        {
            await using var stream = await file.OpenAt(0, cancellationToken);
            var piece = new byte[100_000];
            Read = 0;
            while (await stream.ReadAsync(piece, cancellationToken) is var length and > 0)
            {
                Read += length;
                if (_killed)
                    continue;
                _killed = true;
                server.Kill();
            }
            return ScriptedSink.Verdict(TransferState.Done);
        }
    }
}
