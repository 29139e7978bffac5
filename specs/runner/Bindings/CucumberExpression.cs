using System.Text;
using System.Text.RegularExpressions;

namespace Integration.Specs.Runner.Bindings;

/// <summary>
/// Cucumber expressions: <c>{int}</c> and the like are arguments, <c>(s)</c> may be missing, <c>a/b</c> is one of them,
/// <c>\</c> takes the meaning from the character after it.
/// </summary>
internal static partial class CucumberExpression
{
    private const string Whole = @"-?\d+";
    private const string Fraction = @"-?\d*\.?\d+";

    private static readonly Dictionary<string, string> BuiltIn = new(StringComparer.Ordinal)
    {
        [""] = ".*",
        ["int"] = Whole,
        ["long"] = Whole,
        ["short"] = Whole,
        ["byte"] = @"\d+",
        ["float"] = Fraction,
        ["double"] = Fraction,
        ["decimal"] = Fraction,
        ["word"] = @"[^\s]+",
    };

    /// <summary>With a <c>{parameter}</c> and nothing that only a regular expression has.</summary>
    public static bool IsOne(string expression) =>
        Parameter().IsMatch(expression) && !expression.StartsWith('^') && !expression.EndsWith('$') && !OnlyInRegex().IsMatch(expression);

    /// <param name="expression">The expression.</param>
    /// <param name="parameterTypes">Further parameter types: name to regular expression.</param>
    /// <exception cref="ArgumentException">An unknown parameter type or an open bracket.</exception>
    public static string ToRegex(string expression, IReadOnlyDictionary<string, string> parameterTypes)
    {
        var regex = new StringBuilder();
        var arguments = 0;
        foreach (Match token in Token().Matches(expression))
            regex.Append(token.Value switch
            {
                ['{', .. var name, '}'] => Argument(name, arguments++, parameterTypes),
                ['(', .. var optional, ')'] => $"(?:{Literal(optional)})?",
                _ when token.Groups["alternatives"].Success => $"(?:{string.Join('|', token.Value.Split('/').Select(Literal))})",
                ['{' or '(', ..] => throw new ArgumentException($"'{token.Value}' is opened and not closed; write '\\{token.Value}' for the character itself"),
                _ => Literal(token.Value),
            });
        return regex.ToString();
    }

    private static string Argument(string name, int number, IReadOnlyDictionary<string, string> parameterTypes)
    {
        if (name == "string")
            return $"""(?:"(?<a{number}>[^"]*)"|'(?<a{number}>[^']*)')""";
        return BuiltIn.TryGetValue(name, out var regex) || parameterTypes.TryGetValue(name, out regex)
            ? $"(?<a{number}>{regex})"
            : throw new ArgumentException(
                $"there is no parameter type '{name}'; there are: string, {string.Join(", ", BuiltIn.Keys.Concat(parameterTypes.Keys).Where(k => k.Length > 0))}; " +
                "a [StepArgumentTransformation(Name = \"…\")] or an enum that the method takes adds one");
    }

    private static string Literal(string text) => Regex.Escape(Escaped().Replace(text, "$1"));

    [GeneratedRegex(@"(?<!\\)\{\w*\}")]
    private static partial Regex Parameter();

    // Groups of regular expressions and the classes and repeats that no sentence has.
    [GeneratedRegex(@"\(\?|\\[dwsDWS.]|\.[*+]|\]\*|\]\+|\[\^|\)[*+?]|\{\d+(,\d*)?\}")]
    private static partial Regex OnlyInRegex();

    [GeneratedRegex(@"\\.|\{\w*\}|\([^()]*\)|(?<alternatives>[\p{L}\p{N}]+(?:/[\p{L}\p{N}]+)+)|[\p{L}\p{N}]+|.", RegexOptions.Singleline)]
    private static partial Regex Token();

    [GeneratedRegex(@"\\(.)", RegexOptions.Singleline)]
    private static partial Regex Escaped();
}
