using System.Net;
using System.Text.RegularExpressions;

namespace Integration.Hub.Contracts;

/// <summary>The Markdown that contracts in words are written in: headings, paragraphs, lists, tables, code.</summary>
internal static partial class Markdown
{
    public static void Write(Html html, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length;)
            i = Block(html, lines, i);
    }

    private static int Block(Html html, string[] lines, int i)
    {
        var line = lines[i];
        if (line.StartsWith("```", StringComparison.Ordinal))
            return Fence(html, lines, i + 1);
        if (HeadingForm().Match(line) is { Success: true } heading)
        {
            // The page has its own first and second level.
            var level = Math.Min(heading.Groups[1].Length + 1, 4);
            html.Raw(heading.Groups[1].Length == 1 ? "" : $"<h{level}>{Inline(heading.Groups[2].Value)}</h{level}>");
            return i + 1;
        }
        if (line.StartsWith('|'))
            return Table(html, lines, i);
        if (ItemForm().IsMatch(line))
            return List(html, lines, i);
        return string.IsNullOrWhiteSpace(line) ? i + 1 : Paragraph(html, lines, i);
    }

    private static int Fence(Html html, string[] lines, int i)
    {
        html.Raw("<pre>");
        for (; i < lines.Length && !lines[i].StartsWith("```", StringComparison.Ordinal); i++)
            html.Text(lines[i] + "\n");
        html.Raw("</pre>");
        return i + 1;
    }

    private static int Table(Html html, string[] lines, int i)
    {
        html.Raw("<table class=md>");
        for (var first = i; i < lines.Length && lines[i].StartsWith('|'); i++)
        {
            var cells = CellEnd().Split(lines[i].Trim().Trim('|')).Select(c => c.Trim().Replace(@"\|", "|")).ToList();
            if (cells.All(c => RuleForm().IsMatch(c)) || (i == first && cells.All(c => c.Length == 0)))
                continue;
            var mark = i == first ? "th" : "td";
            html.Raw("<tr>").Each(cells, c => html.Raw($"<{mark}>{Inline(c)}")).Raw("</tr>");
        }
        html.Raw("</table>");
        return i;
    }

    private static int List(Html html, string[] lines, int i)
    {
        html.Raw("<ul class=rules>");
        while (i < lines.Length && (ItemForm().IsMatch(lines[i]) || (lines[i].StartsWith(' ') && lines[i].Trim().Length > 0)))
        {
            var item = ItemForm().Replace(lines[i++], "");
            while (i < lines.Length && lines[i].StartsWith(' ') && lines[i].Trim().Length > 0 && !ItemForm().IsMatch(lines[i]))
                item += " " + lines[i++].Trim();
            html.Raw($"<li>{Inline(item)}</li>");
        }
        html.Raw("</ul>");
        return i;
    }

    private static int Paragraph(Html html, string[] lines, int i)
    {
        var text = "";
        for (; i < lines.Length && !string.IsNullOrWhiteSpace(lines[i]) && !lines[i].StartsWith('|') && !lines[i].StartsWith('#') && !ItemForm().IsMatch(lines[i]) && !lines[i].StartsWith("```", StringComparison.Ordinal); i++)
            text += lines[i] + " ";
        html.Raw($"<p>{Inline(text.Trim())}</p>");
        return i;
    }

    private static string Inline(string text)
    {
        var parts = text.Split('`');
        for (var i = 0; i < parts.Length; i++)
        {
            var plain = WebUtility.HtmlEncode(parts[i]);
            parts[i] = i % 2 == 1 ? $"<code>{plain}</code>" : Link().Replace(Italic().Replace(Bold().Replace(plain, "<b>$1</b>"), "<i>$1</i>"), "$1");
        }
        return string.Concat(parts);
    }

    [GeneratedRegex("^(#{1,6}) +(.*)$")]
    private static partial Regex HeadingForm();

    [GeneratedRegex(@"^ *(?:[-*]|\d+\.) +")]
    private static partial Regex ItemForm();

    [GeneratedRegex("^:?-+:?$")]
    private static partial Regex RuleForm();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellEnd();

    [GeneratedRegex(@"\*\*([^*]+)\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex(@"(?<![\w*])\*([^*]+)\*(?![\w*])")]
    private static partial Regex Italic();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]*\)")]
    private static partial Regex Link();
}
