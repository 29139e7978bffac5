using Integration.Hub.Channels.Files;
using Xunit;

namespace Integration.Specs.Channels.Files;

/// <summary>Alone, as memory is counted for the whole process.</summary>
[CollectionDefinition(nameof(BigFiles), DisableParallelization = true)]
public sealed class BigFiles;

/// <summary>A big file costs no more memory than a small one.</summary>
[Collection(nameof(BigFiles))]
public sealed class BigFileSpecs
{
    private const long Size = 200L * 1024 * 1024;

    // Pipe segments, protocol lines, timers; a file held in memory would be twelve times this.
    private const long Allowed = 16L * 1024 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => ["local", "ftp", "ftps", "sftp"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Two_hundred_megabytes_go_in_and_out_in_flat_memory(string kind)
    {
        await using var place = await (kind switch
        {
            "local" => FolderUnderTest.LocalAsync(),
            "ftp" => FolderUnderTest.FtpAsync(),
            "ftps" => FolderUnderTest.FtpsAsync(),
            _ => FolderUnderTest.SftpAsync(),
        });
        await using var folder = place.Open();
        var piece = new byte[64 * 1024];
        await folder.ListAsync("", Cancel);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var written = await folder.WriteAsync("big.bin", async (stream, cancel) =>
        {
            for (var position = 0L; position < Size; position += piece.Length)
                await stream.WriteAsync(piece, cancel);
        }, Cancel);
        Assert.Equal(Size, written);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, Allowed);

        before = GC.GetTotalAllocatedBytes(precise: true);
        await using var reading = await folder.OpenReadAsync("big.bin", 1, Cancel);
        var read = 0L;
        while (await reading.ReadAsync(piece, Cancel) is var length and > 0)
            read += length;
        Assert.Equal(Size - 1, read);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, Allowed);
    }
}
