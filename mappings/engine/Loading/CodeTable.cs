namespace Integration.Mappings.Loading;

/// <summary>The other system's codes and what they mean here, both ways.</summary>
internal sealed class CodeTable
{
    private readonly Dictionary<string, string>.AlternateLookup<Chars> _in;
    private readonly Dictionary<string, string>.AlternateLookup<Chars> _out;

    /// <param name="name">e.g. <c>billing/bill-state</c>.</param>
    /// <param name="codes">Their code → our value.</param>
    /// <param name="reverse">Our value → their code, where several codes mean the same.</param>
    public CodeTable(string name, IReadOnlyDictionary<string, string> codes, IReadOnlyDictionary<string, string> reverse)
    {
        Name = name;
        Codes = [.. codes.Keys];
        Values = [.. codes.Values.Distinct()];
        var outward = new Dictionary<string, string>(reverse);
        foreach (var (code, value) in codes) outward.TryAdd(value, code);
        Ambiguous = [.. codes.GroupBy(c => c.Value).Where(g => g.Count() > 1 && !reverse.ContainsKey(g.Key)).Select(g => g.Key)];
        _in = new Dictionary<string, string>(codes).GetAlternateLookup<Chars>();
        _out = outward.GetAlternateLookup<Chars>();
    }

    public string Name { get; }

    public IReadOnlyList<string> Codes { get; }

    public IReadOnlyList<string> Values { get; }

    /// <summary>Values that several codes mean and for which the table names no code to send.</summary>
    public IReadOnlyList<string> Ambiguous { get; }

    public bool TryIn(Chars code, out string value) => _in.TryGetValue(code, out value!);

    public bool TryOut(Chars value, out string code) => _out.TryGetValue(value, out code!);
}

/// <summary>All code tables of a mapping folder.</summary>
internal sealed class CodeTables
{
    private readonly Dictionary<string, CodeTable> _tables = [];

    public IEnumerable<string> Names => _tables.Keys;

    public CodeTable? Find(string name) => _tables.GetValueOrDefault(name);

    public void Add(CodeTable table) => _tables[table.Name] = table;
}
