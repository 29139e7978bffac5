using System.Text.RegularExpressions;

namespace Integration.Specs.Runner.Bindings;

/// <summary>The texts that a step definition stands for, as a regular expression with one group per argument.</summary>
internal sealed class StepPattern
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(2);
    private readonly Regex _regex;
    private readonly int[] _groups;

    private StepPattern(Regex regex)
    {
        _regex = regex;
        // Two groups of one name are the two forms of one argument.
        _groups = [.. regex.GetGroupNumbers().Where(n => n > 0)];
    }

    public int Arguments => _groups.Length;

    /// <exception cref="ArgumentException">The expression can't be read.</exception>
    public static StepPattern Parse(string expression, IReadOnlyDictionary<string, string> parameterTypes) => new(new Regex(
        "^(?:" + (CucumberExpression.IsOne(expression) ? CucumberExpression.ToRegex(expression, parameterTypes) : expression) + ")$",
        RegexOptions.CultureInvariant,
        AtMost));

    /// <summary>The arguments; null where an optional group is not there; null as a whole if the text is another.</summary>
    public string?[]? Match(string text)
    {
        var match = _regex.Match(text);
        return match.Success
            ? [.. _groups.Select(n => match.Groups[n] is { Success: true } group ? group.Value : null)]
            : null;
    }
}
