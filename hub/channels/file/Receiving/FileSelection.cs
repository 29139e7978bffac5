using System.IO.Enumeration;

namespace Integration.Hub.Channels.Files;

/// <summary>Which names of a listing are data files of this interface, and in which order. Pure.</summary>
internal sealed class FileSelection(FileReceivingOptions options)
{
    public IReadOnlyList<RemoteFile> DataFiles(FolderListing listing)
    {
        var files = listing.Files.Where(f => IsDataFile(f.Name));
        return options.Order == FileOrder.Time
            ? [.. files.OrderBy(f => f.ModifiedAt ?? DateTimeOffset.MinValue).ThenBy(f => f.Name, StringComparer.Ordinal)]
            : [.. files.OrderBy(f => f.Name, StringComparer.Ordinal)];
    }

    private bool IsDataFile(string name) =>
        Matches(options.Include, name)
        && !Matches(options.Exclude, name)
        && !Matches(options.Temporary, name)
        && !(options.Completeness == FileCompleteness.DoneFile && options.DoneFileName.CouldHaveMade(name));

    private static bool Matches(IReadOnlyList<string> patterns, string name) =>
        patterns.Any(p => FileSystemName.MatchesSimpleExpression(p, name, ignoreCase: true));
}
