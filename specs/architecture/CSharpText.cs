using System.Text.RegularExpressions;

namespace Integration.Specs.Architecture;

/// <summary>Just enough of C# to tell code from comments and texts.</summary>
internal static partial class CSharpText
{
    /// <summary>Comments and texts become empty; line breaks stay, so that line numbers do.</summary>
    public static string WithoutCommentsAndTexts(string source) =>
        CommentOrText().Replace(source, m => new string('\n', m.Value.Count(c => c == '\n')));

    // In this order: raw texts, verbatim texts, texts, characters, line comments, block comments.
    [GeneratedRegex("""
        (?<q>"{3,})[\s\S]*?\k<q>
        |@\$?"(?:[^"]|"")*"
        |\$@"(?:[^"]|"")*"
        |"(?:\\.|[^"\\\n])*"
        |'(?:\\.|[^'\\\n])+'
        |//[^\n]*
        |/\*[\s\S]*?\*/
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex CommentOrText();
}
