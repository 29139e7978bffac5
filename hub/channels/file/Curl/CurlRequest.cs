namespace Integration.Hub.Channels.Files;

/// <summary>Takes a piece of what came in; false breaks the transfer off. May block: that is the back-pressure.</summary>
internal delegate bool TakeBytes(ReadOnlySpan<byte> bytes);

/// <summary>Fills the buffer with what goes out; 0 ends the file, a negative number breaks the transfer off. May block.</summary>
internal delegate int GiveBytes(Span<byte> buffer);

/// <summary>One transfer or one set of commands, as libcurl wants it.</summary>
/// <param name="Url">Percent-encoded, with the folder's address in it.</param>
internal sealed record CurlRequest(string Url)
{
    /// <summary>No file goes over the wire: commands or a question only.</summary>
    public bool NoBody { get; init; }

    public bool AskFileTime { get; init; }

    public bool MakeFolders { get; init; }

    /// <summary>Command in place of LIST.</summary>
    public string? ListCommand { get; init; }

    /// <summary>Commands before the transfer (SFTP) in the bytes of the server's encoding.</summary>
    public IReadOnlyList<byte[]> Before { get; init; } = [];

    /// <summary>Commands after the change to the folder (FTP).</summary>
    public IReadOnlyList<byte[]> After { get; init; } = [];

    public long Offset { get; init; }

    public TakeBytes? Take { get; init; }

    public GiveBytes? Give { get; init; }

    public bool FreshConnection { get; init; }
}

/// <summary>What came of a request.</summary>
/// <param name="Error">libcurl's own words.</param>
/// <param name="Lines">The server's answers (FTP), the last ones.</param>
/// <param name="Size">−1 if it was not told.</param>
/// <param name="FileTime">Seconds since 1970, −1 if it was not told.</param>
internal sealed record CurlAnswer(CurlCode Code, int Response, string Error, IReadOnlyList<string> Lines, long Size, long FileTime, bool Stalled)
{
    public bool Ok => Code == CurlCode.Ok;

    /// <summary>The server's own last word, if any.</summary>
    public string? LastLine => Lines.Count > 0 ? Lines[^1] : null;
}
