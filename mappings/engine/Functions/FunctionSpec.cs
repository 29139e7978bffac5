using Integration.Mappings.Compile;

namespace Integration.Mappings.Functions;

/// <summary>One function of the language with its own documentation; the examples run as tests.</summary>
/// <param name="name">As written in mappings.</param>
/// <param name="group">Heading of the reference page.</param>
/// <param name="summary">What it gives, in one or two sentences.</param>
/// <param name="returns">Type of its value in words.</param>
internal sealed class FunctionSpec(string name, string group, string summary, string returns)
{
    private readonly List<Parameter> _parameters = [];
    private readonly List<Example> _examples = [];
    private Func<CallSite, Expr>? _build;

    public string Name => name;

    public string Group => group;

    public string Summary => summary;

    public string ReturnType => returns;

    public IReadOnlyList<Parameter> Parameters => _parameters;

    public IReadOnlyList<Example> Examples => _examples;

    public int Required => _parameters.Count(p => !p.Optional);

    /// <summary>The last parameter may be given any number of times.</summary>
    public bool Repeats => _parameters.Count > 0 && _parameters[^1].Name.EndsWith('…');

    public FunctionSpec Takes(string parameter, string type, string meaning)
    {
        _parameters.Add(new Parameter(parameter, type, meaning, false));
        return this;
    }

    public FunctionSpec May(string parameter, string type, string meaning)
    {
        _parameters.Add(new Parameter(parameter, type, meaning, true));
        return this;
    }

    public FunctionSpec Example(string expression, string result)
    {
        _examples.Add(new Example(expression, result, null));
        return this;
    }

    /// <param name="error">Part of the message.</param>
    public FunctionSpec Fails(string expression, string error)
    {
        _examples.Add(new Example(expression, null, error));
        return this;
    }

    public FunctionSpec Does(Func<CallSite, Expr> build)
    {
        _build = build;
        return this;
    }

    public Expr Build(CallSite site)
    {
        var given = site.Count;
        if (given >= Required && (given <= _parameters.Count || Repeats)) return _build!(site);
        throw site.Wrong($"{Signature} takes {Arity}, {given} given");
    }

    /// <summary><c>fen(text, currency?)</c>.</summary>
    public string Signature => $"{name}({string.Join(", ", _parameters.Select(p => p.Optional ? p.Name + "?" : p.Name))})";

    private string Arity => Repeats ? $"at least {Required} arguments"
        : Required == _parameters.Count ? Required == 1 ? "1 argument" : $"{Required} arguments"
        : $"{Required} to {_parameters.Count} arguments";
}

internal sealed record Parameter(string Name, string Type, string Meaning, bool Optional);

/// <param name="Result">Value as the canonical model writes it (texts without quotes), or null if it fails.</param>
/// <param name="Error">Part of the error message, or null.</param>
internal sealed record Example(string Expression, string? Result, string? Error);
