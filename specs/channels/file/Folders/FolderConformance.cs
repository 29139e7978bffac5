using System.Text;
using Integration.Hub.Channels.Files;
using Xunit;

namespace Integration.Specs.Channels.Files;

/// <summary>What every kind of folder does alike.</summary>
public abstract class FolderConformance(Func<Task<FolderUnderTest>> start) : IAsyncLifetime
{
    private FolderUnderTest _place = null!;
    private IRemoteFolder _folder = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _place = await start();
        _folder = _place.Open();
    }

    public async ValueTask DisposeAsync()
    {
        await _folder.DisposeAsync();
        await _place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_listing_has_names_sizes_and_sub_folders()
    {
        _place.Put("bills.txt", "12345");
        _place.Put("账单 2026.txt", "中文");
        _place.Put("empty.txt", "");
        _place.Put(" leading and 'quotes\".txt", "x");
        _place.Put("sub/inner.txt", "x");

        var listing = await _folder.ListAsync("", Cancel);

        Assert.Equal(
            [(" leading and 'quotes\".txt", 1L), ("bills.txt", 5L), ("empty.txt", 0L), ("账单 2026.txt", 6L)],
            listing.Files.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => (f.Name, f.Size)));
        Assert.All(listing.Files, f => Assert.NotNull(f.ModifiedAt));
        Assert.Equal(["sub"], listing.Folders);
        Assert.Empty(listing.Refused);
        Assert.Equal(["inner.txt"], (await _folder.ListAsync("sub", Cancel)).Files.Select(f => f.Name));
    }

    [Fact]
    public async Task An_empty_folder_lists_nothing_and_a_missing_one_says_so()
    {
        Assert.Empty((await _folder.ListAsync("", Cancel)).Files);
        var fault = await Assert.ThrowsAsync<FolderException>(() => _folder.ListAsync("nowhere", Cancel));
        Assert.Equal(FolderFault.NotFound, fault.Fault);
        Assert.Contains("nowhere", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_found_with_exact_size_and_time()
    {
        _place.Put("bills.txt", "12345");
        var time = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
        File.SetLastWriteTimeUtc(_place.PathOf("bills.txt"), time.UtcDateTime);

        var found = await _folder.FindAsync("bills.txt", Cancel);

        Assert.Equal(new RemoteFile("bills.txt", 5, time), found);
        Assert.Null(await _folder.FindAsync("other.txt", Cancel));
        Assert.Null(await _folder.FindAsync("nowhere/other.txt", Cancel));
    }

    [Fact]
    public async Task An_empty_file_is_found_and_read()
    {
        _place.Put("empty.txt", "");
        var time = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
        File.SetLastWriteTimeUtc(_place.PathOf("empty.txt"), time.UtcDateTime);
        Assert.Equal(new RemoteFile("empty.txt", 0, time), await _folder.FindAsync("empty.txt", Cancel));
        Assert.Equal("", await ReadAsync("empty.txt", 0));
    }

    [Theory]
    [InlineData(0, "0123456789")]
    [InlineData(4, "456789")]
    [InlineData(9, "9")]
    [InlineData(10, "")]
    public async Task A_file_is_read_from_any_byte(long offset, string expected)
    {
        _place.Put("bills.txt", "0123456789");
        Assert.Equal(expected, await ReadAsync("bills.txt", offset));
    }

    [Theory]
    [InlineData(643_879)]
    [InlineData(2_900_001)]
    public async Task A_big_file_is_read_from_any_byte_to_its_end(int offset)
    {
        var content = Some(3_479_125);
        _place.Put("bills.txt", content);
        await using var stream = await _folder.OpenReadAsync("bills.txt", offset, Cancel);
        var read = new MemoryStream();
        await stream.CopyToAsync(read, Cancel);
        Assert.Equal(content.Length - offset, read.Length);
        Assert.True(content.AsSpan(offset).SequenceEqual(read.ToArray()), "other bytes came");
    }

    [Fact]
    public async Task Reading_a_missing_file_says_so()
    {
        var fault = await Assert.ThrowsAsync<FolderException>(() => ReadAsync("other.txt", 0));
        Assert.Equal(FolderFault.NotFound, fault.Fault);
    }

    [Fact]
    public async Task A_stream_left_in_the_middle_frees_the_folder_for_the_next_operation()
    {
        _place.Put("big.bin", new byte[8 * 1024 * 1024]);
        await using (var stream = await _folder.OpenReadAsync("big.bin", 0, Cancel))
            await stream.ReadExactlyAsync(new byte[1000], Cancel);

        Assert.Equal(8 * 1024 * 1024, (await _folder.FindAsync("big.bin", Cancel))!.Size);
    }

    [Fact]
    public async Task Two_files_can_be_read_side_by_side()
    {
        _place.Put("a.txt", "aaaa");
        _place.Put("b.txt", "bbbb");
        await using var a = await _folder.OpenReadAsync("a.txt", 0, Cancel);
        await using var b = await _folder.OpenReadAsync("b.txt", 0, Cancel);
        var bytes = new byte[8];
        await b.ReadExactlyAsync(bytes.AsMemory(4, 4), Cancel);
        await a.ReadExactlyAsync(bytes.AsMemory(0, 4), Cancel);
        Assert.Equal("aaaabbbb", Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public async Task Writing_stores_every_byte_and_replaces_an_older_file()
    {
        var content = Some(3_000_000);
        await WriteAsync("out.bin", new byte[4_000_000]);
        var written = await WriteAsync("out.bin", content);

        Assert.Equal(content.Length, written);
        Assert.Equal(content, await File.ReadAllBytesAsync(_place.PathOf("out.bin"), Cancel));
    }

    [Fact]
    public async Task Many_transfers_one_after_the_other_go_over_the_same_connection()
    {
        for (var number = 0; number < 20; number++)
        {
            await WriteAsync($"out-{number}.txt", Some(1000 + number));
            await using var stream = await _folder.OpenReadAsync($"out-{number}.txt", 0, Cancel);
            await stream.ReadExactlyAsync(new byte[1000 + number], Cancel);
        }
        Assert.Equal(20, (await _folder.ListAsync("", Cancel)).Files.Count);
    }

    [Fact]
    public async Task An_empty_file_can_be_written()
    {
        Assert.Equal(0, await WriteAsync("empty.ok", []));
        Assert.Equal("", _place.Read("empty.ok"));
    }

    [Fact]
    public async Task A_fault_of_the_content_s_writer_comes_back_as_it_is()
    {
        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => _folder.WriteAsync("out.txt", async (stream, cancel) =>
        {
            await stream.WriteAsync(new byte[2_000_000], cancel);
            throw new InvalidDataException("no more content");
        }, Cancel));
        Assert.Equal("no more content", fault.Message);
        Assert.DoesNotContain((await _folder.ListAsync("", Cancel)).Files, f => f.Name != "out.txt");
    }

    [Fact]
    public async Task Writing_into_a_missing_folder_is_a_fault()
    {
        var fault = await Assert.ThrowsAsync<FolderException>(() => WriteAsync("nowhere/out.txt", Some(10)));
        Assert.Equal(FolderFault.NotFound, fault.Fault);
    }

    [Fact]
    public async Task A_file_moves_into_a_folder_that_was_made_for_it()
    {
        await WriteAsync("账单 \"a\" 'b'.txt", Some(10));
        await _folder.EnsureFolderAsync("done/2026 年", Cancel);
        await _folder.EnsureFolderAsync("done/2026 年", Cancel);

        await _folder.MoveAsync("账单 \"a\" 'b'.txt", "done/2026 年/账单 \\a.txt".Replace("\\", "", StringComparison.Ordinal), Cancel);

        Assert.Empty(_place.Names(""));
        Assert.Equal(["账单 a.txt"], _place.Names("done/2026 年"));
    }

    [Fact]
    public async Task A_move_never_replaces_a_file()
    {
        await WriteAsync("a.txt", Some(10));
        await WriteAsync("b.txt", Some(20));
        var fault = await Assert.ThrowsAsync<FolderException>(() => _folder.MoveAsync("a.txt", "b.txt", Cancel));
        Assert.Equal(FolderFault.AlreadyExists, fault.Fault);
        Assert.Equal(["a.txt", "b.txt"], _place.Names(""));
        Assert.Equal(20, new FileInfo(_place.PathOf("b.txt")).Length);
    }

    [Fact]
    public async Task Moving_a_missing_file_says_so()
    {
        var fault = await Assert.ThrowsAsync<FolderException>(() => _folder.MoveAsync("a.txt", "b.txt", Cancel));
        Assert.Equal(FolderFault.NotFound, fault.Fault);
    }

    [Fact]
    public async Task Deleting_is_the_same_once_and_twice()
    {
        await WriteAsync("a \"b\".txt", Some(10));
        await _folder.DeleteAsync("a \"b\".txt", Cancel);
        await _folder.DeleteAsync("a \"b\".txt", Cancel);
        Assert.Empty(_place.Names(""));
    }

    [Theory]
    [InlineData("../x.txt")]
    [InlineData("..")]
    [InlineData("/etc/passwd")]
    [InlineData("a\r\nDELE b")]
    [InlineData("a\0b")]
    [InlineData("a\\b")]
    public async Task A_name_that_leads_elsewhere_is_refused_by_every_operation(string name)
    {
        Func<Task>[] operations =
        [
            () => _folder.ListAsync(name, Cancel),
            () => _folder.FindAsync(name, Cancel),
            () => _folder.OpenReadAsync(name, 0, Cancel),
            () => WriteAsync(name, []),
            () => _folder.MoveAsync(name, "b", Cancel),
            () => _folder.MoveAsync("b", name, Cancel),
            () => _folder.DeleteAsync(name, Cancel),
            () => _folder.EnsureFolderAsync(name, Cancel),
        ];
        foreach (var operation in operations)
            Assert.Equal(FolderFault.BadName, (await Assert.ThrowsAsync<FolderException>(operation)).Fault);
    }

    [Fact]
    public async Task A_cancelled_operation_ends_as_cancelled()
    {
        _place.Put("big.bin", new byte[8 * 1024 * 1024]);
        using var cancel = new CancellationTokenSource();
        await using var stream = await _folder.OpenReadAsync("big.bin", 0, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await stream.CopyToAsync(Stream.Null, cancel.Token));
        Assert.NotNull(await _folder.FindAsync("big.bin", Cancel));
    }

    private async Task<string> ReadAsync(string path, long offset)
    {
        await using var stream = await _folder.OpenReadAsync(path, offset, Cancel);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Cancel);
    }

    private Task<long> WriteAsync(string path, byte[] content) =>
        _folder.WriteAsync(path, async (stream, cancel) => await stream.WriteAsync(content, cancel), Cancel);

    private static byte[] Some(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}

public sealed class LocalFolderConformance() : FolderConformance(FolderUnderTest.LocalAsync);

public sealed class FtpFolderConformance() : FolderConformance(() => FolderUnderTest.FtpAsync());

public sealed class FtpsFolderConformance() : FolderConformance(FolderUnderTest.FtpsAsync);

public sealed class SftpFolderConformance() : FolderConformance(() => FolderUnderTest.SftpAsync());

public sealed class FtpFromSignInFolderConformance() : FolderConformance(() => FolderUnderTest.FtpAsync(relative: true));

public sealed class SftpFromSignInFolderConformance() : FolderConformance(() => FolderUnderTest.SftpAsync(relative: true));
