using System.Reflection;

namespace Integration.CanonicalModel;

/// <summary>CLR names → wire names: camelCase, nothing else.</summary>
public static class WireNames
{
    public static string Of(PropertyInfo property) => Camel(property.Name);

    public static string Of(Enum value) => Camel(value.ToString());

    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
