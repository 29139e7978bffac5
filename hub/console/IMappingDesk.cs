namespace Integration.Hub.OperationsConsole;

/// <param name="Path">Its file within the folder of mappings.</param>
/// <param name="Interfaces">That use it now.</param>
public sealed record MappingEntry(string Reference, string Title, string Path, string Direction, IReadOnlyList<string> Messages, IReadOnlyList<string> Interfaces, IReadOnlyList<string> Tables);

/// <summary>A mapping file or code table as it stands.</summary>
/// <param name="Revision">0: the file of the folder itself.</param>
/// <param name="Superseded">A revision was made of an older file; the file of the folder stands.</param>
public sealed record MappingText(string Path, string Text, string Base, long Revision, bool Superseded, bool IsTable);

/// <param name="Line">Of the file at <paramref name="Path"/>; 0: the file as a whole.</param>
public sealed record MappingProblem(string? Path, int Line, string Code, string Message);

/// <param name="Outcome">same, differs, fails, works (failed before).</param>
public sealed record TriedMessage(string Id, string Mapping, string Outcome, IReadOnlyList<string> What);

/// <summary>What a changed text would do.</summary>
/// <param name="Problems">With any of these it cannot be activated; nothing was tried.</param>
public sealed record MappingTry(IReadOnlyList<MappingProblem> Problems, IReadOnlyList<string> Mappings, int Same, int Differs, int Fails, int Works, IReadOnlyList<TriedMessage> Messages);

public sealed record LineageField(string Target, IReadOnlyList<string> Sources, string Expression, int Line);

/// <param name="State">active; replaced by a later one; back: taken back; refused by a node.</param>
/// <param name="Nodes">What each node said; empty when nobody is asked any more.</param>
public sealed record RevisionEntry(
    long Revision, string Path, string State, string Reason, string By, DateTimeOffset At, string? EndedBy, DateTimeOffset? EndedAt, string? EndedBecause, string Text);

/// <summary>A changed text for a path.</summary>
/// <param name="Seen">Revision that the writer started from; 0: the file.</param>
public sealed record MappingChange(string Path, string Text, long Seen);

/// <summary>The mappings of this hub: looked at, tried on what is stored, changed on all nodes at once, and taken back.</summary>
public interface IMappingDesk
{
    IReadOnlyList<MappingEntry> List();

    /// <summary>Null: there is no such mapping.</summary>
    IReadOnlyList<LineageField>? Lineage(string reference);

    IReadOnlyList<string> Tables();

    /// <summary>Null: there is no such file.</summary>
    Task<MappingText?> TextAsync(string path, CancellationToken cancellationToken);

    /// <summary>Applies the change to stored messages of the interfaces that it touches, the newest first; writes nothing.</summary>
    Task<MappingTry> TryAsync(MappingChange change, int limit, CancellationToken cancellationToken);

    Task<IReadOnlyList<RevisionEntry>> RevisionsAsync(string? path, CancellationToken cancellationToken);

    /// <summary>All nodes take it over, or none; ends when that is decided.</summary>
    Task<RevisionEntry> ActivateAsync(string requestId, MappingChange change, string reason, string by, RevisionNote note, CancellationToken cancellationToken);

    /// <summary>What stood before stands again on all nodes.</summary>
    Task BackAsync(long revision, string reason, string by, RevisionNote note, CancellationToken cancellationToken);
}

/// <summary>Into the audit log, in the transaction of the change.</summary>
public delegate Task RevisionNote(System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction, string what, string on, object after, CancellationToken cancellationToken);
