using System.Threading.Channels;

namespace Integration.Specs.Counterparts;

/// <param name="WorkOrders">Queue it reads: N97-1 and N97-4.</param>
/// <param name="Events">Queue it writes: N97-2.</param>
/// <param name="WorkFolder">For its journals; null: in memory only.</param>
/// <param name="Pace">Pause between two events of one work order.</param>
/// <param name="ReturnEvery">Every n-th work order comes back 退单; 0: none.</param>
/// <param name="Changes">Queue it writes: N97-3; null: its counters change nothing.</param>
public sealed record Ninety7Options(IQueuePort WorkOrders, IQueuePort Events, string? WorkFolder = null, TimeSpan Pace = default, int ReturnEvery = 0,
    IQueuePort? Changes = null);

/// <summary>The 97 system: takes work orders from its queue, does the work once, sends events back in order per work order.</summary>
public sealed class Ninety7Counterpart : IAsyncDisposable
{
    private const string Orders = "N97-1";
    private const string Events = "N97-2";
    private const string Requests = "N97-4";
    private const int Crews = 4;
    private readonly Ninety7Options _options;
    private readonly TimeProvider _time;
    private readonly WorkBook _book;
    private readonly IReadOnlyList<Channel<string>> _crews = [.. Enumerable.Range(0, Crews).Select(_ => Channel.CreateUnbounded<string>())];
    private readonly HashSet<string> _bookedBefore;
    private int _came;

    public Ninety7Counterpart(Ninety7Options options, TimeProvider? time = null)
    {
        _options = options;
        _time = time ?? TimeProvider.System;
        Books = new Books(_time, File("books.jsonl"));
        _book = new WorkBook(File("work.jsonl"));
        _bookedBefore = [.. Books.Entries(Events).Where(e => e.Kind == BookKind.Sent).Select(e => e.Id)];
        foreach (var unfinished in _book.Unsent())
            Send(unfinished);
        Counters = new LineCounter(options.Changes, Books, Moods, _time);
    }

    public MoodBoard Moods { get; } = new();

    public Books Books { get; }

    /// <summary>Its own counters, where customers change their lines (N97-3).</summary>
    public LineCounter Counters { get; }

