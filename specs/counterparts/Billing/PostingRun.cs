using System.Globalization;
using System.Security.Cryptography;

namespace Integration.Specs.Counterparts;

/// <summary>BIL-6 on billing's side: reads payment files, posts each payment once, answers with a result file; a restart loses none of it.</summary>
/// <param name="files">Where the hub leaves payment files, in <c>post</c>.</param>
/// <param name="results">Where results go.</param>
public sealed class PostingRun(IDropFolder files, IDropFolder results, string workFolder, Books books, MoodBoard moods, TimeProvider? time = null) : IDisposable
{
    private const string Interface = "BIL-6", Result = "BIL-6-R";
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly BatchBook<Posting> _book = new(Path.Combine(workFolder, "postings.jsonl"), p => p.PaymentNo);

    /// <summary>Payments posted.</summary>
    public int Posted => _book.Items.Values.Count(p => p.Code.Length == 0);

    public long PostedFen => _book.Items.Values.Where(p => p.Code.Length == 0).Sum(p => p.Fen);

    /// <summary>Payments refused.</summary>
    public int Refused => _book.Items.Values.Count(p => p.Code.Length > 0);

    /// <summary>Takes the files that have come and answers; late answers wait until that mood ends. Returns how many files were new.</summary>
    public async Task<int> WorkAsync(CancellationToken cancellationToken)
    {
        var there = await files.ListAsync("post", cancellationToken);
        var fresh = there.Where(n => n.EndsWith(".txt", StringComparison.Ordinal) && there.Contains(n + ".ok") && _book.File(n) is null).ToList();
        foreach (var name in fresh)
            Take(name, await files.ReadAsync("post", name, cancellationToken));
        if (moods.Holds(Result, MoodKind.Late))
            return fresh.Count;
        foreach (var file in _book.Unanswered())
        {
            await AnswerAsync(file.BatchNo!, file.Items, cancellationToken);
            _book.Answered(file.Name);
        }
        return fresh.Count;
    }

    /// <summary>Account to which a payment was posted; null: it was not.</summary>
    public string? AccountOf(string paymentNo) => _book.Items.GetValueOrDefault(paymentNo) is { Code.Length: 0 } posting ? posting.AccountNo : null;

    /// <summary>A clerk posts a payment that was refused; the result goes out with the next ones.</summary>
    public void PostAfterAll(string paymentNo)
    {
        var file = _book.FileOf(paymentNo) ?? throw new InvalidOperationException($"billing never had payment {paymentNo}");
        var posting = _book.Items[paymentNo] with { Code = "" };
        _book.Take(new TakenFile<Posting>($"by hand {paymentNo}", "", file.BatchNo, posting.Fen, [posting]));
        books.Enter(Interface, BookKind.Accepted, paymentNo, fen: posting.Fen);
    }

    public void Dispose() => _book.Dispose();

    private void Take(string name, byte[] bytes)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var lines = Chinese.Gb18030.GetString(bytes).TrimEnd('\n').Split('\n').Select(l => l.Split('|')).ToList();
        var payments = lines.Where(l => l[0] == "P").ToList();
        var total = payments.Sum(p => Fen(p[4]));
        if (lines[0] is not ["H", "1", "销账文件", _, _] || lines[^1] is not ["T", var count, var sum] || count != $"{payments.Count}" || Fen(sum) != total)
        {
            _book.Take(new TakenFile<Posting>(name, hash, null, 0, []));
            books.Enter(Interface, BookKind.Wrong, name, note: "header, trailer or sums are not what the contract says");
            return;
        }
        var known = _book.Items;
        var postings = payments.Select(p => known.GetValueOrDefault(p[1]) ?? Post(p)).ToList();
        _book.Take(new TakenFile<Posting>(name, hash, lines[0][3], total, postings));
        books.Enter(Interface, BookKind.Received, name, payments.Count, total);
        foreach (var (p, posting) in payments.Zip(postings))
            Enter(posting, Fen(p[4]), known.ContainsKey(p[1]));
    }

    private Posting Post(string[] p) => new(p[1], p[2], p[3], Fen(p[4]), moods.Take(Interface, MoodKind.BusinessFault) is null ? "" : "E03");

    private void Enter(Posting posting, long fen, bool before)
    {
        if (before)
            books.Enter(Interface, posting.Fen == fen ? BookKind.Duplicate : BookKind.Wrong, posting.PaymentNo);
        else
            books.Enter(Interface, posting.Code.Length > 0 ? BookKind.Rejected : BookKind.Accepted, posting.PaymentNo, fen: posting.Fen);
    }

    // Results that cannot be taken, each wrong in one way, are followed by the right one, as billing does when somebody has called.
    private async Task AnswerAsync(string batchNo, IReadOnlyList<Posting> postings, CancellationToken cancellationToken)
    {
        // A payment that the hub never sent: billing's desk posted it, or somebody else's file went astray.
        if (moods.Take(Result, MoodKind.ExtraEntry) is not null)
            postings = [.. postings, new Posting($"XX-{Stamp()}", "A000000001", "", 100, "")];
        foreach (var defect in new[] { MoodKind.WrongTotal, MoodKind.Truncated }.Where(m => moods.Take(Result, m) is not null))
            await SendAsync(Lines(batchNo, postings, defect), postings, BookKind.Failed, cancellationToken);
        var lines = Lines(batchNo, postings, null);
        await SendAsync(lines, postings, BookKind.Sent, cancellationToken);
        if (moods.Take(Result, MoodKind.Duplicate) is not null)
            await SendAsync(lines, postings, BookKind.Repeated, cancellationToken);
    }

    private List<string> Lines(string batchNo, IReadOnlyList<Posting> postings, MoodKind? defect)
    {
        var at = Stamp();
        var posted = postings.Where(p => p.Code.Length == 0).ToList();
        List<string> lines =
        [
            $"H|1|销账结果|{batchNo}|{at}",
            .. postings.Select(p => $"R|{p.PaymentNo}|{(p.Code.Length == 0 ? "1" : "2")}|{p.AccountNo}|{p.BillNo}|{BankAFormat.Yuan(p.Fen)}|{at}|{p.Code}|{(p.Code.Length == 0 ? "" : "账户已销")}"),
        ];
        if (defect != MoodKind.Truncated)
            lines.Add($"T|{postings.Count}|{posted.Count}|{BankAFormat.Yuan(posted.Sum(p => p.Fen) + (defect == MoodKind.WrongTotal ? 1 : 0))}");
        return lines;
    }

    private async Task SendAsync(IReadOnlyList<string> lines, IReadOnlyList<Posting> postings, BookKind kind, CancellationToken cancellationToken)
    {
        var name = $"XZR_{Stamp()[..8]}_{_book.NextAnswer():D3}.txt";
        var file = Path.Combine(workFolder, name);
        await File.WriteAllBytesAsync(file, Chinese.Gb18030.GetBytes(string.Join('\n', lines) + "\n"), cancellationToken);
        await File.WriteAllBytesAsync(file + ".ok", [], cancellationToken);
        await results.PutAsync(file, name, cancellationToken);
        await results.PutAsync(file + ".ok", name + ".ok", cancellationToken);
        books.Enter(Result, kind, name, postings.Count, postings.Where(p => p.Code.Length == 0).Sum(p => p.Fen));
    }

    private string Stamp() => _time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    private static long Fen(string yuan) => (long)(decimal.Parse(yuan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * 100);

    private sealed record Posting(string PaymentNo, string AccountNo, string BillNo, long Fen, string Code);
}
