using System.Threading.Channels;

namespace Integration.Hub.MessageBox;

/// <summary>
/// Group commit: while one transaction is on its way, the calls that come meanwhile gather for the next. Nobody waits for company,
/// and each caller waits for its own commit, which is what holds back callers that are faster than the disk.
/// </summary>
/// <remarks>
/// One lane commits one batch at a time in the order of the calls. A call that is cancelled before its batch
/// starts is left out; afterwards it learns the outcome.
/// </remarks>
internal sealed class CommitLane<TItem, TResult> : IAsyncDisposable
{
    private readonly Channel<Entry> _queue = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Func<IReadOnlyList<TItem>, Task<IReadOnlyList<Outcome<TResult>>>> _commit;
    private readonly Func<TItem, long> _size;
    private readonly int _maxItems;
    private readonly long _maxBytes;
    private readonly Task _running;

    public CommitLane(Func<IReadOnlyList<TItem>, Task<IReadOnlyList<Outcome<TResult>>>> commit, Func<TItem, long> size, int maxItems, long maxBytes)
    {
        (_commit, _size, _maxItems, _maxBytes) = (commit, size, maxItems, maxBytes);
        _running = Task.Run(RunAsync);
    }

    public Task<TResult> AddAsync(TItem item, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<TResult>(cancellationToken);
        var entry = new Entry(item, cancellationToken);
        return _queue.Writer.TryWrite(entry)
            ? entry.Done
            : Task.FromException<TResult>(new ObjectDisposedException("MessageBox", "The message box is closed: nothing was written."));
    }

    /// <summary>Takes nothing new, commits what was handed in, ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _running;
    }

    private async Task RunAsync()
    {
        var batch = new List<Entry>(_maxItems);
        while (await _queue.Reader.WaitToReadAsync())
        {
            Gather(batch);
            if (batch.Count > 0)
                await CommitAsync(batch);
            batch.Clear();
        }
    }

    private void Gather(List<Entry> batch)
    {
        for (var bytes = 0L; batch.Count < _maxItems && bytes < _maxBytes && _queue.Reader.TryRead(out var entry);)
        {
            if (!entry.TryTake())
                continue;
            batch.Add(entry);
            bytes += _size(entry.Item);
        }
    }

    private async Task CommitAsync(List<Entry> batch)
    {
        try
        {
            var outcomes = await _commit(batch.ConvertAll(e => e.Item));
            for (var i = 0; i < batch.Count; i++)
                batch[i].End(outcomes[i]);
        }
        catch (Exception e)
        {
            foreach (var entry in batch)
                entry.End(new Outcome<TResult>(default, e));
        }
    }

    private sealed class Entry
    {
        private readonly TaskCompletionSource<TResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenRegistration _cancelling;
        private int _taken;

        public Entry(TItem item, CancellationToken cancellationToken)
        {
            Item = item;
            _cancelling = cancellationToken.Register(() =>
            {
                if (TryTake())
                    _done.TrySetCanceled(cancellationToken);
            });
        }

        public TItem Item { get; }

        public Task<TResult> Done => _done.Task;

        public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

        public void End(Outcome<TResult> outcome)
        {
            _cancelling.Unregister();
            if (outcome.Failure is null)
                _done.TrySetResult(outcome.Result!);
            else
                _done.TrySetException(outcome.Failure);
        }
    }
}

/// <summary>What became of one item of a batch.</summary>
internal readonly record struct Outcome<T>(T? Result, Exception? Failure);
