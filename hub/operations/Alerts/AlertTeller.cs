using Integration.CoreApp.Shared;
using Microsoft.Extensions.Logging;

namespace Integration.Hub.Operations.Alerts;

/// <summary>
/// Tells what is to be told, again and again until the other side has it. Each try is taken first, with its number as the fence, so that two nodes do not
/// tell the same; a node that dies between telling and writing that down tells again, under the same key.
/// </summary>
public sealed class AlertTeller(OperationsStore store, AlertBook book, IReadOnlyList<IAlertRoute> routes, ILogger log)
{
    private const int Most = 20;
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(20), First = TimeSpan.FromSeconds(2), Last = TimeSpan.FromMinutes(5);

    /// <summary>How many were told.</summary>
    public async Task<int> TellAsync(CancellationToken cancellationToken)
    {
        var told = 0;
        foreach (var due in await DueAsync(cancellationToken))
        {
            // A route that is not configured any more leads nowhere; its notices wait, should it come back.
            if (routes.FirstOrDefault(r => r.Name == due.Route) is { } route && await TakeAsync(due, cancellationToken) && await TellAsync(route, due, cancellationToken))
                told++;
        }
        return told;
    }

    public async Task<IReadOnlyList<RouteState>> StatesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.Open(cancellationToken);
        var rows = (await store.Tables.ReadAsync(connection, null, """
            SELECT route, SUM(CASE WHEN told_at IS NULL THEN 1 ELSE 0 END) AS waiting, MAX(told_at) AS last_told, MAX(CASE WHEN told_at IS NULL THEN error END) AS error FROM {t}notice GROUP BY route
            """, r => (Route: r.Text("route")!, Waiting: r.Whole("waiting")!.Value, Told: r.Instant("last_told"), Error: r.Text("error")), cancellationToken)).ToDictionary(r => r.Route);
        return [.. routes.Select(r => rows.TryGetValue(r.Name, out var row) ? new RouteState(r.Name, r.To, r.From, row.Waiting, row.Told, row.Error) : new RouteState(r.Name, r.To, r.From, 0, null, null))];
    }

    private async Task<IReadOnlyList<Due>> DueAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.Open(cancellationToken);
        return await store.Tables.ReadAsync(connection, null, "SELECT alert, what, route, attempts FROM {t}notice WHERE told_at IS NULL AND due_at <= @now ORDER BY due_at, alert, what DESC LIMIT @most",
            r => new Due(r.Text("alert")!, r.Text("what")!, r.Text("route")!, r.Whole("attempts")!.Value), cancellationToken, ("now", store.Time.GetUtcNow()), ("most", (long)Most));
    }

    private async Task<bool> TakeAsync(Due due, CancellationToken cancellationToken)
    {
        await using var connection = await store.Open(cancellationToken);
        // That it has ended is not told before that it was raised.
        return await store.Tables.RunAsync(connection, null, """
            UPDATE {t}notice SET attempts = attempts + 1, due_at = @until WHERE alert = @alert AND what = @what AND route = @route AND attempts = @attempts AND told_at IS NULL
              AND (what = 'raised' OR NOT EXISTS (SELECT 1 FROM {t}notice r WHERE r.alert = @alert AND r.route = @route AND r.what = 'raised' AND r.told_at IS NULL))
            """, cancellationToken, ("alert", due.Alert), ("what", due.What), ("route", due.Route), ("attempts", due.Attempts), ("until", store.Time.GetUtcNow() + (LongestTry * 2))) == 1;
    }

    private async Task<bool> TellAsync(IAlertRoute route, Due due, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(due.Alert, cancellationToken) is not { } alert)
            return false;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(LongestTry);
            await route.TellAsync(new AlertNotice(alert, due.What, (int)due.Attempts + 1), limit.Token);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("The alert {Alert} could not be told on {Route} ({What}); trying again", due.Alert, route.Name, e.Message);
            await EndAsync(due, "due_at = @at, error = @error", cancellationToken, ("at", store.Time.GetUtcNow() + Wait(due.Attempts)), ("error", e.Message));
            return false;
        }
        await EndAsync(due, "told_at = @at, error = NULL", CancellationToken.None, ("at", store.Time.GetUtcNow()));
        return true;
    }

    private async Task EndAsync(Due due, string set, CancellationToken cancellationToken, params (string, object?)[] values)
    {
        await using var connection = await store.Open(cancellationToken);
        await store.Tables.RunAsync(connection, null, $"UPDATE {{t}}notice SET {set} WHERE alert = @alert AND what = @what AND route = @route AND attempts = @attempts", cancellationToken,
            [("alert", due.Alert), ("what", due.What), ("route", due.Route), ("attempts", due.Attempts + 1), .. values]);
    }

    private static TimeSpan Wait(long attempts) => attempts > 8 ? Last : First * Math.Pow(2, attempts) is var wait && wait < Last ? wait : Last;

    private sealed record Due(string Alert, string What, string Route, long Attempts);
}
