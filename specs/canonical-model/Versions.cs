using System.Text;
using Integration.CanonicalModel;
using Newtonsoft.Json.Linq;

namespace Integration.Specs.CanonicalModel;

/// <summary>A message that has had three versions: amount in yuan, then in fen, then as money.</summary>
public sealed class Versions
{
    private static readonly UpConversion Conversion = new([new YuanToFen(), new FenToMoney()]);

    [Fact]
    public void An_old_message_is_brought_through_every_version()
    {
        var old = """{"no":"P1","yuan":123.45,"at":"2026-11-22T08:30:00+08:00"}""";
        var now = Conversion.Convert("Paid", 1, 3, Encoding.UTF8.GetBytes(old));
        Assert.Equal("""{"no":"P1","at":"2026-11-22T08:30:00+08:00","amount":{"fen":12345,"currency":"CNY"}}""", Encoding.UTF8.GetString(now.Span));
        Assert.Equal(3, Conversion.Latest("Paid", 1));
        Assert.Equal(1, Conversion.Latest("Other", 1));
    }

    [Fact]
    public void Every_line_of_a_batch_is_converted()
    {
        var lines = "{\"no\":\"P1\",\"fen\":1}\n{\"no\":\"P2\",\"fen\":2}\n";
        Assert.Equal(
            "{\"no\":\"P1\",\"amount\":{\"fen\":1,\"currency\":\"CNY\"}}\n{\"no\":\"P2\",\"amount\":{\"fen\":2,\"currency\":\"CNY\"}}\n",
            Encoding.UTF8.GetString(Conversion.Convert("Paid", 2, 3, Encoding.UTF8.GetBytes(lines)).Span));
    }

    [Fact]
    public void The_same_version_is_handed_on_untouched()
    {
        ReadOnlyMemory<byte> body = new byte[] { 1, 2, 3 };
        Assert.Equal(body, Conversion.Convert("Paid", 3, 3, body));
    }

    [Fact]
    public void A_missing_step_and_a_way_back_are_refused()
    {
        var body = "{}"u8.ToArray();
        Assert.Contains("Paid version 3 cannot be brought to version 4", Assert.Throws<CanonicalJsonException>(() => Conversion.Convert("Paid", 3, 4, body)).Message);
        Assert.Throws<CanonicalJsonException>(() => Conversion.Convert("Paid", 3, 1, body));
    }

    [Fact]
    public void A_message_that_cannot_be_told_in_the_new_form_is_named_by_line()
    {
        var e = Assert.Throws<CanonicalJsonException>(() => Conversion.Convert("Paid", 1, 2, "{\"no\":\"P1\",\"yuan\":1}\n{\"no\":\"P2\",\"yuan\":0.001}\n"u8.ToArray()));
        Assert.Equal(2, e.Line);
        Assert.Contains("0.001 yuan is not a whole number of fen", e.Message);
    }

    [Fact]
    public void Two_converters_for_one_step_are_refused() =>
        Assert.Throws<InvalidOperationException>(() => new UpConversion([new YuanToFen(), new YuanToFen()]));

    private sealed class YuanToFen : ICanonicalUpConverter
    {
        public string Type => "Paid";

        public int From => 1;

        public JObject Convert(JObject body)
        {
            var yuan = body.Value<decimal>("yuan");
            body.Remove("yuan");
            body["fen"] = yuan * 100 == decimal.Truncate(yuan * 100) ? (long)(yuan * 100) : throw new FormatException($"{yuan} yuan is not a whole number of fen");
            return body;
        }
    }

    private sealed class FenToMoney : ICanonicalUpConverter
    {
        public string Type => "Paid";

        public int From => 2;

        public JObject Convert(JObject body)
        {
            body["amount"] = new JObject { ["fen"] = body["fen"], ["currency"] = "CNY" };
            body.Remove("fen");
            return body;
        }
    }
}
