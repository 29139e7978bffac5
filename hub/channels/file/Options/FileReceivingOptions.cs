namespace Integration.Hub.Channels.Files;

/// <summary>How a file counts as complete.</summary>
public enum FileCompleteness
{
    /// <summary>Size and time are equal over two looks. For senders that do nothing special.</summary>
    Stable = 0,

    /// <summary>A done-file stands beside it. A done-file that is not newer than its data proves nothing; then the data must be stable as well.</summary>
    DoneFile = 1,

    /// <summary>The sender renames finished files; whatever does not look temporary is complete.</summary>
    Rename = 2,
}

/// <summary>Which of several files comes first.</summary>
public enum FileOrder
{
    Name = 0,

    /// <summary>By the server's time, then by name.</summary>
    Time = 1,
}

/// <summary>How files of one interface are picked up. All folders are relative to the endpoint's.</summary>
public sealed record FileReceivingOptions
{
    /// <summary>IF id, e.g. <c>BIL-1</c>.</summary>
    public required string Interface { get; init; }

    /// <summary>Where the partner puts files.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Patterns with <c>*</c> and <c>?</c>; at least one must match.</summary>
    public IReadOnlyList<string> Include { get; init; } = ["*"];

    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Names of files that are still being written; never taken, whatever the mode.</summary>
    public IReadOnlyList<string> Temporary { get; init; } = ["*.tmp", "*.part", "*.filepart", "*.~", "*~", ".*"];

    public FileCompleteness Completeness { get; init; } = FileCompleteness.Stable;

    /// <summary>Name of the done-file of a data file: <c>{name}.ok</c> or <c>{stem}.ok</c>.</summary>
    public NameTemplate DoneFileName { get; init; } = new("{name}.ok");

    /// <summary>The two looks at a file that is to be stable are at least so far apart, by the hub's clock.</summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(10);

    public FileOrder Order { get; init; } = FileOrder.Name;

    /// <summary>So many files at once; with 1 the order holds.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>Time between two looks.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Upper limit of the time between looks while the endpoint or a file fails.</summary>
    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Hours in which to look; null: always.</summary>
    public DailyWindow? Window { get; init; }

    /// <summary>Null: deleted when done.</summary>
    public string? DoneFolder { get; init; } = "done";

    public string QuarantineFolder { get; init; } = "quarantine";

    public string DuplicateFolder { get; init; } = "duplicate";

    public string ReceiptFolder { get; init; } = "receipts";

    /// <summary>Name of a receipt while it is written.</summary>
    public NameTemplate TempName { get; init; } = new("{name}.hub-{unique}.tmp");

    /// <summary>On a stop, what is left to do for a file whose content is accepted may take so long.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with these options; empty if nothing is.</summary>
    public IEnumerable<string> Problems() => FileReceivingCheck.Problems(this);
}
