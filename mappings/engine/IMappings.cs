namespace Integration.Mappings;

/// <summary>All mappings of a folder, compiled. Immutable; a reload makes a new one.</summary>
public interface IMappingLibrary
{
    /// <summary>By reference as adapters write it: <c>billing/bil-1-bills@1</c>. Null if there is none.</summary>
    IMapping? Find(string reference);

    /// <summary>True if there is a file of this reference, but it could not be loaded; why is told where it was loaded.</summary>
    bool IsBroken(string reference);

    IReadOnlyList<IMapping> All { get; }

    /// <summary>A mapping file or code table as it was loaded, by its path within the folder; null: there is none, or these mappings have no files.</summary>
    string? TextOf(string path) => null;
}

/// <summary>One mapping file, one version.</summary>
public interface IMapping
{
    /// <summary>e.g. <c>billing/bil-1-bills</c>.</summary>
    string Name { get; }

    int Version { get; }

    /// <summary><c>name@version</c>.</summary>
    string Reference { get; }

    string Title { get; }

    string File { get; }

    MappingLineage Lineage { get; }
}

/// <summary>Foreign bytes → canonical records.</summary>
public interface IInboundMapping : IMapping
{
    /// <summary>Canonical message types that it can make, e.g. <c>CustomerBillIssued@1</c>.</summary>
    IReadOnlyList<string> Produces { get; }

    /// <summary>One whole document. Throws <see cref="MappingException"/> with the place of the first fault.</summary>
    IReadOnlyList<CanonicalRecord> Map(ReadOnlyMemory<byte> source, MappingContext context);

    /// <summary>True if it can be read record by record (delimited, fixed width, multi-record files, XML with a repeated element).</summary>
    bool Streams { get; }

    /// <summary>
    /// First pass over a file: structure, header and trailer, counts and sums; builds no canonical records. Flat memory.
    /// </summary>
    Task<FileCheck> CheckAsync(Stream source, CancellationToken cancellationToken);

    /// <summary>
    /// Second pass: records from <paramref name="from"/> on; bad ones come as <see cref="RecordRead.Failure"/>, the rest goes on.
    /// Header values needed by records are kept in the check's <see cref="FileCheck.Header"/>. Flat memory.
    /// </summary>
    /// <param name="source">Stands at the beginning of the file, whatever <paramref name="from"/> says; it need not be able to seek.</param>
    /// <param name="from">What stands before it is passed over here.</param>
    IAsyncEnumerable<RecordRead> ReadAsync(Stream source, FilePosition from, FileCheck check, MappingContext context, CancellationToken cancellationToken);
}

/// <summary>Canonical JSON → foreign bytes.</summary>
public interface IOutboundMapping : IMapping
{
    /// <summary>Canonical message type it takes, e.g. <c>CreateWorkOrder@1</c>.</summary>
    string Consumes { get; }

    /// <summary>e.g. <c>text/xml; charset=utf-8</c>.</summary>
    string ContentType { get; }

    /// <summary>One message. Throws <see cref="MappingException"/>.</summary>
    ReadOnlyMemory<byte> Map(ReadOnlyMemory<byte> canonicalJson, MappingContext context);

    /// <summary>It can write a file or document of many messages: lines of records, or XML or JSON whose target says <c>repeat</c>.</summary>
    bool WritesMany { get; }

    /// <summary>A whole file with header and trailer from many records. Flat memory. Returns how many records were written.</summary>
    Task<long> WriteAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> canonicalRecords, Stream target, MappingContext context, CancellationToken cancellationToken);

    /// <summary>
    /// As above; a record that cannot be mapped is left out, of the totals too, and told to <paramref name="leaveOut"/> before the next
    /// record is asked for. Null: it ends the writing.
    /// </summary>
    Task<long> WriteAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> canonicalRecords, Stream destination, MappingContext context, LeaveOut? leaveOut, CancellationToken cancellationToken);
}

/// <param name="record">Which one, from 0.</param>
public delegate ValueTask LeaveOut(long record, MappingException fault);

