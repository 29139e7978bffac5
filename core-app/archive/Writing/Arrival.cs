using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>A canonical message with its place in the box: what a row's lineage is made of.</summary>
/// <param name="Line">Line within a batch message, from 1.</param>
internal readonly record struct Arrival<T>(T Message, MessageId Id, long Sequence, long Line)
{
    /// <summary>Stamp of a facet that this message fills.</summary>
    public object?[] Stamp(DateTimeOffset at) => [at, Sequence, Line, Id.Value];

    /// <summary>Stamp of a facet whose source numbers its messages.</summary>
    public object?[] Stamp(DateTimeOffset at, long? rank) => [at, rank, Sequence, Line, Id.Value];

    /// <summary>The values of a partial facet, followed by the JSON object that names this message as the source of each value there is.</summary>
    public object?[] WithSources(Facet facet, params object?[] values)
    {
        var source = Line == 1 ? Id.ToString() : $"{Id}/{Line}";
        var sources = facet.Columns.Zip(values).Where(c => c.Second is not null).Select(c => $"\"{c.First.Name}\":\"{source}\"");
        return [.. values, $"{{{string.Join(",", sources)}}}"];
    }
}
