using Xunit;

namespace Integration.Specs.Architecture;

internal static class Findings
{
    /// <summary>Fails with all findings, each on a line of its own.</summary>
    public static void None(IEnumerable<string> findings)
    {
        var all = findings.Distinct().ToList();
        if (all.Count > 0)
            Assert.Fail($"{all.Count} finding(s):\n" + string.Join("\n", all.Select(f => "  " + f)));
    }

    /// <summary>Lines of C# without comments and texts, with their numbers from 1.</summary>
    public static IEnumerable<(int Line, string Code)> CodeLines(string path)
    {
        var lines = CSharpText.WithoutCommentsAndTexts(Repository.Read(path)).Split('\n');
        return lines.Select((code, i) => (i + 1, code));
    }
}
