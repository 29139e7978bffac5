using System.Collections.Concurrent;

namespace Integration.Hub.Channels.Files;

/// <summary>What one look at the folder brought.</summary>
/// <param name="Handed">Files whose content was accepted or judged and which are out of the way.</param>
/// <param name="Waiting">Data files that are there and not complete yet, or held by another node.</param>
/// <param name="Problems">What went wrong with single files or lines of the listing; the others were not held up.</param>
public sealed record FileLook(IReadOnlyList<string> Handed, IReadOnlyList<string> Waiting, IReadOnlyList<string> Problems);

/// <summary>Collects a <see cref="FileLook"/> while files are worked on side by side.</summary>
internal sealed class FileLookNotes
{
    public ConcurrentQueue<string> Handed { get; } = new();

    public ConcurrentQueue<string> Waiting { get; } = new();

    public ConcurrentQueue<string> Problems { get; } = new();

    public FileLook ToLook() => new([.. Handed], [.. Waiting], [.. Problems]);
}
