using System.Buffers.Binary;

namespace Integration.Hub.MessageBox.Storage;

/// <summary>
/// The ids that belong to an instant or a UTC day. A version 7 id starts with its milliseconds since 1970, so a range of
/// ids is a range of time.
/// </summary>
internal static class DayBounds
{
    /// <summary>The lowest id that can have been made at this instant or later.</summary>
    public static Guid LowestAt(DateTimeOffset instant)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        var milliseconds = Math.Max(0, instant.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt16BigEndian(bytes, (short)(milliseconds >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)milliseconds);
        return new Guid(bytes, bigEndian: true);
    }

    public static Guid Lowest(DateOnly day) => LowestAt(Start(day));

    public static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);

    /// <summary>When the id was made, if it tells; ids of other versions give instants that mean nothing but still sort.</summary>
    public static DateTimeOffset MadeAt(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = ((long)BinaryPrimitives.ReadUInt16BigEndian(bytes) << 32) | BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]);
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(milliseconds, LastMillisecond));
    }

    /// <summary>First day of the month, the unit in which duplicate keys are kept.</summary>
    public static DateOnly MonthOf(DateTimeOffset instant) => new(instant.UtcDateTime.Year, instant.UtcDateTime.Month, 1);

    private static readonly long LastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
}
