using System.Data.Common;

namespace Integration.Hub.Channels.Queue;

/// <summary>A database that holds queue tables in NServiceBus's form: the one the transport documents (PostgreSQL), or its likeness in an SQLite file.</summary>
/// <remarks>Statements have the same names in both; what differs between the databases stands in the two subclasses alone.</remarks>
public abstract class SqlQueueDatabase
{
    private protected SqlQueueDatabase() { }

    /// <summary>What logs and screens call it; without password.</summary>
    public abstract override string ToString();

    internal abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Begins a transaction that is going to write.</summary>
    internal abstract Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Statements that create the queue table and let several nodes try at once.</summary>
    internal abstract IReadOnlyList<string> CreateQueue(QueueAddress queue);

    internal abstract IReadOnlyList<string> CreateDelayed(QueueAddress endpoint);

    internal abstract IReadOnlyList<string> CreateSubscriptions(string schema);

    /// <summary>True in the one transaction that may take from the queue now; until it ends. Parameter <c>queue</c>.</summary>
    internal abstract string? TryBecomeReceiver { get; }

    /// <summary>One row if there is something in the queue.</summary>
    internal abstract string Peek(QueueAddress queue);

    /// <summary>Removes up to <c>max</c> rows with the lowest numbers and returns id, expired, headers, body, seq, in any order.</summary>
    internal abstract string Take(QueueAddress queue);

    /// <summary>As <see cref="Take"/>, the one row with <c>id</c>.</summary>
    internal abstract string TakeOne(QueueAddress queue);

    /// <summary>Parameters <c>id, expires, headers, body</c>.</summary>
    internal abstract string Insert(QueueAddress queue);

    /// <summary>As <see cref="Insert"/>; writes nothing if the row id is taken.</summary>
    internal string InsertIfFree(QueueAddress queue) => Insert(queue) + " ON CONFLICT (id) DO NOTHING";

    /// <summary>Parameters <c>id, headers, body, due</c>.</summary>
    internal abstract string InsertDelayed(QueueAddress endpoint);

    /// <summary>Removes up to <c>max</c> delayed rows due at <c>now</c> and returns due (as text), headers, body, in any order.</summary>
    internal abstract string TakeDue(QueueAddress endpoint);

    /// <summary>Lists up to <c>max</c> rows in order without taking them: id, expired, headers, body, seq.</summary>
    internal abstract string List(QueueAddress queue);

    internal abstract string Count(QueueAddress queue);

    /// <summary>Parameters <c>queueaddress, endpoint, topic</c>.</summary>
    internal string Subscribe(string schema) =>
        $"INSERT INTO {Subscriptions(schema)} (queueaddress, endpoint, topic) VALUES (@queueaddress, @endpoint, @topic) " +
        "ON CONFLICT (endpoint, topic) DO UPDATE SET queueaddress = excluded.queueaddress";

    internal string Unsubscribe(string schema) =>
        $"DELETE FROM {Subscriptions(schema)} WHERE endpoint = @endpoint AND topic = @topic";

    /// <summary>The queues subscribed to any of the topics <c>t0, t1 …</c>, each once.</summary>
    internal string Subscribers(string schema, int topics) =>
        $"SELECT DISTINCT queueaddress FROM {Subscriptions(schema)} WHERE topic IN ({string.Join(", ", Enumerable.Range(0, topics).Select(i => $"@t{i}"))}) ORDER BY queueaddress";

    internal abstract string Subscriptions(string schema);

    internal abstract object Id(Guid id);

    internal abstract object Time(DateTimeOffset time);

    internal abstract Guid ReadId(DbDataReader reader, int column);

    internal abstract object Bytes(ReadOnlyMemory<byte> body);

    /// <summary>True if the connection, not the statement, failed: nothing says whether a commit under way happened.</summary>
    internal abstract bool IsConnectionLoss(Exception failure);

    /// <summary>What a failure before the commit means.</summary>
    internal abstract Failure Classify(Exception failure, QueueAddress queue);
}
