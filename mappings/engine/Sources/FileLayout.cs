using System.Text;

namespace Integration.Mappings.Sources;

/// <summary>Form of a delimited or fixed-width file.</summary>
internal sealed class FileLayout
{
    public required Charset Charset { get; init; }

    /// <summary>Null for fixed width.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Quote character, or '\0'.</summary>
    public char Quote { get; init; }

    public bool Trim { get; init; } = true;

    /// <summary>Every line ends with a delimiter that begins no field.</summary>
    public bool TrailingDelimiter { get; init; }

    /// <summary>Lines at the start that hold no records (column titles).</summary>
    public int TitleLines { get; init; }

    /// <summary>Fixed width: a line may end early; the fields that it lacks are empty.</summary>
    public bool ShortLines { get; init; }

    public Limits Limits { get; init; } = new();

    public required IReadOnlyList<RecordLayout> Records { get; init; }

    /// <summary>The record that makes messages.</summary>
    public required RecordLayout Each { get; init; }

    public bool HasGroups => Each.Groups.Count > 0;

    /// <summary>The kind of a line, or null if its tag is unknown.</summary>
    public RecordLayout? Classify(ReadOnlySpan<byte> line, Charset charset)
    {
        var tags = charset == Charset ? _tags ??= Tags(charset) : _otherTags ??= Tags(charset);
        foreach (var tag in tags)
            if (line.StartsWith(tag.WithDelimiter) || (tag.Alone is not null && line.SequenceEqual(tag.Alone))) return tag.Layout;
        return null;
    }

    private TagBytes[]? _tags;
    private TagBytes[]? _otherTags;

    /// <summary>With the delimiter, so that tag B is not found in BX. A kind without a tag comes last and takes every line.</summary>
    private TagBytes[] Tags(Charset charset) =>
        [.. Records.OrderBy(r => r.Tag is null).ThenByDescending(r => r.Tag?.Length).Select(r => r.Tag is null
            ? new TagBytes(r, [], null)
            : new TagBytes(r, charset.Encoding.GetBytes(r.Tag + Delimiter), Delimiter is null ? null : charset.Encoding.GetBytes(r.Tag)))];

    private sealed record TagBytes(RecordLayout Layout, byte[] WithDelimiter, byte[]? Alone);

    public string ExpectedTags => string.Join(", ", Records.Where(r => r.Tag is not null).Select(r => $"{r.Tag} ({r.Name})"));
}
