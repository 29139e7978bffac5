using System.Text;

namespace Integration.Hub.Contracts;

/// <summary>Samples that stand beside a contract, good ones first; those that an interface's mapping tests use belong to it.</summary>
internal static class Samples
{
    private const int ShownLines = 40;

    static Samples() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static IReadOnlyList<string> Of(SystemConfig system, InterfaceConfig i, ContractSources sources)
    {
        var folder = Path.Combine(system.Folder, "samples");
        if (!Directory.Exists(folder))
            return [];
        var tests = string.Join('\n', sources.MappingsOf(i).Select(m => ContractShapes.FileOf(m, sources.MappingsFolder)[..^".yaml".Length] + ".test.yaml").Where(File.Exists).Select(File.ReadAllText));
        var prefix = i.Id.ToLowerInvariant();
        return [.. Directory.EnumerateFiles(folder).Where(f => tests.Contains(Path.GetFileName(f), StringComparison.Ordinal) || Path.GetFileName(f).StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .OrderBy(f => Path.GetFileName(f).Contains("bad", StringComparison.Ordinal)).ThenBy(f => f, StringComparer.Ordinal)];
    }

    public static string Shown(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var text = bytes.Length == 0 ? "(empty)" : EncodingOf(file, bytes).GetString(bytes);
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return lines.Length <= ShownLines ? string.Join('\n', lines) : string.Join('\n', lines.Take(ShownLines)) + $"\n… {lines.Length - ShownLines} more lines";
    }

    private static Encoding EncodingOf(string file, byte[] bytes)
    {
        var head = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 120)).ToLowerInvariant();
        var name = Path.GetFileName(file).ToLowerInvariant();
        return name.Contains(".gb", StringComparison.Ordinal) || head.Contains("encoding=\"gb", StringComparison.Ordinal) ? Encoding.GetEncoding("gb18030") : Encoding.UTF8;
    }
}
