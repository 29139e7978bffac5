using Integration.Hub.Channels.Files;
using Xunit;

namespace Integration.Specs.Channels.Files;

public sealed class OptionsSpecs
{
    [Theory]
    [InlineData("/data/in", FileTransport.Local, "", null, "/data/in")]
    [InlineData("file:///data/in", FileTransport.Local, "", null, "/data/in")]
    [InlineData("ftp://bank/in", FileTransport.Ftp, "bank", null, "/in")]
    [InlineData("ftp://bank:2121/~/in", FileTransport.Ftp, "bank", 2121, "in")]
    [InlineData("ftpes://bank/", FileTransport.FtpsExplicit, "bank", null, "/")]
    [InlineData("ftps://bank/~/", FileTransport.FtpsImplicit, "bank", null, "")]
    [InlineData("sftp://10.0.0.1:2222/%E8%B4%A6%E5%8D%95", FileTransport.Sftp, "10.0.0.1", 2222, "/账单")]
    public void An_address_says_how_and_where(string address, FileTransport transport, string host, int? port, string folder)
    {
        var options = FileAddress.Parse(address);
        Assert.Equal((transport, host, port, folder), (options.Transport, options.Host, options.Port, options.Folder));
    }

    [Theory]
    [InlineData("http://bank/in", "sftp")]
    [InlineData("ftp://user:secret@bank/in", "user name")]
    public void A_wrong_address_says_what_was_expected(string address, string words)
    {
        var message = Assert.Throws<FormatException>(() => FileAddress.Parse(address)).Message;
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_never_print_their_credentials()
    {
        var options = FileAddress.Parse("ftp://bank:2121/in") with { UserName = "hub", Password = "secret" };
        Assert.Equal("ftp://bank:2121/in", options.ToString());
    }

    [Fact]
    public void Every_problem_is_listed()
    {
        var options = new FileEndpointOptions { Transport = FileTransport.Sftp, Folder = "a/../b", Port = 0, NameEncoding = "klingon" };
        Assert.Equal(7, options.Problems().Count());
    }

    [Fact]
    public void A_folder_that_would_feed_itself_is_refused()
    {
        var options = new FileReceivingOptions { Interface = "BIL-1", Folder = "in", DoneFolder = "in", ReceiptFolder = "../x", Include = [], Parallel = 0 };
        Assert.Equal(4, options.Problems().Count());
    }
}
