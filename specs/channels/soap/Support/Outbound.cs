using System.Text;
using System.Xml.Linq;
using Integration.Hub;
using Integration.Hub.Channels.Soap;

namespace Integration.Specs.Channels.Soap;

/// <summary>Short ways to send with the client channel.</summary>
internal static class Outbound
{
    public static OutboundMessage Message(string body, string operation = "QueryCustomer", string? trace = null, DateTimeOffset? deadline = null) =>
        new(MessageId.New(TimeProvider.System.GetUtcNow()), Encoding.UTF8.GetBytes(body), "text/xml; charset=utf-8", operation, trace, null, deadline);

    public static async Task<XElement> SendForAnswerAsync(this SoapClientChannel channel, OutboundMessage message)
    {
        var result = await channel.SendAsync(message, TestContext.Current.CancellationToken);
        return XElement.Parse(Encoding.UTF8.GetString(result.Answer!.Bytes.Span));
    }

    public static Task<ChannelException> SendForFailureAsync(this SoapClientChannel channel, OutboundMessage message) =>
        Assert.ThrowsAsync<ChannelException>(() => channel.SendAsync(message, TestContext.Current.CancellationToken));
}
