using System.Data.Common;

namespace Integration.Hub.MessageBox.Storage;

/// <summary>
/// Reads the columns of a result row one after the other, from left to right, hiding how each database keeps ids and times.
/// </summary>
internal abstract class Row(DbDataReader reader)
{
    private int _next;

    protected DbDataReader Reader { get; } = reader;

    public void Restart() => _next = 0;

    public string Text() => Reader.GetString(_next++);

    public string? TextOrNull() => IsNull() ? null : Text();

    public int Int() => Reader.GetInt32(_next++);

    public long Long() => Reader.GetInt64(_next++);

    public long? LongOrNull() => IsNull() ? null : Long();

    public double? DoubleOrNull() => IsNull() ? null : Reader.GetDouble(_next++);

    public bool Flag() => ReadFlag(_next++);

    public byte[] Bytes() => (byte[])Reader.GetValue(_next++);

    public byte[]? BytesOrNull() => IsNull() ? null : Bytes();

    public Guid Id() => ReadId(_next++);

    public Guid? IdOrNull() => IsNull() ? null : Id();

    public MessageId Message() => new(Id());

    public MessageId? MessageOrNull() => IsNull() ? null : Message();

    public DateTimeOffset Time() => ReadTime(_next++);

    public DateTimeOffset? TimeOrNull() => IsNull() ? null : Time();

    public T State<T>() where T : struct, Enum => (T)Enum.ToObject(typeof(T), Int());

    public Failure? FailureOrNull() => TextOrNull() is { } json ? FailureJson.Read(json) : null;

    protected abstract bool ReadFlag(int column);

    protected abstract Guid ReadId(int column);

    protected abstract DateTimeOffset ReadTime(int column);

    /// <summary>Moves past a null; a value stays to be read.</summary>
    private bool IsNull()
    {
        if (!Reader.IsDBNull(_next))
            return false;
        _next++;
        return true;
    }
}
