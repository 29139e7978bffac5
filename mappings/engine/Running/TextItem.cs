namespace Integration.Mappings.Running;

/// <summary>A piece of a text, as <c>split</c> makes them.</summary>
internal sealed class TextItem(string text, int number) : SourceItem
{
    public string Text => text;

    public override string Place => $"part {number}";
}
