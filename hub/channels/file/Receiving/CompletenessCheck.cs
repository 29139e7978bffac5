namespace Integration.Hub.Channels.Files;

/// <summary>Decides whether a listed file is complete. A file taken too early is lost work for both sides, so doubt means "not yet".</summary>
internal sealed class CompletenessCheck(FileReceivingOptions options, IRemoteFolder folder, StabilityWatch watch)
{
    /// <summary>Null: not yet, or gone meanwhile.</summary>
    public async Task<CompleteFile?> FindCompleteAsync(RemoteFile listed, IReadOnlySet<string> names, CancellationToken cancellationToken)
    {
        var doneFile = options.Completeness == FileCompleteness.DoneFile ? options.DoneFileName.For(listed.Name) : null;
        if (doneFile is not null && !names.Contains(doneFile))
            return null;
        if (await folder.FindAsync(PathOf(listed.Name), cancellationToken) is not { } exact)
            return null;
        var complete = options.Completeness switch
        {
            FileCompleteness.Rename => true,
            FileCompleteness.DoneFile => await IsAnnouncedAsync(doneFile!, exact, cancellationToken) || watch.IsAtRest(listed, exact),
            _ => watch.IsAtRest(listed, exact),
        };
        return complete ? new CompleteFile(listed.Name, exact, exact.ModifiedAt ?? listed.ModifiedAt, doneFile) : null;
    }

    private string PathOf(string name) => RemoteNames.Join(options.Folder, name);

    // Only a done-file that is newer than the data came after it. An older one came too early, or is left over from an earlier file of
    // this name; one of the same second could be either.
    private async Task<bool> IsAnnouncedAsync(string doneFile, RemoteFile data, CancellationToken cancellationToken) =>
        await folder.FindAsync(PathOf(doneFile), cancellationToken) is { ModifiedAt: { } announced } && announced > data.ModifiedAt;
}
