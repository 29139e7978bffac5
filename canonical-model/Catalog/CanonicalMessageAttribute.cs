using Integration.CanonicalModel.Shapes;

namespace Integration.CanonicalModel;

/// <summary>Makes a record a message of the canonical model. Its summary stands beside it in <see cref="SummaryAttribute"/>.</summary>
/// <param name="type">Name on the wire: facts in the past tense, commands imperative.</param>
/// <param name="version">1 for the first; a changed field makes a new version.</param>
/// <param name="kind">Decides who may send and who receives it.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CanonicalMessageAttribute(string type, int version, MessageKind kind) : Attribute
{
    public string Type { get; } = type;

    public int Version { get; } = version;

    public MessageKind Kind { get; } = kind;

    /// <summary>Interfaces that carry it, comma separated, e.g. <c>BIL-1</c>; empty for what only the hub itself says.</summary>
    public string Interfaces { get; init; } = "";
}

/// <summary>One or two sentences for people: shown in schemas, in mapping errors and in the console.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Enum, Inherited = false)]
public sealed class SummaryAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}
