using System.Data.Common;
using System.Globalization;
using Integration.CanonicalModel;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Orders;

/// <summary>
/// What is foreseen of an order is renewed when the clock has overtaken it, not only at its next move. Looks at an index of those alone; what several nodes find they say
/// under one key, so that it is done once.
/// </summary>
/// <param name="open">An open connection of its own; disposed after the look.</param>
public sealed class ForecastWatch(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect, TimeProvider time) : IWatch
{
    // The next look takes those that are left.
    private const int AtOnce = 500;

    private readonly TableSpace _tables = OrdersSubscriber.Tables(dialect);

    public string Name => "renew what is foreseen of orders";

    public async Task LookAsync(Func<Envelope, CancellationToken, ValueTask<AcceptResult>> post, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var (no, since) in await DueAsync(now, cancellationToken))
        {
            await post(Said.Envelope(new OrderForecastDue { OrderNo = new(no), OccurredAt = now }, OrdersSubscriber.Subscriber, no, string.Create(CultureInfo.InvariantCulture, $"forecast-due:{no}:{since.UtcTicks}"), now),
                cancellationToken);
        }
    }

    private async Task<IReadOnlyList<(string OrderNo, DateTimeOffset Since)>> DueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return await _tables.ReadAsync(connection, null, "SELECT order_no, forecast_at FROM {t}product_order WHERE forecast_at <= @now ORDER BY forecast_at, order_no LIMIT @limit",
            r => (r.Text("order_no")!, r.Instant("forecast_at")!.Value), cancellationToken, ("now", now), ("limit", (long)AtOnce));
    }
}
