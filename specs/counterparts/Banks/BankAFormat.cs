using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>Bank A: pain.008 in, pain.002 out.</summary>
public sealed class BankAFormat : IBankFormat
{
    private static readonly XNamespace Status = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10";

    public string Suffix => "A";

    public string BatchFolder => "in";

    public bool DoneFile => false;

    public bool IsBatch(string name) => name.StartsWith("PAIN008_", StringComparison.Ordinal) && name.EndsWith(".xml", StringComparison.Ordinal);

    public BankBatch Read(byte[] file)
    {
        if (Iso20022.Problems("pain.008.001.08", file) is { Count: > 0 } problems)
            throw new InvalidDataException(string.Join("; ", problems));
        var root = XDocument.Load(new MemoryStream(file)).Root!;
        return new BankBatch(Iso20022.Named(root, "MsgId").Single().Value, [.. Iso20022.Named(root, "DrctDbtTxInf").Select(Debit)]);
    }

    public string ResultName(DateTimeOffset at, int number) => $"PAIN002_{at:yyyyMMdd}_{number:D6}.xml";

    public byte[] Write(BankBatch batch, IReadOnlyList<BankOutcome> outcomes, DateTimeOffset at, int number, IReadOnlySet<MoodKind> defects)
    {
        var total = batch.Fen + (defects.Contains(MoodKind.WrongTotal) ? 1 : 0);
        var document = new XDocument(new XElement(Status + "Document", new XElement(Status + "CstmrPmtStsRpt",
            new XElement(Status + "GrpHdr", Leaf("MsgId", $"A{at:yyyyMMdd}PSR{number:D6}"), Leaf("CreDtTm", Time(at))),
            new XElement(Status + "OrgnlGrpInfAndSts", Leaf("OrgnlMsgId", batch.BatchNo), Leaf("OrgnlMsgNmId", "pain.008.001.08"), Leaf("OrgnlNbOfTxs", $"{outcomes.Count}"), Leaf("OrgnlCtrlSum", Yuan(total))),
            new XElement(Status + "OrgnlPmtInfAndSts", Leaf("OrgnlPmtInfId", batch.BatchNo), outcomes.Select(Transaction)))));
        var bytes = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>{document}");
        return defects.Contains(MoodKind.Truncated) ? bytes[..(bytes.Length * 2 / 3)] : bytes;
    }

    internal static string Yuan(long fen) => ((decimal)fen / 100).ToString("0.00", CultureInfo.InvariantCulture);

    internal static string Time(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static BankDebit Debit(XElement tx) => new(
        Iso20022.Named(tx, "EndToEndId").Single().Value, Iso20022.Named(tx.Elements().Single(e => e.Name.LocalName == "DbtrAcct"), "Othr").Single().Value,
        Iso20022.Child(tx.Elements().Single(e => e.Name.LocalName == "Dbtr"), "Nm")!, (long)(Iso20022.Yuan(Iso20022.Named(tx, "InstdAmt").Single().Value) * 100));

    private static XElement Transaction(BankOutcome o) => new(Status + "TxInfAndSts",
        Leaf("OrgnlEndToEndId", o.Debit.DebitNo), Leaf("TxSts", o.Code is null ? "ACSC" : "RJCT"),
        o.Code is null ? null : new XElement(Status + "StsRsnInf", new XElement(Status + "Rsn", Leaf("Cd", o.Code)), Leaf("AddtlInf", o.Words!)),
        Leaf("AccptncDtTm", Time(o.At)), o.Code is null ? Leaf("AcctSvcrRef", o.Reference) : null,
        new XElement(Status + "OrgnlTxRef", new XElement(Status + "Amt", new XElement(Status + "InstdAmt", new XAttribute("Ccy", "CNY"), Yuan(o.Debit.Fen)))));

    private static XElement Leaf(string name, string value) => new(Status + name, value);
}
