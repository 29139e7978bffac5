using System.Text;
using System.Xml.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>Our account at bank A: transfers come in (BNK-4), debits are collected into it, a statement is made of both (BNK-3).</summary>
public sealed class AccountOfBankA(BankCounterpart bank, IDropFolder statements, IQueuePort notices, string workFolder, TimeProvider? time = null)
{
    private const string Account = "33010012345678901234";
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly List<Booking> _transfers = [];
    private readonly HashSet<string> _booked = [];
    private long _balance = 1_000_000;
    private int _number;

    /// <summary>Money that came by itself.</summary>
    public long TransfersFen => _transfers.Sum(t => t.Fen);

    public int Transfers => _transfers.Count;

    /// <summary>Closing balance of the last statement.</summary>
    public long BalanceFen => _balance;

    /// <summary>A transfer comes in and is told at once. Returns the bank's reference.</summary>
    public async Task<string> PayInAsync(long fen, string payer, string words, CancellationToken cancellationToken)
    {
        var booking = new Booking($"AT{_time.GetUtcNow():yyMMddHHmmss}{_transfers.Count + 1:D5}", fen, null, payer, words);
        _transfers.Add(booking);
        var id = $"NTF{booking.Reference}";
        var message = new QueueMessage(id, "camt.054.001.08", Utf8(Notice(id, booking)));
        await notices.SendAsync(message, cancellationToken);
        bank.Books.Enter("BNK-4-A", BookKind.Sent, booking.Reference, fen: fen);
        if (bank.Moods.Take("BNK-4-A", MoodKind.Duplicate) is not null)
        {
            await notices.SendAsync(message, cancellationToken);
            bank.Books.Enter("BNK-4-A", BookKind.Repeated, booking.Reference, fen: fen);
        }
        return booking.Reference;
    }

    /// <summary>A statement of today over all that no statement has yet, in the mood of the day. Returns its number.</summary>
    public async Task<string> StatementAsync(CancellationToken cancellationToken)
    {
        var entries = bank.Collected.Values.Where(o => o.Code is null).Select(o => new Booking(o.Reference, o.Debit.Fen, o.Debit.DebitNo, o.Debit.Holder, "托收"))
            .Concat(_transfers).Where(b => !_booked.Contains(b.Reference)).ToList();
        if (bank.Moods.Take("BNK-3-A", MoodKind.MissingEntry) is not null)
            entries.RemoveAt(0);
        entries.ForEach(e => _booked.Add(e.Reference));
        if (bank.Moods.Take("BNK-3-A", MoodKind.OtherAmount) is not null)
            entries[0] = entries[0] with { Fen = entries[0].Fen + 1 };
        if (bank.Moods.Take("BNK-3-A", MoodKind.DoubledEntry) is not null)
            entries.Add(entries[^1]);
        if (bank.Moods.Take("BNK-3-A", MoodKind.ExtraEntry) is not null)
            entries.Add(new Booking($"AF{_time.GetUtcNow():yyMMddHHmmss}", -250, null, null, "账户管理费"));
        // One whose closing balance is not what its entries make is followed by the right one.
        if (bank.Moods.Take("BNK-3-A", MoodKind.WrongTotal) is not null)
            await SendAsync(entries, over: 1, BookKind.Failed, cancellationToken);
        return await SendAsync(entries, over: 0, BookKind.Sent, cancellationToken);
    }

    private async Task<string> SendAsync(List<Booking> entries, long over, BookKind kind, CancellationToken cancellationToken)
    {
        var id = $"A{_time.GetUtcNow():yyyyMMddHHmmss}-{++_number:D4}";
        var closing = _balance + entries.Sum(e => e.Fen);
        var name = $"CAMT053_{_time.GetUtcNow():yyyyMMdd}_{_number:D3}.xml";
        var file = Path.Combine(workFolder, name);
        await File.WriteAllBytesAsync(file, Utf8(Statement(id, entries, _balance, closing + over)), cancellationToken);
        await statements.PutAsync(file, name, cancellationToken);
        bank.Books.Enter("BNK-3-A", kind, id, entries.Count, entries.Sum(e => e.Fen));
        if (kind == BookKind.Sent)
            _balance = closing;
        return id;
    }

