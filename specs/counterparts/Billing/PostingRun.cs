using System.Globalization;

namespace Integration.Specs.Counterparts;

/// <summary>BIL-6 on billing's side: reads payment files, posts each payment once, answers with a result file.</summary>
/// <param name="files">Where the hub leaves payment files, in <c>post</c>.</param>
/// <param name="results">Where results go.</param>
public sealed class PostingRun(IDropFolder files, IDropFolder results, string workFolder, Books books, MoodBoard moods, TimeProvider? time = null)
{
    private const string Interface = "BIL-6", Result = "BIL-6-R";
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Dictionary<string, Posting> _posted = [];
    private readonly HashSet<string> _read = [];
    private int _number;

    /// <summary>Payments posted.</summary>
    public int Posted => _posted.Values.Count(p => p.Code.Length == 0);

    public long PostedFen => _posted.Values.Where(p => p.Code.Length == 0).Sum(p => p.Fen);

    /// <summary>Payments refused.</summary>
    public int Refused => _posted.Values.Count(p => p.Code.Length > 0);

    /// <summary>Takes the files that have come. Returns how many were new.</summary>
    public async Task<int> WorkAsync(CancellationToken cancellationToken)
    {
        var there = await files.ListAsync("post", cancellationToken);
        var fresh = there.Where(n => n.EndsWith(".txt", StringComparison.Ordinal) && there.Contains(n + ".ok") && _read.Add(n)).ToList();
        foreach (var name in fresh)
            await TakeAsync(name, cancellationToken);
        return fresh.Count;
    }

    private async Task TakeAsync(string name, CancellationToken cancellationToken)
    {
        var lines = Chinese.Gb18030.GetString(await files.ReadAsync("post", name, cancellationToken)).TrimEnd('\n').Split('\n').Select(l => l.Split('|')).ToList();
        var payments = lines.Where(l => l[0] == "P").ToList();
        var total = payments.Sum(p => Fen(p[4]));
        if (lines[0] is not ["H", "1", "销账文件", _, _] || lines[^1] is not ["T", var count, var sum] || count != $"{payments.Count}" || Fen(sum) != total)
        {
            books.Enter(Interface, BookKind.Wrong, name, note: "header, trailer or sums are not what the contract says");
            return;
        }
        books.Enter(Interface, BookKind.Received, name, payments.Count, total);
        await AnswerAsync(lines[0][3], [.. payments.Select(Post)], cancellationToken);
    }

    private Posting Post(string[] p)
    {
        if (_posted.TryGetValue(p[1], out var before))
        {
            books.Enter(Interface, before.Fen == Fen(p[4]) ? BookKind.Duplicate : BookKind.Wrong, p[1]);
            return before;
        }
        var refused = moods.Take(Interface, MoodKind.BusinessFault) is not null;
        var posting = _posted[p[1]] = new Posting(p[1], p[2], p[3], Fen(p[4]), refused ? "E03" : "");
        books.Enter(Interface, refused ? BookKind.Rejected : BookKind.Accepted, p[1], fen: posting.Fen);
        return posting;
    }

    // Results that cannot be taken, each wrong in one way, are followed by the right one, as billing does when somebody has called.
    private async Task AnswerAsync(string batchNo, IReadOnlyList<Posting> postings, CancellationToken cancellationToken)
    {
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
        var name = $"XZR_{Stamp()[..8]}_{++_number:D3}.txt";
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
