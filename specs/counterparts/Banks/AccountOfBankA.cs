using System.Text;
using System.Xml.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>Our account at bank A: transfers come in (BNK-4), debits are collected into it, a statement is made of both (BNK-3). A restart loses none of it.</summary>
public sealed class AccountOfBankA : IDisposable
{
    /// <summary>Its number.</summary>
    public const string Account = "33010012345678901234";
    private readonly BankCounterpart _bank;
    private readonly IDropFolder _statements;
    private readonly IQueuePort _notices;
    private readonly string _workFolder;
    private readonly TimeProvider _time;
    private readonly Journal<Entered> _journal;
    private readonly List<Booking> _transfers = [];
    private readonly HashSet<string> _told = [];
    private readonly HashSet<string> _booked = [];
    private readonly Queue<string> _made = [];
    private long _balance = 1_000_000;
    private int _number;

    public AccountOfBankA(BankCounterpart bank, IDropFolder statements, IQueuePort notices, string workFolder, TimeProvider? time = null)
    {
        (_bank, _statements, _notices, _workFolder, _time) = (bank, statements, notices, workFolder, time ?? TimeProvider.System);
        _journal = new Journal<Entered>(Path.Combine(workFolder, "account.jsonl"), Remember);
    }

    /// <summary>Money that came by itself.</summary>
    public long TransfersFen => _transfers.Sum(t => t.Fen);

    public int Transfers => _transfers.Count;

    /// <summary>Closing balance of the last statement.</summary>
    public long BalanceFen => _balance;

    /// <summary>A transfer comes in and is told at once. Returns the bank's reference.</summary>
    public async Task<string> PayInAsync(long fen, string payer, string words, CancellationToken cancellationToken)
    {
        var booking = new Booking($"AT{_time.GetUtcNow():yyMMddHHmmss}{_transfers.Count + 1:D5}", fen, null, payer, words);
        Write(new Entered(booking, null, null, null));
        await TellAsync(cancellationToken);
        return booking.Reference;
    }

    public void Dispose() => _journal.Dispose();

    /// <summary>A statement of today over all that no statement has yet, in the mood of the day. Returns its number.</summary>
    public async Task<string> StatementAsync(CancellationToken cancellationToken)
    {
        await TellAsync(cancellationToken);
        await BringAsync(cancellationToken);
        var entries = _bank.Collected.Values.Where(o => o.Code is null).Select(o => new Booking(o.Reference, o.Debit.Fen, o.Debit.DebitNo, o.Debit.Holder, "托收"))
            .Concat(_transfers).Where(b => !_booked.Contains(b.Reference)).ToList();
        if (_bank.Moods.Take("BNK-3-A", MoodKind.MissingEntry) is not null)
            entries.RemoveAt(0);
        IReadOnlyList<string> booked = [.. entries.Select(e => e.Reference)];
        if (_bank.Moods.Take("BNK-3-A", MoodKind.OtherAmount) is not null)
            entries[0] = entries[0] with { Fen = entries[0].Fen + 1 };
        if (_bank.Moods.Take("BNK-3-A", MoodKind.DoubledEntry) is not null)
            entries.Add(entries[^1]);
        if (_bank.Moods.Take("BNK-3-A", MoodKind.ExtraEntry) is not null)
            entries.Add(new Booking($"AF{_time.GetUtcNow():yyMMddHHmmss}", -250, null, null, "账户管理费"));
        // One whose closing balance is not what its entries make is followed by the right one.
        if (_bank.Moods.Take("BNK-3-A", MoodKind.WrongTotal) is not null)
            await MakeAsync(entries, null, cancellationToken);
        return await MakeAsync(entries, booked, cancellationToken);
    }

    /// <param name="booked">What no later statement has; null: this one is wrong.</param>
    private async Task<string> MakeAsync(List<Booking> entries, IReadOnlyList<string>? booked, CancellationToken cancellationToken)
    {
        var id = $"A{_time.GetUtcNow():yyyyMMddHHmmss}-{_number + 1:D4}";
        var closing = _balance + entries.Sum(e => e.Fen);
        var name = $"CAMT053_{_time.GetUtcNow():yyyyMMdd}_{_number + 1:D3}.xml";
        var file = Path.Combine(_workFolder, name);
        await File.WriteAllBytesAsync(file, Utf8(Statement(id, entries, _balance, closing + (booked is null ? 1 : 0))), cancellationToken);
        Write(new Entered(null, null, new Made(name, booked ?? [], booked is null ? _balance : closing), null));
        await BringAsync(cancellationToken);
        _bank.Books.Enter("BNK-3-A", booked is null ? BookKind.Failed : BookKind.Sent, id, entries.Count, entries.Sum(e => e.Fen));
        return id;
    }

    /// <summary>Of what nobody was told yet: the transfer of just now, and what a restart came in between of.</summary>
    private async Task TellAsync(CancellationToken cancellationToken)
    {
        foreach (var booking in _transfers.Where(t => !_told.Contains(t.Reference)).ToList())
        {
            var id = $"NTF{booking.Reference}";
            var message = new QueueMessage(id, "camt.054.001.08", Utf8(Notice(id, booking)));
            if (_bank.Moods.Take("BNK-4-A", MoodKind.Late) is { } late)
                await Task.Delay(late.By ?? TimeSpan.FromSeconds(5), _time, cancellationToken);
            if (_bank.Moods.Take("BNK-4-A", MoodKind.BadLines) is not null)
            {
                await _notices.SendAsync(message with { Id = "bad-" + id, Body = message.Body[..(message.Body.Length / 2)] }, cancellationToken);
                _bank.Books.Enter("BNK-4-A", BookKind.Failed, "bad-" + id);
            }
            await _notices.SendAsync(message, cancellationToken);
            Write(new Entered(null, booking.Reference, null, null));
            _bank.Books.Enter("BNK-4-A", BookKind.Sent, booking.Reference, fen: booking.Fen);
            if (_bank.Moods.Take("BNK-4-A", MoodKind.Duplicate) is null)
                continue;
            await _notices.SendAsync(message, cancellationToken);
            _bank.Books.Enter("BNK-4-A", BookKind.Repeated, booking.Reference, fen: booking.Fen);
        }
    }

    /// <summary>Statements that were made and have not left.</summary>
    private async Task BringAsync(CancellationToken cancellationToken)
    {
        while (_made.TryPeek(out var name))
        {
            await _statements.PutAsync(Path.Combine(_workFolder, name), name, cancellationToken);
            Write(new Entered(null, null, null, name));
        }
    }

    private void Write(Entered entry)
    {
        _journal.Append(entry);
        Remember(entry);
    }

    private void Remember(Entered entry)
    {
        if (entry.Transfer is { } transfer)
            _transfers.Add(transfer);
        if (entry.Told is { } told)
            _told.Add(told);
        if (entry.Brought is not null)
            _made.Dequeue();
        if (entry.Statement is not { } made)
            return;
        _made.Enqueue(made.Name);
        _booked.UnionWith(made.Booked);
        (_balance, _number) = (made.Closing, _number + 1);
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
            new XElement(n + "GrpHdr", new XElement(n + "MsgId", $"STM{now[..10]}-{_number + 1}"), new XElement(n + "CreDtTm", now)),
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

    private sealed record Entered(Booking? Transfer, string? Told, Made? Statement, string? Brought);

    /// <param name="Booked">References that stand in it.</param>
    private sealed record Made(string Name, IReadOnlyList<string> Booked, long Closing);

    private sealed record Booking(string Reference, long Fen, string? DebitNo, string? Party, string Words);
}
