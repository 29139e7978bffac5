using System.Text.RegularExpressions;
using Integration.Hub.Core.Configuration;
using Integration.Mappings;

namespace Integration.Hub.Core.Journeys;

/// <summary>Whether an interface gives its mappings the values that they read: told at start, not by the first file that cannot be made.</summary>
internal static partial class OwnValues
{
    /// <summary>Names that the mapping reads and the interface does not give.</summary>
    public static IEnumerable<string> Missing(InterfaceConfig i, IMapping mapping, string mappingsFolder) => Path.Combine(mappingsFolder, mapping.File) is var file && File.Exists(file)
        ? Read().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value).Distinct().Where(name => !i.Values.ContainsKey(name))
        : [];

    [GeneratedRegex("""context\("value\.([^"]+)"\)""")]
    private static partial Regex Read();
}
