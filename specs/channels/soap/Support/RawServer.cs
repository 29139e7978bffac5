using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Integration.Specs.Channels.Soap;

/// <summary>A TCP server that reads one whole HTTP request per connection and then does exactly what the test says: answers bytes, hangs, or hangs up.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _accepting;
    private readonly TaskCompletionSource _received = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RawServer(Func<NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/soap");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public List<string> Requests { get; } = [];

    /// <summary>Ends when the first request has been read whole.</summary>
    public Task Received => _received.Task;

    public static RawServer Answering(int status, string contentType, string body, string headers = "") => Answering(status, contentType, Encoding.UTF8.GetBytes(body), headers);

    public static RawServer Answering(int status, string contentType, byte[] body, string headers = "") => new(async (stream, stop) =>
    {
        var head = $"HTTP/1.1 {status} x\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n{headers}Connection: close\r\n\r\n";
        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body], stop);
    });

    public static RawServer Faulting(string fault, int status = 500) =>
        Answering(status, "text/xml; charset=utf-8", Some.Envelope($"<e:Fault>{fault}</e:Fault>"));

    public static RawServer HangingUp(string sent = "") => new((stream, stop) => stream.WriteAsync(Encoding.ASCII.GetBytes(sent), stop).AsTask());

    public static RawServer Hanging() => new((_, stop) => new TaskCompletionSource().Task.WaitAsync(stop));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await using var stream = client.GetStream();
                if (await ReadRequestAsync(stream) is not { } request)
                    continue;
                Requests.Add(request);
                _received.TrySetResult();
                await _answer(stream, _stop.Token);
            }
        }
        catch (Exception stopped) when (_stop.IsCancellationRequested && stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[8192];
        while (true)
        {
            int read;
            try
            {
                read = await stream.ReadAsync(buffer, _stop.Token);
            }
            catch (IOException)
            {
                return null;
            }
            if (read == 0)
                return null;
            bytes.Write(buffer, 0, read);
            var text = Encoding.Latin1.GetString(bytes.ToArray());
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
                continue;
            var length = text.Split("\r\n").Where(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Select(l => int.Parse(l[15..], System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault();
            if (bytes.Length >= end + 4 + length)
                return Encoding.UTF8.GetString(bytes.ToArray());
        }
    }
}
