using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace Integration.Specs.Benchmarks;

/// <summary>An open page of the flow map: hears what the hub tells over its web socket.</summary>
internal sealed class MapPage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _told = new();

    private MapPage()
    {
    }

    public static async Task<MapPage> OpenAsync(string web, CookieContainer cookies)
    {
        var page = new MapPage();
        page._socket.Options.Cookies = cookies;
        await page._socket.ConnectAsync(new Uri(web.Replace("http:", "ws:", StringComparison.Ordinal) + "/ops/live"), CancellationToken.None);
        await page._socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, CancellationToken.None);
        await page.ToldAsync("\"target\":\"map\"");
        return page;
    }

    /// <summary>Ends when the words have come, in this or an earlier message that nobody waited for.</summary>
    public async Task ToldAsync(string words)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!_told.ToString().Contains(words, StringComparison.Ordinal))
            await HearAsync(limit.Token);
        _told.Clear();
    }

    public async Task WatchAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await HearAsync(stop);
                _told.Clear();
            }
        }
        catch (Exception e) when (e is OperationCanceledException || stop.IsCancellationRequested)
        {
            // The page is closed.
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task HearAsync(CancellationToken stop)
    {
        var heard = await _socket.ReceiveAsync(_buffer.AsMemory(), stop);
        var characters = new char[Encoding.UTF8.GetMaxCharCount(heard.Count)];
        _told.Append(characters, 0, _decoder.GetChars(_buffer.AsSpan(0, heard.Count), characters, flush: false));
    }
}
