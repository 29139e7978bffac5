namespace Integration.Hub.Channels.Files;

/// <summary>Turns a server's whole listing, as bytes, into entries that are safe to use.</summary>
internal sealed class ListingReader(NameCodec codec, DateTimeOffset now)
{
    public FolderListing ReadMlsd(ReadOnlySpan<byte> bytes) => Read(bytes, MlsdListing.Parse);

    /// <summary>LIST and SFTP's long names: <c>ls -l</c> or DOS style, told by the line itself.</summary>
    public FolderListing ReadList(ReadOnlySpan<byte> bytes) => Read(bytes, line => UnixListing.Parse(line, now) ?? DosListing.Parse(line));

    private FolderListing Read(ReadOnlySpan<byte> bytes, Func<string, ListedEntry?> parse)
    {
        var files = new List<RemoteFile>();
        var folders = new List<string>();
        var refused = new List<string>();
        // No encoding in use for names has the byte of a line feed inside a character (UTF-16 is not used on the wire).
        foreach (var range in bytes.Split((byte)'\n'))
        {
            var line = bytes[range].TrimEnd((byte)'\r');
            if (line.Length > 0)
                Take(line, parse, files, folders, refused);
        }
        return new FolderListing(files, folders, refused);
    }

    private void Take(ReadOnlySpan<byte> bytes, Func<string, ListedEntry?> parse, List<RemoteFile> files, List<string> folders, List<string> refused)
    {
        if (codec.Decode(bytes) is not { } line)
        {
            refused.Add($"a name is not in the encoding set for this server (nameEncoding): {Convert.ToHexString(bytes)}");
            return;
        }
        if (IsTotal(line))
            return;
        if (parse(line) is not { } entry)
        {
            refused.Add($"line of the listing not understood: \"{line}\"");
            return;
        }
        if (entry.Name is "." or ".." || entry.Kind == ListedKind.Other)
            return;
        if (RemoteNames.ProblemOf(entry.Name) is { } problem)
            refused.Add(problem);
        else if (entry.Kind == ListedKind.Folder)
            folders.Add(entry.Name);
        else
            files.Add(new RemoteFile(entry.Name, entry.Size, entry.ModifiedAt));
    }

    // First line of ls -l; Chinese servers write 总用量 or 总计.
    private static bool IsTotal(string line) =>
        line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is ["total" or "总用量" or "总计" or "总数", var number]
            && number.All(c => char.IsAsciiDigit(c) || c is '.' or 'K' or 'M' or 'G');
}
