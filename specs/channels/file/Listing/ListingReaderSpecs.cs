using System.Text;
using Integration.Hub.Channels.Files;
using Xunit;

namespace Integration.Specs.Channels.Files;

/// <summary>Listings as servers of many kinds write them.</summary>
public sealed class ListingReaderSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("-rw-r--r--    1 103      106          1024 Nov 22 10:30 bills.txt", "2026-11-22 10:30")]
    [InlineData("-rw-r--r--   1 owner group  1024 Nov  2  2025 bills.txt", "2025-11-02 00:00")]
    [InlineData("-rw-rw-r--+ 1 Domain Users 1024 Dec 31 23:59 bills.txt", "2025-12-31 23:59")]
    [InlineData("-rw-r--r--   1 ftp ftp 1024 11月 22 10:30 bills.txt", "2026-11-22 10:30")]
    [InlineData("-rw-r--r--   1 ftp ftp 1024  1月  5 10:30 bills.txt", "2026-01-05 10:30")]
    [InlineData("-rw-r--r--   1 ftp ftp 1024 十一月 22 10:30 bills.txt", "2026-11-22 10:30")]
    [InlineData("-rw-r--r--   1 ftp ftp 1024 十二月 22 10:30 bills.txt", "2025-12-22 10:30")]
    [InlineData("-rw-r--r--   1 ftp ftp 1024 十月 1 2025 bills.txt", "2025-10-01 00:00")]
    [InlineData("-rw-r--r--   1 ftp ftp 1024 三月 8日 10:30 bills.txt", "2026-03-08 10:30")]
    [InlineData("-rw-r--r--   1 ftp ftp 1024 11月22日 2025年 bills.txt", "2025-11-22 00:00")]
    [InlineData("-rw-r--r-- 1 ftp ftp 1024 2026-11-22 10:30 bills.txt", "2026-11-22 10:30")]
    [InlineData("-rw-r--r-- 1 ftp ftp 1024 2026-11-22 10:30:12.123456789 +0800 bills.txt", "2026-11-22 10:30")]
    [InlineData("-rw-r--r-- 1 ftp 1024 Nov 22 10:30 bills.txt", "2026-11-22 10:30")]
    [InlineData("-rw-r--r-- 1 ftp ftp 1024 22 Nov 10:30 bills.txt", "2026-11-22 10:30")]
    [InlineData("-rw-r--r-- 1 ftp ftp 1024 Nov 23 23:00 bills.txt", "2026-11-23 23:00")]
    [InlineData("11-22-26  10:30AM                 1024 bills.txt", "2026-11-22 10:30")]
    [InlineData("11-22-2026  12:30PM              1,024 bills.txt", "2026-11-22 12:30")]
    [InlineData("11-22-26  12:05AM                 1024 bills.txt", "2026-11-22 00:05")]
    [InlineData("2026-11-22  10:30                 1024 bills.txt", "2026-11-22 10:30")]
    public void A_file_line_is_understood(string line, string time)
    {
        var listing = Read(line);
        Assert.Empty(listing.Refused);
        Assert.Equal(new RemoteFile("bills.txt", 1024, DateTimeOffset.Parse(time + "Z", null)), Assert.Single(listing.Files));
    }

    [Theory]
    [InlineData("drwxr-xr-x   2 ftp ftp 4096 11月 22 10:30 done", "done")]
    [InlineData("11-22-26  10:30AM       <DIR>          完成 目录", "完成 目录")]
    public void A_folder_line_is_understood(string line, string name) => Assert.Equal([name], Read(line).Folders);

    [Theory]
    [InlineData("-rw-r--r-- 1 ftp ftp 7 Nov 22 10:30 账单 11月 22 10:30 x.txt", "账单 11月 22 10:30 x.txt")]
    [InlineData("-rw-r--r-- 1 ftp ftp 7 Nov 22 10:30  two blanks  before", " two blanks  before")]
    [InlineData("-rw-r--r-- 1 ftp ftp 7 Nov 22 10:30 a -> b", "a -> b")]
    [InlineData("-rw-r--r-- 1 ftp ftp 7 Nov 22 10:30 -rf", "-rf")]
    public void Names_stand_as_they_are(string line, string name) => Assert.Equal(name, Assert.Single(Read(line).Files).Name);

    [Theory]
    [InlineData("total 12")]
    [InlineData("总用量 12")]
    [InlineData("总计 12K")]
    [InlineData("drwxr-xr-x   2 ftp ftp 4096 Nov 22 10:30 .")]
    [InlineData("drwxr-xr-x   2 ftp ftp 4096 Nov 22 10:30 ..")]
    [InlineData("lrwxrwxrwx   1 ftp ftp   11 Nov 22 10:30 secret -> /etc/passwd")]
    [InlineData("")]
    public void Lines_that_are_no_files_are_passed_over(string line)
    {
        var listing = Read(line);
        Assert.Empty(listing.Files);
        Assert.Empty(listing.Folders);
        Assert.Empty(listing.Refused);
    }

    [Theory]
    [InlineData("-rw-r--r-- 1 ftp ftp 7 Nov 22 10:30 ../../etc/cron.d/x")]
    [InlineData("-rw-r--r-- 1 ftp ftp 7 Nov 22 10:30 /etc/passwd")]
    [InlineData("-rw-r--r-- 1 ftp ftp 7 Nov 22 10:30 ..\\x")]
    [InlineData("-rw-r--r-- 1 ftp ftp 7 Nov 22 10:30 a\u0007b")]
    [InlineData("-rw-r--r-- 1 ftp ftp 7 Feb 30 10:30 x")]
    [InlineData("-rw-r--r-- 1 ftp ftp 7 13月 22 10:30 x")]
    [InlineData("-rw-r--r-- 1 ftp ftp 99999999999999999999 Nov 22 10:30 x")]
    [InlineData("Permission denied, go away")]
    public void A_line_that_leads_elsewhere_or_is_not_understood_is_shown_and_not_used(string line)
    {
        var listing = Read("-rw-r--r-- 1 ftp ftp 7 Nov 22 10:30 good.txt\r\n" + line);
        Assert.Equal(["good.txt"], listing.Files.Select(f => f.Name));
        Assert.Single(listing.Refused);
    }

    [Fact]
    public void A_leap_day_without_a_year_finds_its_year() =>
        Assert.Equal(2024, Assert.Single(Read("-rw-r--r-- 1 ftp ftp 7 Feb 29 10:30 x").Files).ModifiedAt!.Value.Year);

    [Fact]
    public void Names_in_gbk_are_read_also_where_a_byte_looks_like_a_backslash()
    {
        var gbk = new NameCodec("gbk");
        // The second byte of 昞 is 0x5C.
        var line = gbk.Encode("-rw-r--r-- 1 ftp ftp 7 11月 22 10:30 昞账单.txt");
        Assert.Contains((byte)0x5C, line);
        Assert.Equal("昞账单.txt", Assert.Single(new ListingReader(gbk, Now).ReadList(line).Files).Name);
    }

    [Fact]
    public void Names_in_another_encoding_than_the_set_one_are_shown_and_not_used()
    {
        var line = new NameCodec("gbk").Encode("-rw-r--r-- 1 ftp ftp 7 Nov 22 10:30 账单.txt");
        var listing = new ListingReader(new NameCodec("utf-8"), Now).ReadList(line);
        Assert.Empty(listing.Files);
        Assert.Contains("nameEncoding", Assert.Single(listing.Refused), StringComparison.Ordinal);
    }

    [Fact]
    public void Machine_listings_are_read_exactly()
    {
        var listing = new ListingReader(new NameCodec("utf-8"), Now).ReadMlsd(Encoding.UTF8.GetBytes(
            "type=cdir;modify=20261122103000; .\r\ntype=pdir;modify=20261122103000; ..\r\n"
            + "Type=file;Size=1024;Modify=20261122103059.123;perm=adfrw; 账单 a;b=c.txt\r\ntype=dir;modify=20261122103000; done\r\n"
            + "type=OS.unix=slink:/etc;modify=20261122103000; link\r\ntype=file;modify=20261122103000; nosize\r\n"));
        Assert.Equal(new RemoteFile("账单 a;b=c.txt", 1024, new DateTimeOffset(2026, 11, 22, 10, 30, 59, 123, TimeSpan.Zero)), Assert.Single(listing.Files));
        Assert.Equal(["done"], listing.Folders);
        Assert.Single(listing.Refused);
    }

    private static FolderListing Read(string text) => new ListingReader(new NameCodec("utf-8"), Now).ReadList(Encoding.UTF8.GetBytes(text));
}
