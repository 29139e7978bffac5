using System.Text;

namespace Integration.Hub.Channels.Soap;

/// <summary>Where a reader stands, as an XPath of local names; repeated elements carry their number from the second on.</summary>
internal sealed class ElementPath
{
    private readonly List<Level> _levels = [new("", 1)];

    public int Depth => _levels.Count - 1;

    public void Enter(string name) => _levels.Add(new Level(name, _levels[^1].Count(name)));

    public void Leave() => _levels.RemoveAt(_levels.Count - 1);

    public override string ToString() => Text(_levels.Skip(1)).ToString();

    /// <summary>Path of a child that has not been entered yet.</summary>
    public string Child(string name) => Step(Text(_levels.Skip(1)), new Level(name, _levels[^1].Peek(name))).ToString();

    private static StringBuilder Text(IEnumerable<Level> levels) => levels.Aggregate(new StringBuilder(), Step);

    private static StringBuilder Step(StringBuilder text, Level level)
    {
        text.Append('/').Append(level.Name);
        return level.Number > 1 ? text.Append('[').Append(level.Number).Append(']') : text;
    }

    private sealed class Level(string name, int number)
    {
        private string? _last;
        private int _lastCount;
        private Dictionary<string, int>? _others;

        public string Name { get; } = name;

        public int Number { get; } = number;

        // Repeated elements mostly stand together: only a change of name needs the dictionary.
        public int Count(string child)
        {
            if (child != _last)
            {
                if (_last is not null)
                    (_others ??= [])[_last] = _lastCount;
                _lastCount = _others?.GetValueOrDefault(child) ?? 0;
                _last = child;
            }
            return ++_lastCount;
        }

        public int Peek(string child) => 1 + (child == _last ? _lastCount : _others?.GetValueOrDefault(child) ?? 0);
    }
}
