using System.Data.Common;
using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>Runs an in-box subscriber's work, the completion and what it published in one transaction.</summary>
internal sealed class InBoxWork(BoxDatabase database, BoxClock clock)
{
    private static readonly AsyncLocal<BoxSession?> Running = new();

    /// <summary>The transaction of the in-box work that the caller is part of; null outside of such work.</summary>
    public static BoxSession? Current => Running.Value;

    /// <summary>A call that would wait for the writer which in turn waits for the caller must not start.</summary>
    public static void Refuse(string instead)
    {
        if (Running.Value is not null)
            throw new InvalidOperationException($"In-box work called the box outside of its own transaction; use {instead} instead.");
    }

    public async Task<(IReadOnlyList<DeliveryId> Lost, IReadOnlyCollection<string> Woken)> RunAsync(
        IReadOnlyList<ClaimedDelivery> deliveries,
        Func<IInBoxTransaction, IReadOnlyList<ClaimedDelivery>, CancellationToken, Task> work,
        CancellationToken cancellationToken)
    {
        Refuse("one call per set of deliveries");
        return await database.WriteAloneAsync(async (session, connection, transaction) =>
        {
            var sorted = deliveries.OrderBy(d => d.Id.Message).ThenBy(d => d.Id.Subscriber, StringComparer.Ordinal).ToList();
            var ours = (await session.QueryAsync(Fence.Of(new Step<DeliveryId>("lock_claimed", r => new(r.Message(), r.Text())), sorted, d => d))).ToHashSet();
            var given = deliveries.Where(d => ours.Contains(d.Id)).ToList();
            var box = new InBoxTransaction(connection, transaction, session.Dialect);
            if (given.Count > 0)
                await WorkAsync(session, () => work(box, given, cancellationToken));
            return ((IReadOnlyList<DeliveryId>)[.. deliveries.Where(d => !ours.Contains(d.Id)).Select(d => d.Id)], await FinishAsync(session, given, box.Published));
        }, cancellationToken);
    }

    /// <summary>As above, with no delivery behind it.</summary>
    public async Task<IReadOnlyCollection<string>> RunAsync(Func<IInBoxTransaction, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        Refuse("the transaction that it has");
        return await database.WriteAloneAsync(async (session, connection, transaction) =>
        {
            var box = new InBoxTransaction(connection, transaction, session.Dialect);
            await WorkAsync(session, () => work(box, cancellationToken));
            var woken = new HashSet<string>(StringComparer.Ordinal);
            if (box.Published.Count > 0)
                await Accepting.AcceptAsync(session, box.Published, new EarlierTry(CheckStored: true, Uncertain: false), clock.Now, woken);
            return (IReadOnlyCollection<string>)woken;
        }, cancellationToken);
    }

    private async Task<IReadOnlyCollection<string>> FinishAsync(BoxSession session, List<ClaimedDelivery> given, IReadOnlyList<AcceptItem> published)
    {
        var woken = new HashSet<string>(StringComparer.Ordinal);
        var outcome = new DeliveryOutcome.Delivered([], published);
        // All that was published goes with the first one's completion: it is one transaction anyway.
        var ended = given.Select((d, i) => new Ended(d, i == 0 ? outcome : new DeliveryOutcome.Delivered([], []))).ToList();
        if (ended.Count > 0)
            await Completing.CompleteAsync(session, ended, default, clock.Now, woken);
        return woken;
    }

    private static async Task WorkAsync(BoxSession session, Func<Task> work)
    {
        Running.Value = session;
        try
        {
            await work();
        }
        finally
        {
            Running.Value = null;
        }
    }

    private sealed class InBoxTransaction(DbConnection connection, DbTransaction transaction, SqlDialect dialect) : IInBoxTransaction
    {
        private readonly List<AcceptItem> _published = [];

        public DbConnection Connection => connection;

        public DbTransaction Transaction => transaction;

        public SqlDialect Dialect => dialect;

        public IReadOnlyList<AcceptItem> Published => _published;

        public void Publish(AcceptItem item)
        {
            Accepting.Check(item);
            _published.Add(item);
        }
    }
}
