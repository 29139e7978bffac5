namespace Integration.Hub.Channels.Files;

/// <summary>Says what is wrong with receiving options before anything starts.</summary>
internal static class FileReceivingCheck
{
    public static IEnumerable<string> Problems(FileReceivingOptions options)
    {
        var folders = new[] { options.DoneFolder, options.QuarantineFolder, options.DuplicateFolder, options.ReceiptFolder };
        foreach (var folder in folders.Append(options.Folder))
        {
            if (folder is not null && RemoteNames.ProblemOfPath(folder) is { } problem)
                yield return $"folder \"{folder}\": {problem}; expected a path below the endpoint's folder.";
        }
        if (folders.Contains(options.Folder))
            yield return $"folder \"{options.Folder}\" is the one looked into: what is moved or written there would come in again.";
        if (options.Include.Count == 0)
            yield return "no include pattern: nothing would ever be taken.";
        if (options.Parallel < 1)
            yield return $"parallel {options.Parallel}: expected 1 or more.";
        if (options.Interval <= TimeSpan.Zero || options.SettleTime < TimeSpan.Zero)
            yield return "interval and settle time: expected a positive time.";
        if (options.Completeness == FileCompleteness.DoneFile && options.DoneFileName.Problem is { } doneProblem)
            yield return $"done-file name: {doneProblem}.";
        if (options.TempName.Problem is { } tempProblem)
            yield return $"temporary name: {tempProblem}.";
    }
}
