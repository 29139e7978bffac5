namespace Integration.Mappings.Functions;

/// <summary>All functions of the language, in the order of the reference page.</summary>
internal sealed class FunctionCatalog
{
    private readonly Dictionary<string, FunctionSpec> _byName;

    private FunctionCatalog(IEnumerable<FunctionSpec> functions)
    {
        All = [.. functions];
        _byName = All.ToDictionary(f => f.Name);
    }

    public static FunctionCatalog Instance { get; } = new(
    [
        .. TextFunctions.All,
        .. TextPartFunctions.All,
        .. NumberFunctions.All,
        .. MoneyFunctions.All,
        .. DateFunctions.All,
        .. NormalisingFunctions.All,
        .. CodeFunctions.All,
        .. ListFunctions.All,
        .. SurroundingFunctions.All,
    ]);

    public IReadOnlyList<FunctionSpec> All { get; }

    public FunctionSpec? Find(string name) => _byName.GetValueOrDefault(name);
}
