using System.Diagnostics;
using System.Text;
using Integration.Hub;

namespace Integration.Specs.Benchmarks;

/// <summary>Durable accepted-and-delivered messages per second through one box.</summary>
public static class BoxThroughput
{
    /// <param name="box">An empty, migrated box.</param>
    /// <param name="messages">How many messages go through.</param>
    /// <param name="callers">Concurrent callers of AcceptAsync, each waiting for its own commit.</param>
    /// <param name="workers">Concurrent claim-and-complete loops.</param>
    /// <param name="keys">Number of order keys; 0: none.</param>
    /// <returns>Messages per second from the first call to the last completion.</returns>
    public static async Task<double> RunAsync(IMessageBox box, int messages, int callers = 256, int workers = 2, int keys = 0, string subscriber = "bench")
    {
        var next = 0;
        var left = messages;
        var clock = Stopwatch.StartNew();
        var accepting = Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (int n; (n = Interlocked.Increment(ref next)) <= messages;)
                await box.AcceptAsync(Item(n, keys, subscriber), CancellationToken.None);
        }));
        var delivering = Enumerable.Range(0, workers).Select(w => Task.Run(async () =>
        {
            var claim = new ClaimRequest(subscriber, 400, "bench", TimeSpan.FromMinutes(1), [], false);
            while (Volatile.Read(ref left) > 0)
            {
                var claimed = await box.ClaimAsync(claim, CancellationToken.None);
                await Task.WhenAll(claimed.Select(c => box.CompleteAsync(c, new DeliveryOutcome.Delivered([], []), CancellationToken.None).AsTask()));
                if (Interlocked.Add(ref left, -claimed.Count) > 0 && claimed.Count == 0)
                    await box.WaitForWorkAsync(subscriber, TimeSpan.FromMilliseconds(50), CancellationToken.None);
            }
        }));
        await Task.WhenAll([.. accepting, .. delivering]);
        return messages / clock.Elapsed.TotalSeconds;
    }

    private static AcceptItem Item(int n, int keys, string subscriber)
    {
        var id = MessageId.New(DateTimeOffset.UtcNow);
        var envelope = new Envelope
        {
            Id = id,
            Type = "CustomerBillIssued",
            Source = "billing",
            Interface = "BIL-3",
            Body = Encoding.UTF8.GetBytes($"{{\"account\":\"A{n}\",\"due\":{{\"fen\":{n},\"currency\":\"CNY\"}},\"name\":\"北京第一机床厂\",\"period\":\"202611\"}}"),
            ConversationId = id.ToString(),
            DuplicateKey = $"{subscriber}/{n}",
            ReceivedAt = DateTimeOffset.UtcNow,
            Keys = [new("account", $"A{n}")],
        };
        return new AcceptItem(envelope, [new DeliveryPlan(subscriber, keys == 0 ? null : $"k{n % keys}")], []);
    }
}
