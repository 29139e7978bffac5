using System.Collections.Concurrent;
using System.Data.Common;
using Integration.Hub.Core.Dispatch;
using Microsoft.Extensions.Logging;

namespace Integration.Hub.Core.Journeys.Through;

/// <summary>
/// Journey of a question through the hub: ask the other system → record question and answer → answer; or, when it cannot be asked, answer
/// with the last known answer, marked stale. Never later than the interface's <c>timeout</c>, whatever the other system or the store does.
/// </summary>
public sealed class QueryThrough : IAsyncDisposable
{
    // Kept back from the call, so that a last known answer can still be found within the deadline.
    private static readonly TimeSpan LongestReserve = TimeSpan.FromMilliseconds(500);
    private readonly OutboundInterface _endpoint;
    private readonly IMessageBox _box;
    private readonly IMessageBoxOperations _kept;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly QueryCall _call;
    private readonly ConcurrentDictionary<Task, bool> _underWay = [];

    public QueryThrough(OutboundInterface endpoint, ISendingChannel channel, EndpointGate gate, IMessageBox box, IMessageBoxOperations kept,
        Replies replies, Translation translation, TimeProvider time, ILogger log)
    {
        (_endpoint, _box, _kept, _time, _log) = (endpoint, box, kept, time, log);
        _call = new QueryCall(endpoint, channel, gate, replies, translation, time, Keep);
    }

    private TimeSpan Deadline => _endpoint.Config.Timeout;

    private TimeSpan CallLimit => Deadline - (Deadline / 4 < LongestReserve ? Deadline / 4 : LongestReserve);

    /// <inheritdoc cref="IQueryThrough.AskAsync"/>
    public async Task<ThroughAnswer> AskAsync<T>(T query, string asker, CancellationToken cancellationToken) where T : class
    {
        var ends = _time.GetUtcNow() + Deadline;
        var question = Question.Of(query, _endpoint.Config.Id, asker, _time);
        var asking = _call.AskAsync(question, _endpoint.Routes[question.Envelope.Type], CallLimit);
        var recording = RecordAsync(question, asking);
        Keep(recording);
        var lastKnown = LookAheadAsync(question, asking);
        switch (await asking.WaitAsync(cancellationToken))
        {
            case Asked.Answered { Reply.Envelope: var answer }:
                // Known to the next asker before it is told to this one, as long as the deadline allows; what fails here is logged where it is kept.
                await recording.WaitAsync(Left(ends), _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return new ThroughAnswer(answer.Type, answer.Body, false, answer.ReceivedAt, TimeSpan.Zero, null, answer.Id);
            case Asked.Refused refused:
                throw Refusal(refused);
            case var failed:
                return await LastKnownAsync(lastKnown, ((Asked.Failed)failed).Failure, ends, cancellationToken);
        }
    }

    /// <summary>Sees through what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var task in _underWay.Keys)
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _call.Dispose();
    }

    private async Task<ThroughAnswer> LastKnownAsync(Task<MessageDetail?> lastKnown, Failure why, DateTimeOffset ends, CancellationToken cancellationToken)
    {
        MessageDetail? last;
        try
        {
            last = await lastKnown.WaitAsync(Left(ends), _time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or DbException)
        {
            throw new RequestRefusedException("query.no-answer", $"{why.Message}, and the hub's store did not give the last known answer in time ({e.Message})");
        }
        if (last is null)
            throw new RequestRefusedException("query.no-answer", $"{why.Message}, and this question was not answered before within the time that messages are kept");
        var answer = last.Envelope;
        return new ThroughAnswer(answer.Type, Question.MarkStale(answer.Body), true, answer.ReceivedAt, _time.GetUtcNow() - answer.ReceivedAt, why, answer.Id);
    }

    private TimeSpan Left(DateTimeOffset ends)
    {
        var left = ends - _time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    // Looked for as soon as the answer is late or has failed, so that a busy store has time for it too; a prompt answer costs no look.
    private async Task<MessageDetail?> LookAheadAsync(Question question, Task<Asked> asking)
    {
        try
        {
            if (await asking.WaitAsync(CallLimit / 2, _time) is not Asked.Failed)
                return null;
        }
        catch (TimeoutException)
        {
            // late: it may be needed
        }
        return await FindAsync(question);
    }

    // Answers are messages like any other, so the box is the memory: durable, the same on every node, and bounded by retention.
    private async Task<MessageDetail?> FindAsync(Question question)
    {
        var page = await _kept.SearchAsync(new MessageQuery { Key = question.Key, KeyKind = Question.KeyKind, Limit = 1 }, CancellationToken.None);
        return page.Messages is [var newest, ..] ? await _kept.GetAsync(newest.Id, CancellationToken.None) : null;
    }

    // A query changes nothing, so it is recorded after the fact, and a slow store makes nobody wait.
    private async Task RecordAsync(Question question, Task<Asked> asking)
    {
        var asked = await asking;
        var payloads = new[] { asked.Sent, asked.Answer }.OfType<Payload>().ToList();
        if (asked is Asked.Failed failed)
            payloads.Add(new Payload(PayloadKind.Answer, System.Text.Encoding.UTF8.GetBytes($"{failed.Failure.Code}: {failed.Failure.Message}"), "text/plain; charset=utf-8", $"{_endpoint.Config.Id} was not asked or did not answer"));
        IReadOnlyList<AcceptItem> told = asked switch
        {
            Asked.Answered answered => [answered.Reply],
            Asked.Refused refused => refused.Told,
            _ => [],
        };
        // Only what the other system has answered counts as sent to it.
        IReadOnlyList<DeliveryPlan> deliveries = asked is Asked.Failed ? [] : [new DeliveryPlan(_endpoint.Config.Id, Done: true)];
        await _box.AcceptBatchAsync([new AcceptItem(question.Envelope, deliveries, payloads), .. told], null, CancellationToken.None);
    }

    private RequestRefusedException Refusal(Asked.Refused refused)
    {
        var told = refused.Told.Count > 0 ? Question.Read(refused.Told[0].Envelope.Body) : null;
        return new RequestRefusedException($"{_endpoint.Config.System}.{(string?)told?["code"] ?? refused.Failure.Code}", (string?)told?["reason"] ?? refused.Failure.Message);
    }

    private void Keep(Task task)
    {
        _underWay[task] = true;
        _ = task.ContinueWith(done =>
        {
            _underWay.TryRemove(done, out _);
            if (done.Exception is { } e)
                _log.LogError(e.GetBaseException(), "{Endpoint}: a question or its answer was not recorded", _endpoint.Config.Id);
        }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}

/// <summary>All questions that can be asked through this hub, by canonical type.</summary>
public sealed class Queries(IReadOnlyList<(OutboundInterface Endpoint, QueryThrough Through)> all) : IQueryThrough
{
    private readonly Dictionary<string, QueryThrough> _byType = all
        .SelectMany(q => q.Endpoint.Routes.Values.Where(r => r.Query).Select(r => (r.MessageType, q.Through)))
        .ToDictionary(q => q.MessageType, q => q.Through);

    public Task<ThroughAnswer> AskAsync<T>(T query, string asker, CancellationToken cancellationToken) where T : class =>
        _byType.TryGetValue(query.GetType().Name, out var through)
            ? through.AskAsync(query, asker, cancellationToken)
            : throw new InvalidOperationException($"No interface carries the question {query.GetType().Name}: an outbound operation with 'message: {query.GetType().Name}@1' and 'query: true' would");
}
