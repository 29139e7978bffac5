using System.Data.Common;
using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>
/// The message box of one node: all its interfaces over one database. Made by <see cref="PostgresMessageBox"/> or
/// <see cref="SqliteMessageBox"/>; call <see cref="MigrateAsync"/> once before anything else.
/// </summary>
/// <remarks>Disposing takes nothing new, commits what was handed in, and closes the connections.</remarks>
public sealed partial class MessageBoxStore
    : IMessageBox, ITransferLedger, ITransferRejects, IMessageBoxOperations, IEndpointQueues, IEndpointStates, IMessageBoxMaintenance, IUsedOnce, IAsyncDisposable
{
    private readonly BoxDatabase _database;
    private readonly BoxClock _clock;
    private readonly WorkSignals _signals = new();
    private readonly CommitLane<AcceptItem, AcceptResult> _accepting;
    private readonly CommitLane<Ended, bool> _completing;
    private readonly Claiming _claiming;
    private readonly InBoxWork _inBox;
    private readonly NumberBlocks _numbers;
    private readonly Transfers _transfers;
    private readonly BatchCloser _closer;
    private readonly BatchWork _batchWork;
    private readonly BatchReading _batchReading;
    private readonly Reading _reading;
    private readonly Repairing _repairing;
    private readonly Replays _replays;
    private readonly Nodes _nodes;
    private readonly Upkeep _upkeep;
    private readonly UsedOnce _usedOnce;

    internal MessageBoxStore(BoxDatabase database, string node, TimeProvider time, MessageBoxOptions options)
    {
        Node = node;
        _database = database;
        _clock = new BoxClock(time);
        _accepting = new(AcceptTogetherAsync, Accepting.Size, options.MaxBatch, options.MaxBatchBytes);
        _completing = new(CompleteTogetherAsync, e => e.Replies.Sum(Accepting.Size) + e.Payloads.Sum(p => (long)p.Bytes.Length), options.MaxBatch, options.MaxBatchBytes);
        _claiming = new(database, _signals, _clock);
        _inBox = new(database, _clock);
        _numbers = new(database);
        _transfers = new(database, _clock, AcceptWithinAsync);
        _closer = new(database, _clock);
        _batchWork = new(database, _clock, AcceptWithinAsync);
        _batchReading = new(database, _clock);
        _reading = new(database, _clock);
        _repairing = new(database, _clock);
        _replays = new(database, _clock);
        _nodes = new(database, _clock);
        _upkeep = new(database, _clock, options.KeepDuplicateKeys, options.ArchiveFolder is { } folder ? new Archiving(database, _clock, folder) : null);
        _usedOnce = new(database, _clock, options.MaxUsedOnce);
        _search = new(database, _clock);
        _groups = new(database, _clock);
        _runs = new(database, _clock, _search);
        _edits = new(database, _clock);
        _portions = new(database, _clock, _search);
        _texts = new(database, _clock, node, options.TextIndexFrom);
        database.Connect(_signals);
    }

    /// <summary>The node's name, as it was given.</summary>
    public string Node { get; }

    /// <summary>Which SQL the in-box subscribers on this box have to speak.</summary>
    public SqlDialect Dialect => _database.Dialect;

    /// <inheritdoc />
    public ValueTask<AcceptResult> AcceptAsync(AcceptItem item, CancellationToken cancellationToken)
    {
        InBoxWork.Refuse(nameof(IInBoxTransaction.Publish));
        Accepting.Check(item);
        return new(_accepting.AddAsync(item, cancellationToken));
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<AcceptResult>> AcceptBatchAsync(IReadOnlyList<AcceptItem> items, TransferCheckpoint? checkpoint, CancellationToken cancellationToken)
    {
        InBoxWork.Refuse(nameof(IInBoxTransaction.Publish));
        foreach (var item in items)
            Accepting.Check(item);
        await PreparePartitionsAsync(items, cancellationToken);
        var (results, woken) = await _transfers.AcceptBatchAsync(items, checkpoint, cancellationToken);
        Wake(woken);
        return results;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        _claiming.ClaimAsync(request, cancellationToken);

    /// <inheritdoc />
    public ValueTask<bool> CompleteAsync(ClaimedDelivery delivery, DeliveryOutcome outcome, CancellationToken cancellationToken)
    {
        InBoxWork.Refuse("the completion that RunInBoxAsync does");
        var ended = new Ended(delivery, outcome);
        foreach (var reply in ended.Replies)
            Accepting.Check(reply);
        return new(_completing.AddAsync(ended, cancellationToken));
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<DeliveryId>> RunInBoxAsync(
        IReadOnlyList<ClaimedDelivery> deliveries,
        Func<IInBoxTransaction, IReadOnlyList<ClaimedDelivery>, CancellationToken, Task> work,
        CancellationToken cancellationToken)
    {
        await _database.PrepareAsync([_clock.Now], cancellationToken);
        var (lost, woken) = await _inBox.RunAsync(deliveries, work, cancellationToken);
        Wake(woken);
        return lost;
    }

    /// <inheritdoc />
    public async Task RunInBoxAsync(Func<IInBoxTransaction, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await _database.PrepareAsync([_clock.Now], cancellationToken);
        Wake(await _inBox.RunAsync(work, cancellationToken));
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<DeliveryId>> RenewAsync(IReadOnlyList<ClaimedDelivery> deliveries, TimeSpan lease, CancellationToken cancellationToken) =>
        _upkeep.RenewAsync(deliveries, lease, cancellationToken);

    /// <inheritdoc />
    public Task WaitForWorkAsync(string subscriber, TimeSpan atMost, CancellationToken cancellationToken) =>
        _signals.WaitAsync(subscriber, atMost, _clock.Time, cancellationToken);

    /// <inheritdoc />
    public ValueTask<long> NextNumberAsync(string sequence, CancellationToken cancellationToken) => _numbers.NextAsync(sequence, cancellationToken);

    /// <inheritdoc />
    public Task<Payload?> FindAnswerAsync(string source, string? @interface, string duplicateKey, CancellationToken cancellationToken) =>
        _reading.FindAnswerAsync(DuplicateKeys.KeyHash(source, @interface, duplicateKey), cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _accepting.DisposeAsync();
        await _completing.DisposeAsync();
        await _database.DisposeAsync();
        _numbers.Dispose();
    }

    private async Task<IReadOnlyList<Outcome<AcceptResult>>> AcceptTogetherAsync(IReadOnlyList<AcceptItem> items)
    {
        await PreparePartitionsAsync(items, CancellationToken.None);
        var woken = new HashSet<string>(StringComparer.Ordinal);
        var commit = new GroupCommit<AcceptItem, AcceptResult>(_database,
            async (session, some, earlier) => await Accepting.AcceptAsync(session, some, earlier, _clock.Now, woken));
        var outcomes = await commit.RunAsync(items);
        Wake(woken);
        return outcomes;
    }

    private async Task<(AcceptResult[] Results, IReadOnlyCollection<string> Woken)> AcceptWithinAsync(BoxSession session, IReadOnlyList<AcceptItem> items, EarlierTry earlier)
    {
        var woken = new HashSet<string>(StringComparer.Ordinal);
        return (await Accepting.AcceptAsync(session, items, earlier, _clock.Now, woken), woken);
    }

    private async Task<IReadOnlyList<Outcome<bool>>> CompleteTogetherAsync(IReadOnlyList<Ended> ended)
    {
        await PreparePartitionsAsync([.. ended.SelectMany(e => e.Replies)], CancellationToken.None);
        var woken = new HashSet<string>(StringComparer.Ordinal);
        var commit = new GroupCommit<Ended, bool>(_database,
            async (session, some, earlier) => await Completing.CompleteAsync(session, some, earlier, _clock.Now, woken));
        var outcomes = await commit.RunAsync(ended);
        Wake(woken);
        return outcomes;
    }

    /// <summary>The days of the items' ids, and the present month for their duplicate keys.</summary>
    private Task PreparePartitionsAsync(IReadOnlyList<AcceptItem> items, CancellationToken cancellationToken) =>
        _database.PrepareAsync([_clock.Now, .. items.Select(i => DayBounds.MadeAt(i.Envelope.Id.Value)).DistinctBy(DayBounds.DayOf)], cancellationToken);

    private void Wake(IReadOnlyCollection<string> subscribers)
    {
        if (subscribers.Count == 0)
            return;
        _signals.Wake(subscribers);
        _database.Announce(subscribers);
    }
}
