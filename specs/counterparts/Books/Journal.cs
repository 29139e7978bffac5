using System.Text;
using Newtonsoft.Json;

namespace Integration.Specs.Counterparts;

/// <summary>Append-only file, one JSON object per line; read back at start. A line cut off by a crash is dropped.</summary>
internal sealed class Journal<T> : IDisposable
    where T : notnull
{
    private readonly Lock _lock = new();
    private readonly FileStream? _file;

    /// <param name="path">null: kept nowhere.</param>
    public Journal(string? path, Action<T> replay)
    {
        if (path is null)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        foreach (var line in Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            replay(JsonConvert.DeserializeObject<T>(line) ?? throw new InvalidDataException($"{path}: empty entry"));
        _file.SetLength(end);
        _file.Position = end;
    }

    /// <summary>With the operating system when it returns: it outlives the process, which is all a counterpart promises.</summary>
    public void Append(T entry)
    {
        if (_file is null)
            return;
        var line = Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(entry) + "\n");
        lock (_lock)
        {
            _file.Write(line);
            _file.Flush(flushToDisk: false);
        }
    }

    public void Dispose() => _file?.Dispose();
}
