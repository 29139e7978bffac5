using System.Security.Cryptography;

namespace Integration.Specs.Counterparts;

/// <param name="Batches">Where the hub leaves batches.</param>
/// <param name="Results">Where results go.</param>
/// <param name="WorkFolder">The bank's own folder.</param>
public sealed record BankOptions(IBankFormat Format, IDropFolder Batches, IDropFolder Results, string WorkFolder);

/// <summary>A bank: collects each debit once whatever it is sent, answers with result files, keeps books of the money that a restart does not lose.</summary>
public sealed class BankCounterpart : IDisposable
{
    private readonly BankOptions _options;
    private readonly TimeProvider _time;
    private readonly BatchBook<BankOutcome> _book;

    public BankCounterpart(BankOptions options, TimeProvider? time = null)
    {
        (_options, _time) = (options, time ?? TimeProvider.System);
        Directory.CreateDirectory(options.WorkFolder);
        Books = new Books(_time, Path.Combine(options.WorkFolder, "books.jsonl"));
        _book = new BatchBook<BankOutcome>(Path.Combine(options.WorkFolder, "batches.jsonl"), o => o.Debit.DebitNo);
    }

    public MoodBoard Moods { get; } = new();

    public Books Books { get; }

    /// <summary>Where the hub leaves batches, as the bank reaches it.</summary>
    public IDropFolder Batches => _options.Batches;

    /// <summary>What became of every debit, by its number.</summary>
    public IReadOnlyDictionary<string, BankOutcome> Collected => _book.Items;

    /// <summary>Money collected.</summary>
    public long CollectedFen => Collected.Values.Where(o => o.Code is null).Sum(o => o.Debit.Fen);

    private string In => "BNK-1-" + _options.Format.Suffix;

    private string Out => "BNK-2-" + _options.Format.Suffix;

    /// <summary>Takes the batches that have come, collects, and sends the results that are due; late ones wait until that mood ends. Returns how many batches were new.</summary>
    public async Task<int> WorkAsync(CancellationToken cancellationToken)
    {
        var fresh = 0;
        foreach (var name in (await _options.Batches.ListAsync(_options.Format.BatchFolder, cancellationToken)).Where(_options.Format.IsBatch))
        {
            var bytes = await _options.Batches.ReadAsync(_options.Format.BatchFolder, name, cancellationToken);
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (_book.File(name) is { } known)
            {
                if (known.Sha256 != hash)
                    Books.Enter(In, BookKind.Wrong, name, note: "the same name with other content");
                continue;
            }
            fresh++;
            Take(name, hash, bytes);
        }
        if (!Moods.Holds(Out, MoodKind.Late))
            await AnswerAsync(cancellationToken);
        return fresh;
    }

    public void Dispose()
    {
        _book.Dispose();
        Books.Dispose();
    }

    private void Take(string name, string hash, byte[] bytes)
    {
        BankBatch batch;
        try
        {
            batch = _options.Format.Read(bytes);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or System.Xml.XmlException)
        {
            _book.Take(new TakenFile<BankOutcome>(name, hash, null, 0, []));
            Books.Enter(In, BookKind.Wrong, name, note: e.Message);
            return;
        }
        var known = Collected;
        var outcomes = batch.Debits.Select((d, n) => known.GetValueOrDefault(d.DebitNo) ?? Collect(d, known.Count + n + 1)).ToList();
        _book.Take(new TakenFile<BankOutcome>(name, hash, batch.BatchNo, batch.Fen, outcomes));
        Books.Enter(In, BookKind.Received, name, batch.Debits.Count, batch.Fen);
        foreach (var (debit, outcome) in batch.Debits.Zip(outcomes))
            Enter(debit, outcome, known.ContainsKey(debit.DebitNo));
    }

    private BankOutcome Collect(BankDebit debit, int number)
    {
        var refused = Moods.Take(In, MoodKind.BusinessFault) is not null;
        var at = _time.GetUtcNow();
        return new BankOutcome(debit, refused ? "AM04" : null, refused ? "余额不足" : null, $"{_options.Format.Suffix}{at:yyMMddHHmm}{number:D7}", at);
    }

    private void Enter(BankDebit debit, BankOutcome outcome, bool before)
    {
        if (before)
            Books.Enter(In, outcome.Debit == debit ? BookKind.Duplicate : BookKind.Wrong, debit.DebitNo, note: "collected before");
        else
            Books.Enter(In, outcome.Code is null ? BookKind.Accepted : BookKind.Rejected, debit.DebitNo, fen: debit.Fen);
    }

    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        foreach (var file in _book.Unanswered())
        {
            var batch = new BankBatch(file.BatchNo!, [.. file.Items.Select(o => o.Debit)]);
            // Results that cannot be read, each wrong in one way, are followed by the right one, as a bank does when somebody has called.
            foreach (var defect in new[] { MoodKind.WrongTotal, MoodKind.Truncated, MoodKind.WrongSignature }.Where(m => Moods.Take(Out, m) is not null))
                await SendAsync(batch, file.Items, new HashSet<MoodKind> { defect }, BookKind.Failed, cancellationToken);
            await SendAsync(batch, file.Items, new HashSet<MoodKind>(), BookKind.Sent, cancellationToken);
            if (Moods.Take(Out, MoodKind.Duplicate) is not null)
                await SendAsync(batch, file.Items, new HashSet<MoodKind>(), BookKind.Repeated, cancellationToken);
            _book.Answered(file.Name);
        }
    }

    private async Task SendAsync(BankBatch batch, IReadOnlyList<BankOutcome> outcomes, IReadOnlySet<MoodKind> defects, BookKind kind, CancellationToken cancellationToken)
    {
        var (at, number) = (_time.GetUtcNow(), _book.NextAnswer());
        var name = _options.Format.ResultName(at, number);
        var file = Path.Combine(_options.WorkFolder, name);
        await File.WriteAllBytesAsync(file, _options.Format.Write(batch, outcomes, at, number, defects), cancellationToken);
        await _options.Results.PutAsync(file, name, cancellationToken);
        Books.Enter(Out, kind, name, outcomes.Count, outcomes.Sum(o => o.Debit.Fen), string.Join(' ', defects));
        if (!_options.Format.DoneFile)
            return;
        await File.WriteAllBytesAsync(file + ".ok", [], cancellationToken);
        await _options.Results.PutAsync(file + ".ok", name + ".ok", cancellationToken);
    }
}
