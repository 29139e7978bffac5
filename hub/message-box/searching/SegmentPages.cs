namespace Integration.Hub.MessageBox;

/// <summary>
/// One segment of the text index as pages of about two thousand bytes, each found by its number alone. Pages from 0 hold, by the upper bits of the gram,
/// which documents have it; pages below 0 hold the documents' message ids.
/// </summary>
internal static class SegmentPages
{
    private const int PageBytes = 1200;
    private const int MostBits = 18;
    private const int IdsPerPage = 100;

    /// <param name="entries">Gram in the upper half, number of the document in the lower; gets sorted.</param>
    public static (int Bits, IReadOnlyList<(int Number, byte[] Bytes)> Pages) Write(Span<ulong> entries, IReadOnlyList<Guid> documents)
    {
        entries.Sort();
        var lists = new List<(uint Gram, int From, int Length)>();
        var all = new ByteWriter();
        for (var i = 0; i < entries.Length;)
        {
            var (gram, from) = ((uint)(entries[i] >> 32), all.Length);
            i = WriteList(entries, i, all);
            lists.Add((gram, from, all.Length - from));
        }
        var bits = 0;
        while (bits < MostBits && (all.Length + (lists.Count * 5)) >> bits > PageBytes)
            bits++;
        var pages = new List<(int, byte[])>();
        WriteGrams(lists, all, bits, pages);
        for (var page = 0; page * IdsPerPage < documents.Count; page++)
            pages.Add((-1 - page, Ids([.. documents.Skip(page * IdsPerPage).Take(IdsPerPage)])));
        return (bits, pages);
    }

    public static int PageOf(uint gram, int bits) => bits == 0 ? 0 : (int)(gram >> (32 - bits));

    public static int PageOfId(int document) => -1 - (document / IdsPerPage);

    public static Guid ReadId(byte[] page, int document) => new(page.AsSpan(document % IdsPerPage * 16, 16), bigEndian: true);

    /// <summary>The documents that have the gram, ascending; empty: none.</summary>
    public static List<int> Read(byte[] page, uint gram)
    {
        var reader = new ByteReader(page);
        for (uint at = 0; !reader.AtEnd;)
        {
            at += reader.Next();
            var length = (int)reader.Next();
            if (at == gram)
                return ReadList(page, reader.Position, length);
            if (at > gram)
                break;
            reader.Position += length;
        }
        return [];
    }

    // Runs of neighbours cost two bytes however long: documents stand by their type, whose texts all have the same words.
    private static int WriteList(Span<ulong> entries, int start, ByteWriter to)
    {
        var gram = entries[start] >> 32;
        var (i, after) = (start, -1);
        while (i < entries.Length && entries[i] >> 32 == gram)
        {
            var first = (int)(uint)entries[i];
            var last = first;
            for (i++; i < entries.Length && entries[i] >> 32 == gram && (int)(uint)entries[i] == last + 1; i++)
                last++;
            to.Add((uint)((first - after - 1) << 1) | (last > first ? 1u : 0));
            if (last > first)
                to.Add((uint)(last - first - 1));
            after = last;
        }
        return i;
    }

    private static List<int> ReadList(byte[] page, int position, int length)
    {
        var documents = new List<int>();
        var reader = new ByteReader(page) { Position = position };
        for (var after = -1; reader.Position < position + length;)
        {
            var gap = reader.Next();
            var run = (gap & 1) == 0 ? 1 : (int)reader.Next() + 2;
            for (after += (int)(gap >> 1) + 1; run > 0; run--)
                documents.Add(after++);
            after--;
        }
        return documents;
    }

    private static void WriteGrams(List<(uint Gram, int From, int Length)> lists, ByteWriter all, int bits, List<(int, byte[])> pages)
    {
        var page = new ByteWriter();
        for (var i = 0; i < lists.Count;)
        {
            var number = PageOf(lists[i].Gram, bits);
            page.Clear();
            for (uint before = 0; i < lists.Count && PageOf(lists[i].Gram, bits) == number; before = lists[i++].Gram)
            {
                page.Add(lists[i].Gram - before);
                page.Add((uint)lists[i].Length);
                page.Add(all.Span.Slice(lists[i].From, lists[i].Length));
            }
            pages.Add((number, page.Span.ToArray()));
        }
    }

    private static byte[] Ids(IReadOnlyList<Guid> ids)
    {
        var bytes = new byte[ids.Count * 16];
        for (var i = 0; i < ids.Count; i++)
            ids[i].TryWriteBytes(bytes.AsSpan(i * 16), bigEndian: true, out _);
        return bytes;
    }

    private sealed class ByteWriter
    {
        private byte[] _bytes = new byte[4096];

        public int Length { get; private set; }

        public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

        public void Clear() => Length = 0;

        public void Add(uint value)
        {
            Reserve(5);
            for (; value >= 128; value >>= 7)
                _bytes[Length++] = (byte)(value | 128);
            _bytes[Length++] = (byte)value;
        }

        public void Add(ReadOnlySpan<byte> bytes)
        {
            Reserve(bytes.Length);
            bytes.CopyTo(_bytes.AsSpan(Length));
            Length += bytes.Length;
        }

        private void Reserve(int more)
        {
            if (Length + more > _bytes.Length)
                Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + more));
        }
    }

    private ref struct ByteReader(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;

        public int Position { get; set; }

        public readonly bool AtEnd => Position >= _bytes.Length;

        public uint Next()
        {
            uint value = 0;
            for (var shift = 0; ; shift += 7)
            {
                var one = _bytes[Position++];
                value |= (uint)(one & 127) << shift;
                if (one < 128)
                    return value;
            }
        }
    }
}
