using System.Security.Cryptography;

namespace Integration.Specs.Counterparts;

/// <param name="Batches">Where the hub leaves batches.</param>
/// <param name="Results">Where results go.</param>
/// <param name="WorkFolder">The bank's own folder.</param>
public sealed record BankOptions(IBankFormat Format, IDropFolder Batches, IDropFolder Results, string WorkFolder);

/// <summary>A bank: collects each debit once whatever it is sent, answers with result files, keeps books of the money.</summary>
public sealed class BankCounterpart : IDisposable
{
    private readonly BankOptions _options;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, BankOutcome> _collected = [];
    private readonly Dictionary<string, string> _files = [];
    private int _number;

    public BankCounterpart(BankOptions options, TimeProvider? time = null)
    {
        (_options, _time) = (options, time ?? TimeProvider.System);
        Directory.CreateDirectory(options.WorkFolder);
        Books = new Books(_time, Path.Combine(options.WorkFolder, "books.jsonl"));
    }

    public MoodBoard Moods { get; } = new();

    public Books Books { get; }

    /// <summary>What became of every debit, by its number.</summary>
    public IReadOnlyDictionary<string, BankOutcome> Collected => _collected;

    /// <summary>Money collected.</summary>
    public long CollectedFen => _collected.Values.Where(o => o.Code is null).Sum(o => o.Debit.Fen);

    private string In => "BNK-1-" + _options.Format.Suffix;

    private string Out => "BNK-2-" + _options.Format.Suffix;

    /// <summary>Takes the batches that have come, collects, and sends the results. Returns how many batches were new.</summary>
    public async Task<int> WorkAsync(CancellationToken cancellationToken)
    {
        var fresh = 0;
        foreach (var name in (await _options.Batches.ListAsync(_options.Format.BatchFolder, cancellationToken)).Where(_options.Format.IsBatch))
        {
            var bytes = await _options.Batches.ReadAsync(_options.Format.BatchFolder, name, cancellationToken);
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (_files.TryGetValue(name, out var known))
            {
                if (known != hash)
                    Books.Enter(In, BookKind.Wrong, name, note: "the same name with other content");
                continue;
            }
            _files[name] = hash;
            fresh++;
            await TakeAsync(name, bytes, cancellationToken);
        }
        return fresh;
    }

    public void Dispose() => Books.Dispose();

    private async Task TakeAsync(string name, byte[] bytes, CancellationToken cancellationToken)
    {
        BankBatch batch;
        try
        {
            batch = _options.Format.Read(bytes);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or System.Xml.XmlException)
        {
            Books.Enter(In, BookKind.Wrong, name, note: e.Message);
            return;
        }
        Books.Enter(In, BookKind.Received, name, batch.Debits.Count, batch.Fen);
        await AnswerAsync(batch, [.. batch.Debits.Select(Collect)], cancellationToken);
    }

    private BankOutcome Collect(BankDebit debit)
    {
        if (_collected.TryGetValue(debit.DebitNo, out var before))
        {
            Books.Enter(In, before.Debit == debit ? BookKind.Duplicate : BookKind.Wrong, debit.DebitNo, note: "collected before");
            return before;
        }
        var refused = Moods.Take(In, MoodKind.BusinessFault) is not null;
        var at = _time.GetUtcNow();
        var outcome = new BankOutcome(debit, refused ? "AM04" : null, refused ? "余额不足" : null, $"{_options.Format.Suffix}{at:yyMMddHHmm}{_collected.Count + 1:D7}", at);
        _collected[debit.DebitNo] = outcome;
        Books.Enter(In, refused ? BookKind.Rejected : BookKind.Accepted, debit.DebitNo, fen: debit.Fen);
        return outcome;
    }

    private async Task AnswerAsync(BankBatch batch, IReadOnlyList<BankOutcome> outcomes, CancellationToken cancellationToken)
    {
        // Results that cannot be read, each wrong in one way, are followed by the right one, as a bank does when somebody has called.
        foreach (var defect in new[] { MoodKind.WrongTotal, MoodKind.Truncated, MoodKind.WrongSignature }.Where(m => Moods.Take(Out, m) is not null))
            await SendAsync(batch, outcomes, new HashSet<MoodKind> { defect }, BookKind.Failed, cancellationToken);
        await SendAsync(batch, outcomes, new HashSet<MoodKind>(), BookKind.Sent, cancellationToken);
        if (Moods.Take(Out, MoodKind.Duplicate) is not null)
            await SendAsync(batch, outcomes, new HashSet<MoodKind>(), BookKind.Repeated, cancellationToken);
    }

    private async Task SendAsync(BankBatch batch, IReadOnlyList<BankOutcome> outcomes, IReadOnlySet<MoodKind> defects, BookKind kind, CancellationToken cancellationToken)
    {
        var (at, number) = (_time.GetUtcNow(), ++_number);
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
