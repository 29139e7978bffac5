namespace Integration.Hub.MessageBox;

/// <summary>Now, to the microsecond, as both databases keep it: what was written compares equal to what is read back.</summary>
internal sealed class BoxClock(TimeProvider time)
{
    public TimeProvider Time { get; } = time;

    public DateTimeOffset Now => Whole(Time.GetUtcNow());

    public static DateTimeOffset Whole(DateTimeOffset instant) => new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
