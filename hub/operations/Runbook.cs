using System.Reflection;

namespace Integration.Hub.Operations;

/// <summary>What is to be done about one thing: an alert, a kind of failure, a fault of another system.</summary>
/// <param name="Code">Heading: rule of an alert, suggestion of a group, fault.</param>
/// <param name="Title">In English and in Chinese.</param>
/// <param name="Do">One command or one click; Markdown.</param>
public sealed record RunbookSection(string Code, string Title, string Seen, string Means, string Safe, string Do, string Ends);

/// <summary>The runbook (<c>specs/runbook.md</c>) as it was when this program was built: whoever is on duty has it where the hub is.</summary>
public static class Runbook
{
    private static readonly Lazy<IReadOnlyList<RunbookSection>> s_sections = new(Read);

    /// <summary>In the order of the page.</summary>
    public static IReadOnlyList<RunbookSection> Sections => s_sections.Value;

    public static RunbookSection? Find(string code) => Sections.FirstOrDefault(s => s.Code == code);

    private static IReadOnlyList<RunbookSection> Read()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("runbook.md")!);
        return [.. reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n### ").Skip(1).Select(Section)];
    }

    private static RunbookSection Section(string text)
    {
        var lines = text.Split('\n');
        return new RunbookSection(lines[0].Trim(), lines.First(l => l.StartsWith("**", StringComparison.Ordinal)).Trim('*'), Line("Seen"), Line("Means"), Line("Safe"), Line("Do"), Line("Ends"));

        string Line(string name) => lines.FirstOrDefault(l => l.StartsWith($"- {name}: ", StringComparison.Ordinal))?[(name.Length + 4)..]
            ?? throw new InvalidOperationException($"specs/runbook.md: '{lines[0]}' does not say what '{name}' is");
    }
}
