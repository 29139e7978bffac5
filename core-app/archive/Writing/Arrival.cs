using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>A canonical message with its place in the box: what a row's lineage is made of.</summary>
/// <param name="Line">Line within a batch message, from 1.</param>
/// <param name="Source">System, and after a slash the interface that brought it.</param>
/// <param name="Post">Where the archive says something itself.</param>
internal readonly record struct Arrival<T>(T Message, MessageId Id, long Sequence, long Line, string Source, MasterRules Rules, ArchivePost Post, string Conversation)
{
    public string System => Storage.Said.SystemOf(Source);

    /// <summary>Stamp of a facet that one kind of source fills.</summary>
    /// <param name="entity">What the master rules call it; null where they say nothing.</param>
    public object?[] Stamp(DateTimeOffset at, string? entity = null) => [at, Sequence, Line, Id.Value, Source, Authority(entity)];

    /// <summary>Stamp of a facet whose source numbers its messages.</summary>
    public object?[] Ranked(DateTimeOffset at, long? rank) => [at, rank, Sequence, Line, Id.Value, Source, 0L];

    /// <summary>Stamp of a facet that several systems fill.</summary>
    public object?[] Mixed(DateTimeOffset at) => [at, Sequence, Line, Id.Value, Source, "{}"];

    public Said Said(DateTimeOffset at) => new(Source, at, Sequence, Line, Id.ToString());

    /// <summary>Whom the system means by this number.</summary>
    public string? Party(CustomerNumber? number) => number is { } no ? Rules.Party(System, no.Value) : null;

    public string Party(CustomerNumber number) => Rules.Party(System, number.Value);

    private long Authority(string? entity) => entity is null ? 0 : Rules.Rank(entity, MasterRules.Others, System);
}
