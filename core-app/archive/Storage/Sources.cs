using System.Text.Json;

namespace Integration.CoreApp.Archive.Storage;

/// <summary>A mixed facet's JSON object: column → who said it, where that is not the row's own stamp; <c>@system</c> → its last word.</summary>
internal sealed class Sources
{
    private readonly Dictionary<string, string> _packed;

    private Sources(Dictionary<string, string> packed) => _packed = packed;

    public static Sources Read(string? json) => new(json is null or "{}" ? [] : Entries(json));

    public Said? Of(string column) => Find(column);

    public Said? Heard(string system) => Find("@" + system);

    // Also what older versions wrote (a bare message id) is read as if it were not there: the row's stamp stands for it.
    private Said? Find(string key) => _packed.TryGetValue(key, out var packed) && packed.Contains('|') ? Said.Unpack(packed) : null;

    /// <summary>The object with one value's source put in; nothing else changes.</summary>
    public string With(string column, Said said)
    {
        _packed[column] = said.Pack();
        return JsonSerializer.Serialize(_packed);
    }

    /// <summary>The object anew.</summary>
    /// <param name="before">The row's stamp so far.</param>
    /// <param name="owner">Its stamp from now on: it is also that system's last word, which needs no entry.</param>
    public string Write(IEnumerable<(string Column, Said Said)> exceptions, Said said, bool late, Said? before, Said owner)
    {
        var all = _packed.Where(p => p.Key[0] == '@').ToDictionary(StringComparer.Ordinal);
        if (before is not null)
            all["@" + before.System] = before.Pack();
        if (!late)
            all["@" + said.System] = said.Pack();
        all.Remove("@" + owner.System);
        foreach (var (column, by) in exceptions)
            all[column] = by.Pack();
        return JsonSerializer.Serialize(all);
    }

    private static Dictionary<string, string> Entries(string json) => JsonDocument.Parse(json).RootElement.EnumerateObject()
        .Where(p => p.Value.ValueKind == JsonValueKind.String)
        .ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal);
}
