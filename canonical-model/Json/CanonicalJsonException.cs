namespace Integration.CanonicalModel;

/// <summary>A canonical text that does not keep the contract; says where.</summary>
/// <param name="path">JSON path of the place, e.g. <c>items[2].amount.fen</c>; empty for the whole object.</param>
/// <param name="line">Line of the batch, from 1.</param>
public sealed class CanonicalJsonException(string message, string path, long line, Exception? inner = null) : Exception(message, inner)
{
    public string Path { get; } = path;

    public long Line { get; } = line;
}
