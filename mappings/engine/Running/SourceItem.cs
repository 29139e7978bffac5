namespace Integration.Mappings.Running;

/// <summary>Something a name in a mapping can stand for: a line of a file, a node of a document.</summary>
internal abstract class SourceItem
{
    /// <summary>Place in words: <c>line 3</c>, <c>/order/item[2]</c>, <c>$.items[1]</c>.</summary>
    public abstract string Place { get; }
}
