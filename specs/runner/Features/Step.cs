using TechTalk.SpecFlow;

namespace Integration.Specs.Runner.Features;

/// <summary>A step as it is to be run, example values filled in.</summary>
/// <param name="Kind">Given, When or Then.</param>
/// <param name="Keyword">As written: <c>And</c>, <c>假如</c>.</param>
/// <param name="Text">Without the keyword.</param>
/// <param name="Line">In the feature file, from 1.</param>
internal sealed record Step(StepKinds Kind, string Keyword, string Text, Table? Table, string? DocString, int Line)
{
    public object? Argument => (object?)Table ?? DocString;

    public override string ToString() => Keyword + (Keyword.Length > 0 && char.IsAscii(Keyword[^1]) ? " " : "") + Text;
}
