using System.Text;
using Integration.Hub.Channels.Soap;

namespace Integration.Specs.Channels.Soap;

public sealed class Damaged_messages
{
    [Theory]
    [InlineData(1, "utf-8")]
    [InlineData(2, "gb18030")]
    [InlineData(3, "utf-16")]
    public async Task Are_answered_or_refused_but_never_break_the_server(int seed, string charset)
    {
        await using var host = await SoapHost.StartAsync();
        var random = new Random(seed);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var good = Encoding.GetEncoding(charset).GetBytes($"<?xml version=\"1.0\" encoding=\"{charset}\"?>" + Some.Envelope(Some.Report(), SoapVersion.Soap12, "<a:MessageID xmlns:a='http://www.w3.org/2005/08/addressing'>urn:uuid:1</a:MessageID>"));
        var refused = 0;

        for (var round = 0; round < 200; round++)
        {
            var answer = await host.PostAsync(Damage(good, random), $"application/soap+xml; charset={charset}");

            Assert.Equal("Envelope", answer.Envelope.Name.LocalName);
            Assert.DoesNotContain("could not handle", answer.Text);
            Assert.True(answer.Status is 200 or 400 or 500, $"{answer.Status} {answer.Text}");
            refused += answer.IsFault ? 1 : 0;
        }

        Assert.InRange(refused, 60, 200);
    }

    private static byte[] Damage(byte[] good, Random random)
    {
        var bytes = good.ToList();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at - 1));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)));
                    break;
                default:
                    bytes.Insert(at, "<>&'\"/!?:"u8[random.Next(9)]);
                    break;
            }
        }
        return [.. bytes];
    }
}
