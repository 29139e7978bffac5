using Integration.Hub.Core.Journeys;

namespace Integration.Hub.Core.Batches;

/// <summary>Decides which batches are to be closed. Pure: the caller brings what waits, and the time.</summary>
public sealed class BatchPlanner(OutboundInterface endpoint)
{
    private readonly BatchConfig _config = endpoint.Config.Batching ?? throw new ArgumentException($"{endpoint.Config.Id} has no batch section.");

    public BatchConfig Config => _config;

    /// <summary>How many waiting messages of one group it is worth counting.</summary>
    public int CountUpTo => _config.Count ?? 1;

    /// <param name="lastHour">The latest hour that is closed already.</param>
    public IReadOnlyList<BatchClosing> Due(IReadOnlyList<BatchWaiting> waiting, DateTimeOffset lastHour, DateTimeOffset now)
    {
        var due = new List<BatchClosing>();
        if (DueHour(lastHour, now) is { } hour)
            due.AddRange(waiting.Select(w => Closing(w, "at " + Local(hour).ToString("HH:mm"), now) with { AcceptedUntil = hour, Hour = hour }));
        if (_config.Count is { } count)
            due.AddRange(waiting.Where(w => w.Count >= count).Select(w => Closing(w, $"{count} waiting", now) with { AtLeast = count, AtMost = count }));
        if (_config.After is { } after)
            due.AddRange(waiting.Where(w => w.Oldest + after <= now).Select(w => Closing(w, "waited long enough", now) with { OldestUntil = now - after }));
        return due;
    }

    /// <summary>A set hour that has come and is not closed yet. After a stop over several, the latest: it takes all of them.</summary>
    public DateTimeOffset? DueHour(DateTimeOffset lastHour, DateTimeOffset now) => _config.LastHour(now) is { } hour && hour > lastHour ? hour : null;

    /// <summary>Now, because a person wants it.</summary>
    public IReadOnlyList<BatchClosing> ByHand(IReadOnlyList<BatchWaiting> waiting, DateTimeOffset now, Actor actor, string reason) =>
        [.. waiting.Select(w => Closing(w, reason, now) with { By = actor })];

    private BatchClosing Closing(BatchWaiting waiting, string reason, DateTimeOffset now)
    {
        var local = Local(now);
        var pattern = endpoint.Routes.GetValueOrDefault(waiting.MessageType)?.FileName ?? "{interface}-{type}-{number}";
        var series = new BatchName(pattern).Series(endpoint.Config.Id, waiting.MessageType, waiting.Group, local);
        return new BatchClosing(endpoint.Config.Id, waiting.MessageType, waiting.Group, now, 1, _config.Max, null,
            DateOnly.FromDateTime(local), series, (number, serial) => BatchName.Numbered(series, number, serial), reason);
    }

    private DateTime Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _config.Calendar.Zone).DateTime;
}
