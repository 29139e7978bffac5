using System.Collections.Concurrent;
using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>Hands out numbers of named sequences from blocks drawn in transactions of their own: a restart leaves a gap, never a repeat.</summary>
internal sealed class NumberBlocks(BoxDatabase database) : IDisposable
{
    private const int BlockSize = 32;

    private readonly ConcurrentDictionary<string, Block> _blocks = new(StringComparer.Ordinal);

    public async ValueTask<long> NextAsync(string sequence, CancellationToken cancellationToken)
    {
        // Inside in-box work on SQLite the one writer is taken by that very work: the number comes from its transaction.
        if (InBoxWork.Current is { Dialect: SqlDialect.Sqlite } session)
            return (await session.QueryAsync(Draw(sequence, 1)))[0];
        var block = _blocks.GetOrAdd(sequence, _ => new Block());
        await block.Gate.WaitAsync(cancellationToken);
        try
        {
            if (block.Next > block.Last)
            {
                block.Last = await database.WriteAsync(async s => (await s.QueryAsync(Draw(sequence, BlockSize)))[0], cancellationToken);
                block.Next = block.Last - BlockSize + 1;
            }
            return block.Next++;
        }
        finally
        {
            block.Gate.Release();
        }
    }

    public void Dispose()
    {
        foreach (var block in _blocks.Values)
            block.Gate.Dispose();
    }

    private static Step<long> Draw(string sequence, int count) => new Step<long>("draw_numbers", r => r.Long()).With("name", sequence).With("count", count);

    private sealed class Block
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public long Next { get; set; } = 1;

        public long Last { get; set; }
    }
}
