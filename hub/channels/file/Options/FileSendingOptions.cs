namespace Integration.Hub.Channels.Files;

/// <summary>What to do when a file of the same name and another content stands at the partner's.</summary>
public enum FileConflict
{
    /// <summary>The message is refused as wrong; the partner's file stays.</summary>
    Refuse = 0,

    Replace = 1,
}

/// <summary>How files are put down for a partner.</summary>
public sealed record FileSendingOptions
{
    /// <summary>Sub folder of the endpoint's folder.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Make the folder where it is missing.</summary>
    public bool MakeFolder { get; init; }

    /// <summary>Name while the file is written; may lead into a sub folder. With <c>{unique}</c>, so that two nodes never write into one file.</summary>
    public NameTemplate TempName { get; init; } = new("{name}.hub-{unique}.tmp");

    /// <summary>An empty file written after the data file; null: none.</summary>
    public NameTemplate? DoneFileName { get; init; }

    public FileConflict Conflict { get; init; } = FileConflict.Refuse;

    /// <summary>What is wrong with these options; empty if nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (RemoteNames.ProblemOfPath(Folder) is { } problem)
            yield return $"folder \"{Folder}\": {problem}; expected a path below the endpoint's folder.";
        if (TempName.Problem is { } tempProblem)
            yield return $"temporary name: {tempProblem}.";
        if (DoneFileName?.Problem is { } doneProblem)
            yield return $"done-file name: {doneProblem}.";
    }
}
