using System.Net;
using System.Text;

namespace Integration.Hub.Contracts;

/// <summary>HTML as it is written: texts are encoded, markup is said to be markup.</summary>
internal sealed class Html
{
    private readonly StringBuilder _text = new();

    public Html Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    public Html Text(string? text)
    {
        _text.Append(WebUtility.HtmlEncode(text ?? ""));
        return this;
    }

    public Html Each<T>(IEnumerable<T> items, Action<T> write)
    {
        foreach (var item in items)
            write(item);
        return this;
    }

    /// <summary>A heading that the page's list of contents leads to.</summary>
    public Html Heading(string id, string title) => Raw($"<h2 id=\"{id}\">").Text(title).Raw("</h2>");

    public Html Head(params string[] titles) => Raw("<table><thead><tr>").Each(titles, t => Raw("<th>").Text(t)).Raw("</tr></thead><tbody>");

    public Html Row(params string?[] cells) => Raw("<tr>").Each(cells, c => Raw("<td>").Text(c)).Raw("</tr>");

    public Html End() => Raw("</tbody></table>");

    /// <summary>Two columns: what, and its value; a row without a value is left out.</summary>
    public Html Facts(IEnumerable<(string What, string? Value)> facts) => Raw("<table class=facts>")
        .Each(facts.Where(f => !string.IsNullOrEmpty(f.Value)), f => Raw("<tr><th>").Text(f.What).Raw("<td>").Text(f.Value).Raw("</tr>")).Raw("</table>");

    /// <param name="up">Way to the site's root: <c>""</c> or <c>../</c>.</param>
    public byte[] Page(string title, string up) => Encoding.UTF8.GetBytes($"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>{WebUtility.HtmlEncode(title)}</title><link rel="stylesheet" href="{up}style.css"></head>
        <body><nav class=top><a href="{up}index.html">Contracts 接口合同</a> · <a href="{up}canonical.html">Canonical messages 标准消息</a></nav>
        {_text}
        </body></html>
        """);
}