    /// <summary>Works until cancelled: one reader of the queue, four crews that send; a work order is always one crew's.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var crews = _crews.Select(c => CrewAsync(c.Reader, cancellationToken));
        await Task.WhenAll(crews.Prepend(OpenHoursAsync(cancellationToken)));
    }

    public async ValueTask DisposeAsync()
    {
        await _options.WorkOrders.DisposeAsync();
        await _options.Events.DisposeAsync();
        if (_options.Changes is not null)
            await _options.Changes.DisposeAsync();
        _book.Dispose();
        Books.Dispose();
    }

    // Down means closed: the queue is left alone until the mood ends.
    private async Task OpenHoursAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await Moods.WaitForEndAsync(Orders, MoodKind.Down, cancellationToken);
                using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                void Close(string changed)
                {
                    if (Moods.Holds(Orders, MoodKind.Down))
                        closing.Cancel();
                }
                Moods.Changed += Close;
                try
                {
                    Close(Orders);
                    await _options.WorkOrders.ReceiveAsync(TakeAsync, closing.Token);
                }
                finally
                {
                    Moods.Changed -= Close;
                }
            }
            catch (OperationCanceledException)
            {
                // closed or ended: the loop looks which
            }
        }
    }

    private async Task TakeAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        if (Moods.Take(Orders, MoodKind.Slow) is { } slow)
            await Task.Delay(slow.By ?? TimeSpan.FromSeconds(1), _time, cancellationToken);
        try
        {
            if (message.Type is "N97.WorkOrderAmendment" or "N97.WorkOrderCancellation")
                Take(WorkRequest.Read(message.Body));
            else
                Take(WorkOrder.Read(message.Body));
        }
        catch (InvalidDataException e)
        {
            Books.Enter(Orders, BookKind.Wrong, message.Id, note: e.Message);
        }
    }

    private void Take(WorkOrder order)
    {
        if (_book.Find(order.WorkOrderNo) is { } first)
        {
            Books.Enter(Orders, first.Content == order.Content ? BookKind.Duplicate : BookKind.Wrong, order.WorkOrderNo,
                note: first.Content == order.Content ? null : "same number, other content");
            return;
        }
        _came++;
        var comesBack = Moods.Take(Orders, MoodKind.Return) is not null || (_options.ReturnEvery > 0 && _came % _options.ReturnEvery == 0);
        var events = WorkEvents.Plan(order, comesBack, _time.GetUtcNow());
        _book.Plan(order, events);
        Books.Enter(Orders, BookKind.Received, order.WorkOrderNo, note: order.Action);
        Books.Enter(Orders, comesBack ? BookKind.Rejected : BookKind.Accepted, order.WorkOrderNo);
        Send(order.WorkOrderNo);
    }

    private void Take(WorkRequest request)
    {
        if (_book.FindRequest(request.RequestId) is { } first)
        {
            var same = first.Content == request.Content;
            Books.Enter(Requests, same ? BookKind.Duplicate : BookKind.Wrong, request.RequestId, note: same ? null : "same request, other content");
            return;
        }
        var answer = _book.Answer(request, (order, taken, open) => WorkEvents.Answer(request, order, taken, open, _time.GetUtcNow()));
        Books.Enter(Requests, BookKind.Received, request.RequestId, note: $"{(request.Cancels ? "CANCEL" : "AMEND")} {request.WorkOrderNo}");
        Books.Enter(Requests, answer.Refusal is null ? BookKind.Accepted : BookKind.Rejected, request.RequestId, note: answer.Refusal);
        Send(request.WorkOrderNo);
    }

    private void Send(string workOrderNo) => _crews[Dice.Roll(Crews, 0, workOrderNo)].Writer.TryWrite(workOrderNo);

    private async Task CrewAsync(ChannelReader<string> toDo, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var workOrderNo in toDo.ReadAllAsync(cancellationToken))
                await SendAllAsync(workOrderNo, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // what is not sent is in the journal
        }
    }

    private async Task SendAllAsync(string workOrderNo, CancellationToken cancellationToken)
    {
        await Moods.WaitForEndAsync(Events, MoodKind.Down, cancellationToken);
        if (Moods.Take(Events, MoodKind.Late) is { } late)
            await Task.Delay(late.By ?? TimeSpan.FromSeconds(5), _time, cancellationToken);
        var backwards = Moods.Take(Events, MoodKind.OutOfOrder) is null ? null : new Stack<WorkEvent>();
        while (_book.TakeNext(workOrderNo) is { } next)
        {
            if (backwards is null)
                await SendAsync(next, cancellationToken);
            else
                backwards.Push(next);
        }
        foreach (var last in backwards ?? [])
            await SendAsync(last, cancellationToken);
    }

    private async Task SendAsync(WorkEvent workEvent, CancellationToken cancellationToken)
    {
        if (_options.Pace > TimeSpan.Zero)
            await Task.Delay(_options.Pace, _time, cancellationToken);
        if (Moods.Take(Events, MoodKind.Slow) is { } slow)
            await Task.Delay(slow.By ?? TimeSpan.FromSeconds(1), _time, cancellationToken);
        if (Moods.Take(Events, MoodKind.BadLines) is not null)
            await DeliverAsync(new QueueMessage($"bad-{workEvent.EventId}", "N97.WorkOrderEvent", "{\"version\":1,\"event\":"u8.ToArray()), BookKind.Failed, cancellationToken);
        await DeliverAsync(workEvent.Message, _bookedBefore.Contains(workEvent.EventId) ? BookKind.Repeated : BookKind.Sent, cancellationToken);
        _book.Sent(workEvent.EventId);
        if (Moods.Take(Events, MoodKind.Duplicate) is not null)
            await DeliverAsync(workEvent.Message, BookKind.Repeated, cancellationToken);
    }

    private Task DeliverAsync(QueueMessage message, BookKind kind, CancellationToken cancellationToken) =>
        QueueDelivery.SendAsync(_options.Events, message, Events, kind, Books, _time, cancellationToken);

    private string? File(string name) => _options.WorkFolder is null ? null : Path.Combine(_options.WorkFolder, name);
}
