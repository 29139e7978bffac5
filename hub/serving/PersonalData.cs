using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Integration.Hub.Serving;

/// <summary>Hides who people are in messages: what the canonical form names as such, wherever else it stands too, and whatever looks like a phone or account.</summary>
public sealed partial class PersonalData
{
    private const int Shortest = 2;

    private static readonly HashSet<string> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        "name", "shortName", "customerName", "contactName", "displayName", "payerName", "phone", "phones", "contactPhone", "email", "address", "birthday", "payerAccount", "bankAccount", "accountName", "holderName", "idNumber", "remittanceText", "content", "description",
    };

    private readonly List<string> _values = [];

    /// <param name="canonical">JSON, or lines of JSON.</param>
    public static PersonalData In(string canonical)
    {
        var found = new PersonalData();
        foreach (var line in canonical.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                found.Collect(JsonNode.Parse(line), inside: false);
            }
            catch (System.Text.Json.JsonException)
            {
                // The text that was cut in the middle of a line.
            }
        }
        // The longest first: a short one may stand in a long one.
        found._values.Sort((a, b) => b.Length.CompareTo(a.Length));
        return found;
    }

    /// <summary>Also what stands in these fields of another form of the message: JSON members, XML elements.</summary>
    public PersonalData And(string text, IReadOnlyCollection<string> fields)
    {
        if (fields.Count == 0)
            return this;
        var names = string.Join('|', fields.Select(Regex.Escape));
        foreach (Match match in Regex.Matches(text, $"\"(?:{names})\"\\s*:\\s*\"(?<value>(?:[^\"\\\\]|\\\\.)*)\"|<(?:[\\w.-]+:)?(?:{names})(?:\\s[^>]*)?>(?<value>[^<]*)<", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2)))
        {
            if (match.Groups["value"].Value.Trim() is { Length: >= Shortest } value)
                _values.Add(value);
        }
        _values.Sort((a, b) => b.Length.CompareTo(a.Length));
        return this;
    }

    public string Mask(string text)
    {
        foreach (var value in _values.Distinct())
            text = text.Replace(value, Hidden(value), StringComparison.Ordinal);
        return Numbers().Replace(text, m => Hidden(m.Value));
    }

    private void Collect(JsonNode? node, bool inside)
    {
        if (node is JsonObject o)
        {
            foreach (var (name, value) in o)
                Collect(value, Fields.Contains(name));
        }
        else if (node is JsonArray a)
        {
            foreach (var one in a)
                Collect(one, inside);
        }
        else if (inside && node is JsonValue v && v.TryGetValue(out string? text) && text.Length >= Shortest)
        {
            _values.Add(text);
        }
    }

    // As much as tells two apart: the first character of a name, the end of a number.
    private static string Hidden(string value) => value.All(c => char.IsAsciiDigit(c) || c is '-' or '+' or ' ') && value.Length > 6 ? new string('*', value.Length - 4) + value[^4..] : value[0] + "**";

    [GeneratedRegex(@"(?<![\dA-Za-z-])(\+?86)?1[3-9]\d{9}(?!\d)|(?<![\dA-Za-z-])0\d{2,3}-?\d{7,8}(?!\d)|(?<![\dA-Za-z-])\d{16,19}(?!\d)")]
    private static partial Regex Numbers();
}
