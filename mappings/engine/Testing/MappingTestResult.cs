namespace Integration.Mappings;

/// <summary>Outcome of one test beside a mapping.</summary>
/// <param name="Mapping">Reference of the mapping.</param>
/// <param name="File">Test file, relative to the folder.</param>
/// <param name="Line">Line of the test in it.</param>
/// <param name="Problems">Empty if it passed; otherwise what differs.</param>
public sealed record MappingTestResult(string Mapping, string Name, string File, int Line, IReadOnlyList<string> Problems)
{
    public bool Passed => Problems.Count == 0;

    public override string ToString() => $"{(Passed ? "passed" : "FAILED")} {Mapping}: {Name} ({File}:{Line}){string.Concat(Problems.Select(p => "\n  " + p))}";
}
