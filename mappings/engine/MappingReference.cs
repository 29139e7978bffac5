using Integration.Mappings.Functions;

namespace Integration.Mappings;

/// <summary>Documentation of the language, made from its functions.</summary>
public static class MappingReference
{
    /// <summary>Markdown of <c>mappings/reference.md</c>.</summary>
    public static string Markdown() => ReferencePage.Write();
}
