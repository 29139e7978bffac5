using System.Collections.Concurrent;
using System.Text;
using Integration.Hub;

namespace Integration.Specs.Channels.Files;

/// <summary>Reads each file to its end, remembers it and answers as the test says.</summary>
public sealed class ScriptedSink : IFileSink
{
    private readonly ConcurrentQueue<(string Name, string Content)> _received = new();

    public IReadOnlyList<(string Name, string Content)> Received => [.. _received];

    public IReadOnlyList<string> Names => [.. _received.Select(r => r.Name)];

    public ConcurrentQueue<IncomingFile> Files { get; } = new();

    /// <summary>Called after the reading.</summary>
    public Func<IncomingFile, CancellationToken, Task<FileVerdict>> Answer { get; set; } = (_, _) => Task.FromResult(Verdict(TransferState.Done));

    public static FileVerdict Verdict(TransferState state, params (string Name, string Content)[] receipts) =>
        new(state, [.. receipts.Select(r => new OutgoingFile(r.Name, async (stream, cancel) => await stream.WriteAsync(Encoding.UTF8.GetBytes(r.Content), cancel)))], null);

    public void Say(TransferState state, params (string Name, string Content)[] receipts) => Answer = (_, _) => Task.FromResult(Verdict(state, receipts));

    public async Task<FileVerdict> ReceiveAsync(IncomingFile file, CancellationToken cancellationToken)
    {
        await using (var stream = await file.OpenAt(0, cancellationToken))
        {
            using var reader = new StreamReader(stream);
            _received.Enqueue((file.Name, await reader.ReadToEndAsync(cancellationToken)));
        }
        Files.Enqueue(file);
        return await Answer(file, cancellationToken);
    }
}
