using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Integration.CanonicalModel;
using Integration.Mappings;
using Xunit;

namespace Integration.Specs.Hub.Signing;

/// <summary><c>sign:</c>: what goes out, checked as the other side checks it.</summary>
public sealed partial class SignSpecs : IDisposable
{
    private readonly SignedWorld _world = new();

    private static MappingContext Now => MappingContext.At(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.FromHours(8)));

    public void Dispose() => _world.Dispose();

    [Fact]
    public void One_message_is_signed_as_the_last_element_of_its_root()
    {
        var document = _world.Out.Map(Debit(1), Now).ToArray();
        AssertSigned(document);
        Assert.Equal(document, _world.Out.Map(Debit(1), Now).ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5_000)]
    public async Task A_file_of_many_messages_is_signed_as_a_whole(int debits)
    {
        using var file = new MemoryStream();
        Assert.Equal(debits, await _world.Out.WriteAsync(Many(debits), file, Now, TestContext.Current.CancellationToken));
        AssertSigned(file.ToArray());
    }

    [Fact]
    public void What_we_sign_is_not_taken_for_the_other_side_s() =>
        Assert.Equal("signature.wrong", Assert.Throws<MappingException>(() => _world.In.Map(_world.Out.Map(Debit(1), Now), Now)).Code);

    [Fact]
    public void Text_that_looks_like_a_signature_stays_text() => AssertSigned(_world.Out.Map(Debit(1, "<signature>QUJD</signature>"), Now).ToArray());

    [Fact]
    public void A_mapping_that_writes_such_an_element_itself_is_refused()
    {
        var fault = Assert.Throws<MappingException>(() => _world.OutTwice.Map(Debit(1), Now));
        Assert.Equal("signature.place", fault.Code);
        Assert.Contains("adapter.yaml", fault.Location);
    }

    private void AssertSigned(byte[] document)
    {
        var text = Encoding.Latin1.GetString(document);
        var signature = Assert.Single(Signature().Matches(text));
        Assert.Matches("^</[a-z]+>\\s*$", text[(signature.Index + signature.Length)..]);
        var signed = Encoding.Latin1.GetBytes(text.Remove(signature.Index, signature.Length));
        Assert.True(SignedWorld.Hub.VerifyData(signed, Convert.FromBase64String(signature.Groups[1].Value), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Many(int count)
    {
        for (var n = 0; n < count; n++)
            yield return Debit(n);
        await Task.CompletedTask;
    }

    private static ReadOnlyMemory<byte> Debit(int n, string reason = "余额不足 東") =>
        CanonicalJson.Serialize(new DirectDebitFailed { DebitNo = new DebitNumber($"D{n}"), ReasonCode = "51", Reason = reason, OccurredAt = Now.Now });

    [GeneratedRegex("<signature>([A-Za-z0-9+/=]+)</signature>")]
    private static partial Regex Signature();
}
