namespace Integration.Mappings.Sources;

/// <summary>What a source may be at most; a mapping may set others under <c>limits:</c>.</summary>
/// <param name="Line">Bytes of one line.</param>
/// <param name="Group">Lines of one record with its groups.</param>
/// <param name="Depth">Levels of an XML or JSON document.</param>
/// <param name="Nodes">Elements, attributes and values of one document, or of one record of a streamed one.</param>
internal sealed record Limits(int Line = 1 << 20, int Group = 100_000, int Depth = 64, int Nodes = 1_000_000);
