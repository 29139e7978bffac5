using System.Security;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;

namespace Integration.Hub.Serving;

/// <summary>Hides who people are in messages: what the canonical form names as such, wherever else it stands too, and whatever looks like a phone or account.</summary>
public sealed partial class PersonalData
{
    private const int Shortest = 2;

    private static readonly HashSet<string> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        "name", "shortName", "customerName", "contactName", "displayName", "payerName", "phone", "phones", "contactPhone", "email", "address", "birthday", "payerAccount", "bankAccount", "accountName", "holderName", "idNumber", "remittanceText", "content", "description",
    };

    private readonly HashSet<string> _values = [];
    private IReadOnlyCollection<string> _named = [];
    private bool _everyName;

    /// <param name="canonical">JSON, or lines of JSON.</param>
    public static PersonalData In(string canonical) => new PersonalData().AndInJson(canonical);

    /// <summary>Also what stands in these fields (<c>phone</c>, <c>debtor.holder</c>) of a form of the message, with all that is below them: JSON members, XML elements.</summary>
    public PersonalData And(string text, IReadOnlyCollection<string> fields)
    {
        _named = fields;
        _ = text.AsSpan().TrimStart() is ['<', ..] ? AndInXml(text) : AndInJson(text);
        // Once more by sight, for a text that breaks off or wraps the fields in something else; a path (debtor.number) cannot be seen so.
        var names = string.Join('|', fields.Where(f => !f.Contains('.', StringComparison.Ordinal)).Select(Regex.Escape));
        if (names.Length == 0)
            return this;
        foreach (Match match in Regex.Matches(text, $"\"(?:{names})\"\\s*:\\s*\"(?<value>(?:[^\"\\\\]|\\\\.)*)\"|<(?:[\\w.-]+:)?(?:{names})(?:\\s[^>]*)?>(?<value>[^<]*)<", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2)))
        {
            if (match.Groups["value"].Value.Trim() is { Length: >= Shortest } value)
                _values.Add(value);
        }
        return this;
    }

    /// <summary>For what no mapping could read: nothing says which words are names, so every Chinese word is taken for one.</summary>
    public PersonalData AndEveryName()
    {
        _everyName = true;
        return this;
    }

    public string Mask(string text)
    {
        // The longest first: a short one may stand in a long one.
        foreach (var value in _values.SelectMany(Written).Distinct().OrderByDescending(v => v.Length))
            text = text.Replace(value, Hidden(value), StringComparison.Ordinal);
        text = Numbers().Replace(text, m => Hidden(m.Value));
        return _everyName ? Words().Replace(text, m => Hidden(m.Value)) : text;
    }

    // The same value as JSON and XML write it.
    private static IEnumerable<string> Written(string value) => [value, SecurityElement.Escape(value), JsonEncodedText.Encode(value).ToString()];

    private PersonalData AndInJson(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                Collect(JsonNode.Parse(line), "", inside: false);
            }
            catch (JsonException)
            {
                // The text that was cut in the middle of a line, or no JSON at all.
            }
        }
        return this;
    }

    private PersonalData AndInXml(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            var path = new Stack<string>();
            path.Push("");
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement)
                    path.Push($"{path.Peek()}.{reader.LocalName}");
                else if (reader.NodeType == XmlNodeType.EndElement)
                    path.Pop();
                else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && path.Any(IsPersonal))
                    Add(reader.Value.Trim());
            }
        }
        catch (XmlException)
        {
            // What was found before the place where it breaks off counts.
        }
        return this;
    }

    private bool IsPersonal(string path) => Fields.Contains(path[(path.LastIndexOf('.') + 1)..]) || _named.Any(n => path.EndsWith("." + n, StringComparison.OrdinalIgnoreCase));

    private void Collect(JsonNode? node, string path, bool inside)
    {
        if (node is JsonObject o)
        {
            foreach (var (name, value) in o)
                Collect(value, $"{path}.{name}", inside || IsPersonal($"{path}.{name}"));
        }
        else if (node is JsonArray a)
        {
            foreach (var one in a)
                Collect(one, path, inside);
        }
        else if (inside && node is JsonValue v && v.TryGetValue(out string? text))
        {
            Add(text);
        }
    }

    private void Add(string text)
    {
        if (text.Length >= Shortest)
            _values.Add(text);
    }

    // As much as tells two apart: the first character of a name, the end of a number.
    private static string Hidden(string value) => IsNumber(value) ? new string('*', value.Length - 4) + value[^4..] : value[0] + "**";

    private static bool IsNumber(string value) => value.Length > 6 && value.All(c => char.IsAsciiDigit(c) || c is '-' or '+' or ' ');

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}{2,}")]
    private static partial Regex Words();

    [GeneratedRegex(@"(?<![\dA-Za-z-])(\+?86)?1[3-9]\d{9}(?!\d)|(?<![\dA-Za-z-])0\d{2,3}-?\d{7,8}(?!\d)|(?<![\dA-Za-z-])\d{16,19}(?!\d)")]
    private static partial Regex Numbers();
}
