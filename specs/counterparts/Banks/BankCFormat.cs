using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>Bank C: XML in GBK, signed: RSA-SHA256 over all bytes of the document but the signature element's.</summary>
/// <param name="hubKey">PEM of the hub's public key.</param>
/// <param name="ownKey">PEM of the bank's private key.</param>
public sealed partial class BankCFormat(string hubKey, string ownKey) : IBankFormat
{
    public string Suffix => "C";

    public string BatchFolder => "request";

    public bool DoneFile => false;

    public bool IsBatch(string name) => name.StartsWith("COLLECT_", StringComparison.Ordinal) && name.EndsWith(".xml", StringComparison.Ordinal);

    public BankBatch Read(byte[] file)
    {
        // Latin-1 keeps each byte a character, so positions are bytes.
        var text = Encoding.Latin1.GetString(file);
        var signature = Signature().Matches(text);
        if (signature.Count != 1)
            throw new InvalidDataException($"expected one <signature>, found {signature.Count}");
        using var key = RSA.Create();
        key.ImportFromPem(hubKey);
        var signed = Encoding.Latin1.GetBytes(text.Remove(signature[0].Index, signature[0].Length));
        if (!key.VerifyData(signed, Convert.FromBase64String(signature[0].Groups[1].Value), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
            throw new InvalidDataException("the signature does not fit");
        return Batch(XDocument.Parse(Chinese.Named("gbk").GetString(signed)).Root!);
    }

    public string ResultName(DateTimeOffset at, int number) => $"RESULT_{at:yyyyMMdd}_{number:D6}.xml";

    public byte[] Write(BankBatch batch, IReadOnlyList<BankOutcome> outcomes, DateTimeOffset at, int number, IReadOnlySet<MoodKind> defects)
    {
        var total = batch.Fen + (defects.Contains(MoodKind.WrongTotal) ? 1 : 0);
        var items = string.Concat(outcomes.Select(o =>
            $"<item><orderId>{o.Debit.DebitNo}</orderId><txnAmt>{o.Debit.Fen}</txnAmt><respCode>{(o.Code is null ? "00" : "51")}</respCode><respMsg>{o.Words ?? "成功"}</respMsg>"
            + (o.Code is null ? $"<queryId>{o.Reference}</queryId>" : "") + $"<txnTime>{Time(o.At)}</txnTime></item>"));
        var text = $"<?xml version=\"1.0\" encoding=\"GBK\"?>\n<collectResult><head><version>1.0</version><batchNo>{batch.BatchNo}</batchNo><madeAt>{Time(at)}</madeAt><count>{outcomes.Count}</count><amount>{total}</amount></head><items>{items}</items></collectResult>";
        var bytes = Sign(text, defects.Contains(MoodKind.WrongSignature));
        return defects.Contains(MoodKind.Truncated) ? bytes[..(bytes.Length * 2 / 3)] : bytes;
    }

    private byte[] Sign(string text, bool wrong)
    {
        var gbk = Chinese.Named("gbk");
        using var key = RSA.Create();
        key.ImportFromPem(ownKey);
        var signature = Convert.ToBase64String(key.SignData(gbk.GetBytes(wrong ? text + " " : text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return gbk.GetBytes(text.Insert(text.LastIndexOf("</", StringComparison.Ordinal), $"<signature>{signature}</signature>"));
    }

    private static BankBatch Batch(XElement root)
    {
        var head = root.Element("head")!;
        var debits = root.Element("items")!.Elements("item").Select(i => new BankDebit(i.Element("orderId")!.Value, i.Element("accNo")!.Value, i.Element("accName")!.Value, Number(i.Element("txnAmt")!))).ToList();
        if (Number(head.Element("count")!) != debits.Count || Number(head.Element("amount")!) != debits.Sum(d => d.Fen))
            throw new InvalidDataException($"head must say {debits.Count} debits of {debits.Sum(d => d.Fen)} fen");
        return new BankBatch(head.Element("batchNo")!.Value, debits);
    }

    private static long Number(XElement e) => long.Parse(e.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    [GeneratedRegex("<signature>([A-Za-z0-9+/=]+)</signature>")]
    private static partial Regex Signature();
}
