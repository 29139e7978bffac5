namespace Integration.Hub.Operations.Map;

/// <summary>What waits, by interface.</summary>
internal static class Waits
{
    /// <summary>What an interface brought in and could not be read or contradicts an earlier message waits at a part of the hub that has its name after a colon.</summary>
    public static string InterfaceOf(string subscriber) => subscriber[(subscriber.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>The names under which something of an interface can wait.</summary>
    public static IReadOnlyList<string> SubscribersOf(string name) => [name, $"intake:{name}", $"conflict:{name}"];

    public static Dictionary<string, SubscriberFigures> ByInterface(IReadOnlyList<SubscriberFigures> figures) => figures.GroupBy(f => InterfaceOf(f.Subscriber)).ToDictionary(
        g => g.Key, g => g.Aggregate((a, b) => new SubscriberFigures(g.Key, a.Ready + b.Ready, a.Waiting + b.Waiting, a.Claimed + b.Claimed, a.Retry + b.Retry, a.Scheduled + b.Scheduled, a.Parked + b.Parked, Earlier(a.OldestUnfinished, b.OldestUnfinished))));

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;
}