/// <summary>What the surroundings give to a mapping run.</summary>
/// <param name="Now">Instant used by <c>now()</c>.</param>
/// <param name="Values">Named values of the surroundings, e.g. <c>fileName</c>, <c>messageId</c>, <c>requestBody</c> paths; read by <c>context("fileName")</c>.</param>
/// <param name="NextNumber">Next number of a named sequence, for <c>sequence("ticket")</c>; null where none may be drawn (tests, dry runs use a counter).</param>
/// <param name="CrossReference">(system, kind, external id) → canonical id or null, for <c>xref(...)</c>.</param>
/// <param name="ForeignNumber">(system, kind, canonical id) → external id or null, for <c>xref_out(...)</c>.</param>
public sealed record MappingContext(
    DateTimeOffset Now,
    IReadOnlyDictionary<string, string> Values,
    Func<string, long>? NextNumber = null,
    Func<string, string, string, string?>? CrossReference = null,
    Func<string, string, string, string?>? ForeignNumber = null)
{
    public static MappingContext At(DateTimeOffset now) => new(now, new Dictionary<string, string>());
}

/// <param name="MessageType">e.g. <c>CustomerBillIssued</c>.</param>
/// <param name="Json">Canonical JSON, UTF-8, on one line.</param>
/// <param name="ExternalId">The sender's own id of it under the contract, for duplicates; null if the mapping states none.</param>
/// <param name="BusinessKey">Order key.</param>
/// <param name="Search">(kind, value) pairs.</param>
public sealed record CanonicalRecord(
    string MessageType,
    int Version,
    ReadOnlyMemory<byte> Json,
    string? ExternalId,
    string? BusinessKey,
    string? CorrelationId,
    IReadOnlyList<KeyValuePair<string, string>> Search);

/// <param name="Line">Line on which the record starts (1-based).</param>
/// <param name="Next">Where the next record starts.</param>
/// <param name="Source">The source line(s), for the reject file; only set with a failure.</param>
public sealed record RecordRead(long Line, FilePosition Next, CanonicalRecord? Record, MappingException? Failure, string? Source);

/// <summary>Start of a record: byte offset and the number of lines before it. In an XML file, <paramref name="Offset"/> is the number of records before it.</summary>
public readonly record struct FilePosition(long Offset, long Lines)
{
    public static FilePosition Start => default;
}

/// <param name="Records">Records of the repeated kind, and lines that belong to none: so many are read in the second pass, good or bad.</param>
/// <param name="Sha256">Of the whole content, lower-case hex.</param>
/// <param name="Header">Values of header record fields by <c>record.field</c>.</param>
/// <param name="Faults">Empty when the file may be released; otherwise why it is quarantined whole.</param>
/// <param name="SomeLeftOut">The mapping may leave records out (<c>otherwise: skip</c>): fewer may be read.</param>
public sealed record FileCheck(
    long Records, long Lines, long Bytes, string Sha256, IReadOnlyDictionary<string, string> Header, IReadOnlyList<MappingException> Faults, bool SomeLeftOut = false);

/// <summary>A located fault of data or of a mapping file.</summary>
/// <param name="code">Stable code, e.g. <c>mapping.unknown-code</c>.</param>
/// <param name="message">What went wrong, the value, what was expected.</param>
/// <param name="mappingAt"><c>file:line</c> of the mapping.</param>
/// <param name="sourceAt">Source line and column, XPath or JSON path.</param>
/// <param name="field">Target field.</param>
public sealed class MappingException(string code, string message, string? mappingAt = null, string? sourceAt = null, string? field = null, Exception? inner = null)
    : Exception(message, inner)
{
    public string Code { get; } = code;

    public string? MappingAt { get; } = mappingAt;

    public string? SourceAt { get; } = sourceAt;

    public string? Field { get; } = field;

    /// <summary>All places in one line.</summary>
    public string Location => string.Join("; ", new[] { SourceAt, Field is null ? null : $"field {Field}", MappingAt }.Where(p => p is not null));
}

/// <summary>Static lineage: which source fields each target field is made of.</summary>
public sealed record MappingLineage(IReadOnlyList<FieldLineage> Fields);

/// <param name="Target">Path of the target field, e.g. <c>items[].amount</c>.</param>
/// <param name="Sources">Source paths.</param>
/// <param name="Expression">The expression as written.</param>
public sealed record FieldLineage(string Target, IReadOnlyList<string> Sources, string Expression, int Line);
