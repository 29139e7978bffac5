using System.Text;
using Integration.Hub;
using Integration.Specs.Servers;
using Xunit;

namespace Integration.Specs.Channels.Queue;

/// <summary>Some values where the spec does not care which.</summary>
public static class Some
{
    public const string TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static int _names;

    public static string Name(string start) => $"{start}.{Interlocked.Increment(ref _names)}";

    public static OutboundMessage Message(string text, string? operation = "WorkOrder") => Message(Encoding.UTF8.GetBytes(text), operation);

    public static OutboundMessage Message(byte[] body, string? operation = "WorkOrder") =>
        new(MessageId.New(TimeProvider.System.GetUtcNow()), body, "application/json; charset=utf-8", operation, TraceParent, CorrelationId: null);

    public static string[] Texts(int count) => [.. Enumerable.Range(1, count).Select(i => $"{{\"n\":{i}}}")];

    /// <summary>Sends again, under the same id, until it is there: what the dispatcher does.</summary>
    public static async Task UntilSentAsync(this ISendingChannel channel, OutboundMessage message, Action<Failure>? onFailure = null)
    {
        await Polling.UntilAsync(async () =>
        {
            try
            {
                await channel.SendAsync(message, TestContext.Current.CancellationToken);
                return true;
            }
            catch (ChannelException failed)
            {
                onFailure?.Invoke(failed.Failure);
                return false;
            }
        }, "the message sent", RecordingSink.Patience, TimeSpan.FromMilliseconds(50));
    }
}
