namespace Integration.Hub.Channels.Files;

/// <summary>
/// The open connections to one endpoint. A request borrows one, or opens one when all are in use (a download holds its own until its
/// stream is closed); few are kept for later, as servers count connections.
/// </summary>
internal sealed class CurlSessions(FileEndpointOptions options, TimeProvider time) : IDisposable
{
    private const int Kept = 2;
    private readonly CurlSetup _setup = new(options);
    private readonly Lock _lock = new();
    private readonly Stack<CurlSession> _idle = new();
    private bool _disposed;

    public CurlSession Borrow()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_idle.TryPop(out var session))
                return session;
        }
        return new CurlSession(_setup, time);
    }

    public void GiveBack(CurlSession session)
    {
        lock (_lock)
        {
            if (!_disposed && _idle.Count < Kept)
            {
                _idle.Push(session);
                return;
            }
        }
        session.Dispose();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            while (_idle.TryPop(out var session))
                session.Dispose();
        }
    }
}
