using System.Data.Common;
using System.Threading.Channels;
using Integration.CoreApp.Archive.Editing;
using Integration.CoreApp.Archive.Finding;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Importing;

/// <summary>
/// Customers from a file: looked at whole, kept as it was looked at, and done row by row when the person says so. What runs stands in the database: any node carries it on,
/// and a row that was done is never done again.
/// </summary>
/// <param name="open">An open connection of its own; disposed after use.</param>
/// <param name="editors">The person of that name as one that imports; null: that person may not any more.</param>
public sealed class CustomerImports(
    Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect, CustomerEditing editing, MasterRules rules, Func<string, CancellationToken, Task<Editor?>> editors, TimeProvider time)
{
    /// <summary>So long can a file that was looked at be done; afterwards the archive has moved on too far.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromHours(24);

    /// <summary>So long can be seen what became of its rows.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private const int AtOnce = 200;
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(5);

    private readonly ImportStore _store = new(dialect);
    private readonly Channel<bool> _begun = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Reads and checks a file; nothing is changed by it. The same request again tells what it told before.</summary>
    /// <exception cref="InvalidEntryException">It is no table of customers.</exception>
    public async Task<CustomerImport> CheckAsync(string requestId, string fileName, ReadOnlyMemory<byte> file, Importer importer, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        if (await _store.EarlierAsync(connection, requestId, importer.Editor.Name, cancellationToken) is { } earlier)
            return earlier;
        var table = ImportFile.Read(file);
        var (at, ignored) = ImportColumns.Find(table.Headings);
        var rows = await new ImportCheck(connection, dialect, rules, importer).RunAsync([.. table.Lines.Select(l => new ImportCells(at, table.Headings, l))], cancellationToken);
        var problems = rows.SelectMany(r => r.Cells.Problems.DistinctBy(ImportStore.Key)).GroupBy(ImportStore.Key).Select(g => new ImportProblemCount(g.Key, g.Count(), g.First())).OrderByDescending(p => p.Count);
        var now = time.GetUtcNow();
        var import = new CustomerImport($"I{Guid.CreateVersion7(now):N}", importer.Editor.Name, fileName, "checked", false, now, null, null, null, now + Waits,
            new ImportAbout(table.Encoding, table.Separator, table.Headings, ignored, [.. problems]), new ImportCounts(0, 0, 0, 0, 0, 0, 0, 0, 0));
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await _store.AddAsync(connection, transaction, import, requestId, rows, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbException) when (!cancellationToken.IsCancellationRequested)
        {
            // Sent twice at once: the other one has made it.
            if (await FindEarlierAsync(requestId, importer.Editor.Name, cancellationToken) is not { } other)
                throw;
            return other;
        }
        return (await _store.FindAsync(connection, import.ImportId, import.Who, cancellationToken))!;
    }

    /// <summary>Null: there is none, or it is somebody else's.</summary>
    public async Task<CustomerImport?> FindAsync(string importId, string who, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return await _store.FindAsync(connection, importId, who, cancellationToken);
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<CustomerImport>> ListAsync(string who, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return await _store.OfAsync(connection, who, cancellationToken);
    }

    /// <param name="states">See <see cref="ImportRow.State"/>; none: all.</param>
    /// <param name="doubtful">With those that may be somebody else's record.</param>
    /// <param name="problem">Only rows with it; see <see cref="ImportProblemCount.Key"/>.</param>
    /// <param name="after">Line.</param>
    public async Task<ListPage<ImportRow>> RowsAsync(string importId, IReadOnlyList<string> states, bool doubtful, string? problem, long after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var rows = await _store.RowsAsync(connection, importId, states, doubtful, problem, after, limit + 1, cancellationToken);
        return new ListPage<ImportRow>([.. rows.Take(limit)], rows.Count > limit ? $"{rows[limit - 1].Line}" : null);
    }

    /// <summary>Begins to do what was looked at, or goes on after it was stopped.</summary>
    /// <param name="rightOnly">The right rows although there are wrong ones.</param>
    /// <param name="doubtful">Also rows that may be somebody else's record.</param>
    /// <exception cref="RequestRefusedException"></exception>
    public async Task StartAsync(CustomerImport import, bool rightOnly, bool doubtful, CancellationToken cancellationToken)
    {
        if (import.State is "running" or "done")
            return;
        var now = time.GetUtcNow();
        if (import.ExpiresAt <= now)
            throw new RequestRefusedException("import.expired", $"{import.FileName} was looked at on {import.UploadedAt:u}; the archive has moved on since: hand the file in again");
        if (import.Counts.Wrong > 0 && !rightOnly)
            throw new RequestRefusedException("import.wrong-rows", $"{import.Counts.Wrong} rows of {import.FileName} are wrong; say that the right ones are to be done alone, or mend the file");
        if (import.Counts.New + import.Counts.Changed == 0)
            throw new RequestRefusedException("import.nothing", $"no row of {import.FileName} changes anything");
        await using var connection = await open(cancellationToken);
        await _store.RunAsync(connection, null, """
            UPDATE {t}customer_import SET state = 'running', doubtful = @doubtful, started_at = COALESCE(started_at, @now), stopped_because = NULL, expires_at = @expires WHERE import_id = @id AND state IN ('checked', 'stopped')
            """, cancellationToken, ("id", import.ImportId), ("doubtful", doubtful ? "yes" : "no"), ("now", now), ("expires", now + Kept));
        _begun.Writer.TryWrite(true);
    }

    /// <summary>What is done stays done; the rest can be done later.</summary>
    public async Task StopAsync(string importId, string because, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        await _store.RunAsync(connection, null, "UPDATE {t}customer_import SET state = 'stopped', stopped_because = @because WHERE import_id = @id AND state = 'running'", cancellationToken, ("id", importId), ("because", because));
    }

    /// <summary>Takes away what was handed in; not while it runs.</summary>
    /// <exception cref="RequestRefusedException"></exception>
    public async Task RemoveAsync(string importId, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await _store.RunAsync(connection, transaction, "DELETE FROM {t}customer_import WHERE import_id = @id AND state <> 'running'", cancellationToken, ("id", importId)) == 0)
            throw new RequestRefusedException("import.running", "the import runs; stop it first");
        await _store.RunAsync(connection, transaction, "DELETE FROM {t}customer_import_row WHERE import_id = @id", cancellationToken, ("id", importId));
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Carries imports on, this node's and those of nodes that died, until it is cancelled.</summary>
    /// <param name="failed">Told what went wrong; the work goes on after a while.</param>
    public async Task RunAsync(Action<Exception> failed, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ForgetAsync(cancellationToken);
                while (await StepAsync(cancellationToken))
                {
                    // As long as there is something to do.
                }
                await _begun.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(LooksEvery, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                // Nobody began anything here; another node may have died with work left.
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                failed(e);
                await Task.Delay(LooksEvery, time, cancellationToken);
            }
        }
    }

    // One batch of each import that runs, so that a long one does not hold up a short one.
    private async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<CustomerImport> running;
        await using (var connection = await open(cancellationToken))
            running = await _store.RunningAsync(connection, cancellationToken);
        var more = false;
        foreach (var import in running)
        {
            if (await editors(import.Who, cancellationToken) is not { } editor)
                await StopAsync(import.ImportId, "right", cancellationToken);
            else if (await BatchAsync(import.ImportId, editor, cancellationToken))
                more = true;
            else
                await EndAsync(import.ImportId, cancellationToken);
        }
        return more;
    }

    private async Task<bool> BatchAsync(string importId, Editor editor, CancellationToken cancellationToken)
    {
        long? at = null;
        Task<int> TakeAsync(int most) => editing.ApplyAsync(
            async (t, c) =>
            {
                var rows = await _store.TakeAsync(t, importId, most, c);
                at = rows.Count > 0 ? rows[0].Key : null;
                return rows;
            },
            (t, done, c) => _store.DoneAsync(t, importId, done, c), editor, cancellationToken);
        try
        {
            return await TakeAsync(AtOnce) > 0;
        }
        catch (Exception e) when (IsOfTheRow(e))
        {
            // One of them cannot be done at all: they are done one by one, and that one is told as refused.
        }
        try
        {
            return await TakeAsync(1) > 0;
        }
        catch (Exception e) when (IsOfTheRow(e) && at is not null)
        {
            var refused = new DoneRecord(at.Value, null, new FieldProblem("row", "failed", new Dictionary<string, string> { ["reason"] = e.Message }));
            await editing.ApplyAsync((_, _) => Task.FromResult<IReadOnlyList<WantedRecord>>([]), (t, _, c) => _store.DoneAsync(t, importId, [refused], c), editor, cancellationToken);
            return true;
        }
    }

    private static bool IsOfTheRow(Exception e) => e is not OperationCanceledException && e is not DbException { IsTransient: true };

    // Only when no row is left, also none that another node holds just now.
    private async Task EndAsync(string importId, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        await _store.RunAsync(connection, null, """
            UPDATE {t}customer_import SET state = 'done', ended_at = @now WHERE import_id = @id AND state = 'running' AND NOT EXISTS (
              SELECT 1 FROM {t}customer_import_row r WHERE r.import_id = @id AND r.state IN ('new', 'changed') AND (r.doubt = 'no' OR {t}customer_import.doubtful = 'yes'))
            """, cancellationToken, ("id", importId), ("now", time.GetUtcNow()));
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        foreach (var old in await _store.OldAsync(connection, time.GetUtcNow(), cancellationToken))
            await RemoveAsync(old, cancellationToken);
    }

    private async Task<CustomerImport?> FindEarlierAsync(string requestId, string who, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return await _store.EarlierAsync(connection, requestId, who, cancellationToken);
    }
}
