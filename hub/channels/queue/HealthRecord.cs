namespace Integration.Hub.Channels.Queue;

/// <summary>Keeps a channel's health; <see cref="ChannelHealth.Since"/> moves only when up turns to down or back.</summary>
internal sealed class HealthRecord(TimeProvider time)
{
    private volatile ChannelHealth _current = new(Up: false, time.GetUtcNow(), LastError: null);

    public ChannelHealth Current => _current;

    public void Up()
    {
        if (!_current.Up)
            _current = new ChannelHealth(true, time.GetUtcNow(), _current.LastError);
    }

    public void Down(string? error)
    {
        var since = _current.Up ? time.GetUtcNow() : _current.Since;
        _current = new ChannelHealth(false, since, error ?? _current.LastError);
    }
}
