namespace Integration.Mappings.Compile;

/// <summary>Names that an expression may use; inner scopes see outer ones.</summary>
/// <param name="outer">The scope around it.</param>
/// <param name="owner">Slot whose item the scope's <c>let</c> values belong to.</param>
internal sealed class Scope(Scope? outer, int owner)
{
    private readonly Dictionary<string, Binding> _names = [];

    public int Owner => owner;

    /// <summary>An item whose members are names by themselves (a canonical message, a JSON document).</summary>
    public Binding.Item? Root { get; init; }

    public void Add(string name, Binding binding) => _names[name] = binding;

    public Binding? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
            if (scope._names.TryGetValue(name, out var binding)) return binding;
        return null;
    }

    public Binding.Item? FindRoot()
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
            if (scope.Root is not null) return scope.Root;
        return null;
    }

    public IEnumerable<string> Names() => _names.Keys.Concat(Outer?.Names() ?? []);

    private Scope? Outer => outer;
}

internal abstract record Binding
{
    /// <param name="Slot">Where the run keeps it.</param>
    /// <param name="Path">Absolute path, for lineage.</param>
    internal sealed record Item(int Slot, ItemSchema Schema, string Path) : Binding;

    /// <summary>A <c>let</c>.</summary>
    internal sealed record Value(Expr Expr) : Binding;

    /// <summary>A name that exists but may not be used here.</summary>
    internal sealed record Barred(string Reason) : Binding;
}
