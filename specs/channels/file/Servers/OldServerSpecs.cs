using Integration.Hub.Channels.Files;
using Xunit;

namespace Integration.Specs.Channels.Files;

/// <summary>Servers whose file names are GBK: the bytes on their disk are not UTF-8.</summary>
public sealed class OldServerSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_in_gbk_go_through_every_operation_as_the_server_keeps_them()
    {
        await using var place = await FolderUnderTest.FtpAsync("gbk");
        await using var folder = place.Open();
        await using var bytes = RemoteFolders.Open(place.Options with { NameEncoding = "latin1" }, TimeProvider.System);
        // 昞: its second byte in GBK is a backslash's.
        const string name = "昞账单 11月.txt";
        await folder.WriteAsync(name, async (stream, cancel) => await stream.WriteAsync("1"u8.ToArray(), cancel), Cancel);
        await folder.EnsureFolderAsync("完成", Cancel);
        await folder.MoveAsync(name, "完成/" + name, Cancel);

        Assert.Equal(["完成"], (await folder.ListAsync("", Cancel)).Folders);
        Assert.Equal(name, Assert.Single((await folder.ListAsync("完成", Cancel)).Files).Name);
        Assert.Equal(1, (await folder.FindAsync("完成/" + name, Cancel))!.Size);
        await using (var stream = await folder.OpenReadAsync("完成/" + name, 0, Cancel))
            Assert.Equal('1', stream.ReadByte());
        Assert.Equal(["Íê³É"], (await bytes.ListAsync("", Cancel)).Folders);
        await folder.DeleteAsync("完成/" + name, Cancel);
        Assert.Empty((await folder.ListAsync("完成", Cancel)).Files);
    }
}
