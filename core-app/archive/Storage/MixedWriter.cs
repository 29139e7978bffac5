using Integration.Hub;

namespace Integration.CoreApp.Archive.Storage;

/// <summary>Writes rows that several systems tell of: read under lock, decided value by value (<see cref="Merge"/>), written, differences listed.</summary>
internal static class MixedWriter
{
    public static async Task WriteMixedAsync(
        this IInBoxTransaction transaction, ArchiveTable table, MasterRules rules, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        foreach (var round in TableWriter.Rounds(table, rows.Select(r => Plain(table, r))))
        {
            var arriving = round;
            // Whom another node wrote between our look and our insert is looked at once more, now under its lock.
            while (arriving.Count > 0)
                arriving = await RoundAsync(transaction, table, rules, arriving, cancellationToken);
        }
    }

    /// <summary>Returns the rows that another node was faster to insert.</summary>
    private static async Task<IReadOnlyList<object?[]>> RoundAsync(
        IInBoxTransaction transaction, ArchiveTable table, MasterRules rules, IReadOnlyList<object?[]> arriving, CancellationToken cancellationToken)
    {
        var current = await MixedReader.LockAsync(transaction, table, arriving, cancellationToken);
        var merged = arriving.Select(r => (Arriving: r, Known: current.ContainsKey(Key(table, r)), Result: Merge.Apply(table, rules, current.GetValueOrDefault(Key(table, r)), r))).ToList();
        var known = merged.Where(m => m.Known).ToList();
        if (known.Count > 0)
            await PutAsync(transaction, table, [.. known.Select(m => m.Result.Row)], Existing.Replaced, cancellationToken);
        var fresh = merged.Where(m => !m.Known).ToList();
        var lost = fresh.Count > 0 && await PutAsync(transaction, table, [.. fresh.Select(m => m.Result.Row)], Existing.Stay, cancellationToken) < fresh.Count;
        await Differences.WriteAsync(transaction, table, known.Select(m => (m.Result.Row, m.Result.Found)), cancellationToken);
        return lost ? [.. fresh.Select(m => m.Arriving)] : [];
    }

    /// <summary>The row as it is to be from now on; it was read under its lock.</summary>
    public static Task ReplaceAsync(IInBoxTransaction transaction, ArchiveTable table, object?[] row, CancellationToken cancellationToken) =>
        PutAsync(transaction, table, [Plain(table, row)], Existing.Replaced, cancellationToken);

    private static async Task<int> PutAsync(IInBoxTransaction transaction, ArchiveTable table, IReadOnlyList<object?[]> rows, Existing existing, CancellationToken cancellationToken)
    {
        if (transaction.Dialect == SqlDialect.PostgreSql)
            return await TableWriter.ManyAsync(transaction, table, rows, existing, cancellationToken);
        await TableWriter.OneByOneAsync(transaction, table, rows, existing, cancellationToken);
        return rows.Count;
    }

    public static string Key(ArchiveTable table, object?[] row) => string.Join('\n', row.Take(table.Keys.Count));

    // As the databases give it back, so that equal is equal.
    private static object?[] Plain(ArchiveTable table, object?[] row) => [.. row.Select((v, i) => (v, table.Columns[i].Kind) switch
    {
        (int whole, _) => (long)whole,
        (DateTimeOffset instant, _) => new DateTimeOffset(Sql.Micro(instant)),
        _ => v,
    })];
}
