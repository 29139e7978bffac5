using Xunit;

namespace Integration.Specs.Architecture;

/// <summary>A file over 300 lines wants a reason.</summary>
public sealed class File_sizes
{
    private const int Limit = 300;
    private const string Reasons = "specs/architecture/long-files.txt";

    [Fact]
    public void No_file_has_more_than_300_lines_without_a_reason() => Findings.None(
        from file in Sources
        let lines = Lines(file)
        where lines > Limit && !Allowed.ContainsKey(file)
        select $"{file} has {lines} lines; a file over {Limit} is hard to read: split it by what its parts are, or give the reason in {Reasons}");

    [Fact]
    public void Every_reason_for_a_long_file_is_still_needed() => Findings.None(
        from entry in Allowed
        where !File.Exists(Repository.FullPath(entry.Key)) || Lines(entry.Key) <= Limit
        select $"{Reasons} excuses {entry.Key}, which is gone or short now; take the line out");

    [Fact]
    public void Every_excused_file_has_its_reason() => Findings.None(
        Allowed.Where(e => e.Value.Length < 10).Select(e => $"{Reasons} excuses {e.Key} without a reason"));

    private static IEnumerable<string> Sources =>
        Repository.Under("", ".cs", ".ts", ".tsx", ".js", ".css", ".sh", ".sql").Append("test").Append("run").Where(f => File.Exists(Repository.FullPath(f)));

    private static Dictionary<string, string> Allowed => Repository.Read(Reasons).Split('\n', StringSplitOptions.TrimEntries)
        .Where(l => l.Length > 0 && l[0] != '#')
        .Select(l => l.Split('|', 2, StringSplitOptions.TrimEntries))
        .ToDictionary(p => p[0], p => p.ElementAtOrDefault(1) ?? "");

    private static int Lines(string file) => File.ReadLines(Repository.FullPath(file)).Count();
}