    private XElement Notice(string id, Booking booking)
    {
        XNamespace n = "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08";
        var now = BankAFormat.Time(_time.GetUtcNow());
        return new XElement(n + "Document", new XElement(n + "BkToCstmrDbtCdtNtfctn",
            new XElement(n + "GrpHdr", new XElement(n + "MsgId", id), new XElement(n + "CreDtTm", now)),
            new XElement(n + "Ntfctn", new XElement(n + "Id", id), new XElement(n + "CreDtTm", now), Holder(n), Entry(n, booking, null, new XElement(n + "DtTm", now)))));
    }

    private XElement Statement(string id, IReadOnlyList<Booking> entries, long opening, long closing)
    {
        XNamespace n = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";
        var now = BankAFormat.Time(_time.GetUtcNow());
        return new XElement(n + "Document", new XElement(n + "BkToCstmrStmt",
            new XElement(n + "GrpHdr", new XElement(n + "MsgId", $"STM{now[..10]}-{_number}"), new XElement(n + "CreDtTm", now)),
            new XElement(n + "Stmt", new XElement(n + "Id", id), new XElement(n + "CreDtTm", now),
                new XElement(n + "FrToDt", new XElement(n + "FrDtTm", now[..10] + "T00:00:00+08:00"), new XElement(n + "ToDtTm", now[..10] + "T23:59:59+08:00")),
                Holder(n), Balance(n, "OPBD", opening, now[..10]), Balance(n, "CLBD", closing, now[..10]),
                new XElement(n + "TxsSummry", new XElement(n + "TtlNtries", new XElement(n + "NbOfNtries", entries.Count))),
                entries.Select((e, i) => Entry(n, e, i + 1, new XElement(n + "Dt", now[..10]))))));
    }

    private static XElement Holder(XNamespace n) => new(n + "Acct", new XElement(n + "Id", new XElement(n + "Othr", new XElement(n + "Id", Account))), new XElement(n + "Ccy", "CNY"));

    private static XElement Balance(XNamespace n, string code, long fen, string day) => new(n + "Bal",
        new XElement(n + "Tp", new XElement(n + "CdOrPrtry", new XElement(n + "Cd", code))), Amount(n, fen), new XElement(n + "Dt", new XElement(n + "Dt", day)));

    private static object[] Amount(XNamespace n, long fen) =>
        [new XElement(n + "Amt", new XAttribute("Ccy", "CNY"), BankAFormat.Yuan(Math.Abs(fen))), new XElement(n + "CdtDbtInd", fen < 0 ? "DBIT" : "CRDT")];

    private static XElement Entry(XNamespace n, Booking b, int? number, XElement day) => new(n + "Ntry",
        number is null ? null : new XElement(n + "NtryRef", number), Amount(n, b.Fen), new XElement(n + "Sts", new XElement(n + "Cd", "BOOK")), new XElement(n + "BookgDt", day),
        new XElement(n + "AcctSvcrRef", b.Reference),
        new XElement(n + "BkTxCd", new XElement(n + "Domn", new XElement(n + "Cd", "PMNT"),
            new XElement(n + "Fmly", new XElement(n + "Cd", b.DebitNo is not null ? "IDDT" : b.Fen < 0 ? "MDOP" : "RCDT"), new XElement(n + "SubFmlyCd", "OTHR")))),
        new XElement(n + "NtryDtls", new XElement(n + "TxDtls", new XElement(n + "Refs", new XElement(n + "EndToEndId", b.DebitNo ?? "NOTPROVIDED")),
            b.Party is null ? null : new XElement(n + "RltdPties", new XElement(n + "Dbtr", new XElement(n + "Pty", new XElement(n + "Nm", b.Party)))),
            new XElement(n + "RmtInf", new XElement(n + "Ustrd", b.Words)))));

    private static byte[] Utf8(XElement document) => Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>{document}");

    private sealed record Booking(string Reference, long Fen, string? DebitNo, string? Party, string Words);
}
