using System.Net;
using System.Net.Sockets;

namespace Integration.Specs.Channels.Queue;

/// <summary>A TCP relay in front of a server that can swallow the server's answers or cut the line, as a bad network does.</summary>
public sealed class SilentRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<TcpClient> _ends = [];
    private readonly int _server;
    private readonly Task _accepting;
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _hold;

    public SilentRelay(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on the server's words do not reach the client.</summary>
    public void HoldAnswers() => _hold = true;

    /// <summary>Ends when an answer has been held back.</summary>
    public Task HasHeldAsync() => _held.Task.WaitAsync(RecordingSink.Patience);

    /// <summary>Cuts every line; new ones go through again.</summary>
    public void Cut()
    {
        lock (_ends)
        {
            foreach (var end in _ends)
                end.Close();
            _ends.Clear();
        }
        _hold = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _end.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _server, _end.Token);
                lock (_ends)
                    _ends.AddRange([client, server]);
                _ = PumpAsync(client.GetStream(), server.GetStream(), answers: false);
                _ = PumpAsync(server.GetStream(), client.GetStream(), answers: true);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, bool answers)
    {
        var buffer = new byte[8192];
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, _end.Token)) > 0)
            {
                if (answers && _hold)
                    _held.TrySetResult();
                else
                    await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
            }
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The line was cut.
        }
    }
}
