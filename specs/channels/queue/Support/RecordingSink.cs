using System.Collections.Concurrent;
using Integration.Hub;

namespace Integration.Specs.Channels.Queue;

/// <summary>Stands for the path and the box: keeps what it is handed, once per transport id, and can be told to wait or to fail.</summary>
public sealed class RecordingSink : IMessageSink
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly List<RawMessage> _handedOver = [];
    private readonly List<RawMessage> _stored = [];
    private readonly HashSet<string> _known = [];
    private readonly List<(Func<bool> Reached, TaskCompletionSource Signal)> _waiting = [];

    /// <summary>Waited for between being called and storing: the commit.</summary>
    public Func<RawMessage, Task> Commit { get; set; } = _ => Task.CompletedTask;

    /// <summary>Every call, in order, repeats too.</summary>
    public IReadOnlyList<RawMessage> HandedOver { get { lock (_lock) return [.. _handedOver]; } }

    /// <summary>What was kept, each once, in the order of the commits.</summary>
    public IReadOnlyList<RawMessage> Stored { get { lock (_lock) return [.. _stored]; } }

    public IReadOnlyList<string> StoredTexts => [.. Stored.Select(m => System.Text.Encoding.UTF8.GetString(m.Body.Span))];

    public async Task<AcceptStatus> ReceiveAsync(RawMessage message, CancellationToken cancellationToken)
    {
        lock (_lock)
            _handedOver.Add(message);
        Notify();
        await Commit(message).WaitAsync(cancellationToken);
        bool isNew;
        lock (_lock)
        {
            isNew = _known.Add(message.TransportId!);
            if (isNew)
                _stored.Add(message);
        }
        Notify();
        return isNew ? AcceptStatus.Accepted : AcceptStatus.Duplicate;
    }

    public Task HasStoredAsync(int count) => WhenAsync(() => _stored.Count >= count, () => $"{_stored.Count} of {count} messages stored");

    public Task WasHandedAsync(int count) => WhenAsync(() => _handedOver.Count >= count, () => $"{_handedOver.Count} of {count} messages handed over");

    private async Task WhenAsync(Func<bool> reached, Func<string> soFar)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
            _waiting.Add((reached, signal));
        Notify();
        try
        {
            await signal.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"After {Patience.TotalSeconds:0} s: {soFar()}.");
        }
    }

    private void Notify()
    {
        lock (_lock)
        {
            foreach (var (reached, signal) in _waiting)
            {
                if (reached())
                    signal.TrySetResult();
            }
            _waiting.RemoveAll(w => w.Signal.Task.IsCompleted);
        }
    }
}
