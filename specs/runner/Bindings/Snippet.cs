using System.Text;
using System.Text.RegularExpressions;
using Integration.Specs.Runner.Features;
using TechTalk.SpecFlow;

namespace Integration.Specs.Runner.Bindings;

/// <summary>A definition for a step that has none, ready to be pasted.</summary>
internal static partial class Snippet
{
    public static string For(Step step)
    {
        var parameters = new List<string>();
        var expression = Argument().Replace(step.Text, m =>
        {
            var (type, parameter) = m.Value[0] is '"' or '“' ? ("string", "text") : m.Value.Contains('.') ? ("decimal", "amount") : ("int", "number");
            parameters.Add($"{type} {parameter}{parameters.Count + 1}");
            return m.Value[0] == '“' ? "“{}”" : $"{{{type}}}";
        });
        // Without an argument it is read as a regular expression, so what means something there is taken literally.
        if (parameters.Count == 0)
            expression = Regex.Escape(step.Text).Replace("\\ ", " ", StringComparison.Ordinal);
        else
            expression = Special().Replace(expression, "\\$&");
        if (step.Argument is not null)
            parameters.Add(step.Table is null ? "string text" : "Table table");
        return $$"""
                [{{step.Kind}}(@"{{expression.Replace("\"", "\"\"", StringComparison.Ordinal)}}")]
                public async Task {{MethodName(step)}}({{string.Join(", ", parameters)}})
                {
                    throw new PendingStepException();
                }

            """;
    }

    private static string MethodName(Step step)
    {
        var name = new StringBuilder(step.Kind.ToString());
        foreach (Match word in Word().Matches(Argument().Replace(step.Text, " ")))
            name.Append(char.ToUpperInvariant(word.Value[0])).Append(word.Value[1..]);
        return name.ToString();
    }

    [GeneratedRegex("\"[^\"]*\"|“[^”]*”|(?<![\\p{L}\\p{N}_-])-?\\d+(\\.\\d+)?(?![\\p{IsBasicLatin}-[\\s,.;:!?]])")]
    private static partial Regex Argument();

    [GeneratedRegex(@"[()/\\]")]
    private static partial Regex Special();

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
