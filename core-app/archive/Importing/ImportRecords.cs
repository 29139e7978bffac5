using Integration.CoreApp.Archive.Editing;

namespace Integration.CoreApp.Archive.Importing;

/// <summary>What is wrong, or doubtful, in a row.</summary>
/// <param name="Column">Heading as it stands in the file; null: it is about a value that the file does not have.</param>
/// <param name="Field">As in <see cref="FieldProblem"/>.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Doubt">True: it may be right all the same; a person says.</param>
public sealed record ImportProblem(string? Column, string Field, string? Value, string Code, IReadOnlyDictionary<string, string> Args, bool Doubt = false);

public sealed record ImportChange(string Attribute, string? Before, string? After);

/// <param name="State">new, changed, unchanged, wrong: before it was done; made, edited, refused: afterwards.</param>
/// <param name="Line">Line of the file on which the row begins, from 1.</param>
public sealed record ImportRow(
    long Line, string State, bool Doubtful, string? CustomerNo, string? Name, IReadOnlyList<string> Cells, IReadOnlyList<ImportChange> Changes, IReadOnlyList<ImportProblem> Problems);

/// <summary>How often something is wrong, with the first one for an example.</summary>
public sealed record ImportProblemCount(string Key, long Count, ImportProblem First);

/// <param name="Ignored">Headings that say nothing here.</param>
public sealed record ImportAbout(string Encoding, string Separator, IReadOnlyList<string> Headings, IReadOnlyList<string> Ignored, IReadOnlyList<ImportProblemCount> Problems);

/// <summary>How many rows are what; <see cref="ImportRow.State"/>.</summary>
/// <param name="Doubtful">Of the new ones: those that may be somebody else's record.</param>
public sealed record ImportCounts(long Rows, long New, long Changed, long Unchanged, long Wrong, long Doubtful, long Made, long Edited, long Refused);

/// <param name="State">checked, running, stopped, done.</param>
/// <param name="StoppedBecause">person, right (whoever started it may not any more); null: it was not stopped.</param>
public sealed record CustomerImport(
    string ImportId, string Who, string FileName, string State, bool WithDoubtful, DateTimeOffset UploadedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? StoppedBecause,
    DateTimeOffset ExpiresAt, ImportAbout About, ImportCounts Counts);

/// <summary>Somebody who may be a customer's manager.</summary>
/// <param name="Allowed">False: there is such a person, and whoever imports may not give customers to that one.</param>
public sealed record ImportStaff(string StaffId, string Name, bool Allowed);

/// <summary>Whoever imports, and what that person may.</summary>
/// <param name="Unit">Where new customers belong whose row does not say.</param>
/// <param name="AsManager">Becomes the manager of new customers whose row names none.</param>
/// <param name="Units">All org units that there are.</param>
public sealed record Importer(Editor Editor, string Unit, bool AsManager, IReadOnlyCollection<string> Units, IReadOnlyDictionary<string, ImportStaff> Staff);
