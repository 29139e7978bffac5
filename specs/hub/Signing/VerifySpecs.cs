using System.Text;
using Integration.Mappings;
using Xunit;

namespace Integration.Specs.Hub.Signing;

/// <summary>
/// <c>verify:</c>: what is not signed, or not rightly, is not mapped, with a code that says which. A file and a queue message are
/// judged alike.
/// </summary>
public sealed class VerifySpecs : IDisposable
{
    private readonly SignedWorld _world = new();

    private static MappingContext Now => MappingContext.At(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.FromHours(8)));

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_document_signed_by_the_sender_is_taken()
    {
        Assert.Null(await CodeAsync(SignedWorld.Signed()));
        var record = Assert.Single(_world.In.Map(SignedWorld.Gbk.GetBytes(SignedWorld.Signed()), Now));
        Assert.Contains("東興纺织", Encoding.UTF8.GetString(record.Json.Span));
    }

    [Fact]
    public async Task The_signature_s_text_may_be_broken_into_lines()
    {
        var signed = SignedWorld.Signed();
        var at = signed.IndexOf("<signature>", StringComparison.Ordinal) + "<signature>".Length;
        Assert.Null(await CodeAsync(signed.Insert(at + 64, "\n").Insert(at, "\n  ")));
    }

    [Fact]
    public async Task Blanks_around_the_signature_belong_to_what_is_signed()
    {
        var spaced = SignedWorld.Result.Replace("</result>", "\n  \n</result>\n");
        Assert.Null(await CodeAsync(spaced.Insert(spaced.IndexOf("\n</result>", StringComparison.Ordinal), SignedWorld.Signature(spaced, SignedWorld.Bank))));
        Assert.Equal("signature.wrong", await CodeAsync(SignedWorld.Signed().Replace("</result>", "\n</result>")));
    }

    [Theory]
    [InlineData("no element", "")]
    [InlineData("empty-element tag", "<signature/>")]
    [InlineData("another name", "<Signature>AAAA</Signature>")]
    [InlineData("with an attribute, which the contract has not", "<signature a=\"b\">AAAA</signature>")]
    public async Task Without_a_signature_it_is_missing(string why, string element) =>
        Assert.True("signature.missing" == await CodeAsync(SignedWorld.Result.Replace("</result>", element + "</result>")), why);

    [Fact]
    public async Task A_document_in_another_encoding_has_no_signature_that_can_be_seen()
    {
        var bytes = Encoding.Unicode.GetBytes(SignedWorld.Signed());
        Assert.Equal("signature.missing", Assert.Throws<MappingException>(() => _world.In.Map(bytes, Now)).Code);
        Assert.Contains((await _world.In.CheckAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken)).Faults, f => f.Code == "signature.missing");
    }

    [Fact]
    public async Task Two_signatures_are_one_too_many_even_if_both_are_the_right_one()
    {
        var one = SignedWorld.Signature(SignedWorld.Result, SignedWorld.Bank);
        Assert.Equal("signature.twice", await CodeAsync(SignedWorld.Result.Replace("</result>", one + one + "</result>")));
        Assert.Equal("signature.twice", await CodeAsync(SignedWorld.Result.Replace("<debit>", one + "<debit>").Replace("</result>", one + "</result>")));
    }

    [Theory]
    [InlineData("not base64", "<signature>*** ***</signature>")]
    [InlineData("base64 cut off", "<signature>QUJDR</signature>")]
    [InlineData("not closed", "<signature>QUJD")]
    [InlineData("closed by another tag", "<signature>QUJD</sig>")]
    public async Task A_signature_that_cannot_be_read_is_unreadable(string why, string element) =>
        Assert.True("signature.unreadable" == await CodeAsync(SignedWorld.Result.Replace("</result>", element + "</result>")), why);

    [Fact]
    public async Task A_signature_that_is_too_long_is_unreadable_and_does_not_fill_the_memory() =>
        Assert.Equal("signature.unreadable", await CodeAsync(SignedWorld.Result.Replace("</result>", $"<signature>{new string('A', 1_000_000)}</signature></result>")));

    [Theory]
    [InlineData("")]
    [InlineData("QUJD")]
    public async Task A_signature_of_another_length_is_wrong(string text) =>
        Assert.Equal("signature.wrong", await CodeAsync(SignedWorld.Result.Replace("</result>", $"<signature>{text}</signature></result>")));

    [Fact]
    public async Task Another_key_s_signature_is_wrong() => Assert.Equal("signature.wrong", await CodeAsync(SignedWorld.Signed(key: SignedWorld.Hub)));

    [Theory]
    [InlineData("an amount", "<fen>12345</fen>", "<fen>12346</fen>")]
    [InlineData("one Chinese character", "纺织", "纺绩")]
    [InlineData("a blank between elements", "<fen>", " <fen>")]
    [InlineData("a line end", "?>\n", "?>\r\n")]
    [InlineData("something after the root", "</result>", "</result>\n")]
    [InlineData("an element more", "<debit>", "<debit>D0</debit><debit>")]
    public async Task A_document_that_was_changed_on_its_way_is_wrong(string what, string signed, string changed) =>
        Assert.True("signature.wrong" == await CodeAsync(SignedWorld.Signed().Replace(signed, changed)), what);

    // Its bytes do not count, so that it could be moved to where it changes what is read: between the digits of an amount, into a comment.
    [Theory]
    [InlineData("before the root's first element", "<result>", "<result>{0}")]
    [InlineData("within an element's text", "<fen>123", "<fen>123{0}")]
    [InlineData("as the last of another element", "</fen>", "{0}</fen>")]
    [InlineData("after the root", "</result>", "</result>{0}")]
    [InlineData("before the declaration", "<?xml", "{0}<?xml")]
    public async Task A_signature_that_fits_but_stands_elsewhere_is_refused_by_its_place(string where, string at, string with)
    {
        var moved = SignedWorld.Result.Replace(at, string.Format(System.Globalization.CultureInfo.InvariantCulture, with, SignedWorld.Signature(SignedWorld.Result, SignedWorld.Bank)));
        Assert.True("signature.place" == await CodeAsync(moved), where);
    }

    [Theory]
    [InlineData("<!--", "-->")]
    [InlineData("<![CDATA[", "]]>")]
    public async Task A_signature_in_a_comment_or_as_plain_text_is_refused_by_its_place(string open, string close)
    {
        var unsigned = SignedWorld.Result.Replace("</result>", $"{open}{close}</result>");
        Assert.Equal("signature.place", await CodeAsync(unsigned.Insert(unsigned.IndexOf(open, StringComparison.Ordinal) + open.Length, SignedWorld.Signature(unsigned, SignedWorld.Bank))));
    }

    [Fact]
    public void The_fault_says_where_the_signature_stands_and_what_to_do()
    {
        var fault = Assert.Throws<MappingException>(() => _world.In.Map(SignedWorld.Gbk.GetBytes(SignedWorld.Signed(key: SignedWorld.Hub)), Now));
        Assert.Contains($"byte {SignedWorld.Gbk.GetByteCount(SignedWorld.Result) - "</result>".Length}, <signature>", fault.Location);
        Assert.Contains("adapter.yaml", fault.Location);
        Assert.Contains("Ask the sender", fault.Message);
    }

    /// <summary>Code of the document's first fault, the same as a file and as a message; null: it is taken.</summary>
    private async Task<string?> CodeAsync(string document)
    {
        var bytes = SignedWorld.Gbk.GetBytes(document);
        string? asMessage = null;
        try
        {
            _world.In.Map(bytes, Now);
        }
        catch (MappingException e)
        {
            asMessage = e.Code;
        }
        // Three bytes at a time, as a slow line brings them.
        var check = await _world.In.CheckAsync(new Dripping(bytes), TestContext.Current.CancellationToken);
        Assert.Equal(asMessage, check.Faults.Count == 0 ? null : check.Faults[0].Code);
        return asMessage;
    }

    private sealed class Dripping(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 3));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(buffer.Length, 3)], cancellationToken);
    }
}
