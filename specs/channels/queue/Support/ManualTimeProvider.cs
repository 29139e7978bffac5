namespace Integration.Specs.Channels.Queue;

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class ManualTimeProvider(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
