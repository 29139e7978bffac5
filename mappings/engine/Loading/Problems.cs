using Integration.Mappings.Language;

namespace Integration.Mappings.Loading;

/// <summary>Everything found wrong while a folder is loaded.</summary>
internal sealed class Problems
{
    private readonly List<MappingException> _all = [];

    public IReadOnlyList<MappingException> All => _all;

    public void Add(string file, int line, string code, string message, string? field = null) =>
        _all.Add(new MappingException(code, message, mappingAt: $"{file}:{line}", field: field));
}

/// <summary>Problems of one file.</summary>
internal sealed class FileProblems(Problems problems, string file)
{
    public string File => file;

    public bool Any => Count > 0;

    public int Count { get; private set; }

    public void Add(int line, string code, string message, string? field = null)
    {
        Count++;
        problems.Add(file, line, code, message, field);
    }

    public void Add(int line, ExpressionError error, string? field = null) => Add(line, error.Code, error.Message, field);

    /// <summary>Runs a step of compilation; what is wrong with it is noted and null given.</summary>
    public T? Try<T>(int line, Func<T> step, string? field = null)
        where T : class
    {
        try
        {
            return step();
        }
        catch (ExpressionError error)
        {
            Add(line, error, field);
            return null;
        }
    }
}
