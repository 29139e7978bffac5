using System.Globalization;
using System.Text;

namespace Integration.Specs.Counterparts;

/// <summary>Bank B: fixed width, GB18030, lines end with CR LF.</summary>
public sealed class BankBFormat : IBankFormat
{
    public string Suffix => "B";

    public string BatchFolder => "send";

    public bool DoneFile => true;

    public bool IsBatch(string name) => name.StartsWith("DK_", StringComparison.Ordinal) && name.EndsWith(".txt", StringComparison.Ordinal);

    public BankBatch Read(byte[] file)
    {
        var lines = Lines(file);
        if (lines.Count < 2 || lines[0].Length != 82 || lines[^1].Length != 24 || Field(lines[0], 0, 3) != "H01" || Field(lines[0], 3, 12) != "托收批文件" || Field(lines[^1], 0, 1) != "T")
            throw new InvalidDataException("expected a header H01 托收批文件 of 82 bytes and a trailer T of 24");
        var debits = lines[1..^1].Select(Debit).ToList();
        var (count, total) = (debits.Count, debits.Sum(d => d.Fen));
        if (Number(lines[0], 59, 8) != count || Number(lines[^1], 1, 8) != count || Number(lines[0], 67, 15) != total || Number(lines[^1], 9, 15) != total)
            throw new InvalidDataException($"header and trailer must say {count} debits of {total} fen");
        return new BankBatch(Field(lines[0], 15, 30), debits);
    }

    public string ResultName(DateTimeOffset at, int number) => $"HP_{at:yyyyMMdd}_{number:D3}.txt";

    public byte[] Write(BankBatch batch, IReadOnlyList<BankOutcome> outcomes, DateTimeOffset at, int number, IReadOnlySet<MoodKind> defects)
    {
        var settled = outcomes.Where(o => o.Code is null).ToList();
        var total = batch.Fen + (defects.Contains(MoodKind.WrongTotal) ? 1 : 0);
        using var file = new MemoryStream();
        Line(file, "H01", Left("回盘文件", 12), Left(batch.BatchNo, 30), Time(at), Right(outcomes.Count, 8), Right(batch.Fen, 15));
        foreach (var o in outcomes)
            Line(file, "D", Left(o.Debit.DebitNo, 32), Right(o.Debit.Fen, 13), o.Code is null ? "0000" : "2001", Left(o.Code is null ? o.Reference : "", 20), Time(o.At), Left(o.Words ?? "成功", 40));
        Line(file, "T", Right(outcomes.Count, 8), Right(total, 15), Right(settled.Count, 8), Right(settled.Sum(o => o.Debit.Fen), 15));
        var bytes = file.ToArray();
        return defects.Contains(MoodKind.Truncated) ? bytes[..(bytes.Length * 2 / 3)] : bytes;
    }

    private static BankDebit Debit(byte[] line) => line.Length == 178 && line[0] == 'D'
        ? new BankDebit(Field(line, 1, 32), Field(line, 45, 32), Field(line, 77, 60), Number(line, 137, 13))
        : throw new InvalidDataException($"a detail is D and 178 bytes, this one has {line.Length}");

    private static List<byte[]> Lines(byte[] file)
    {
        var text = Encoding.Latin1.GetString(file);
        if (!text.EndsWith("\r\n", StringComparison.Ordinal))
            throw new InvalidDataException("the last line does not end with CR LF");
        return [.. text[..^2].Split("\r\n").Select(Encoding.Latin1.GetBytes)];
    }

    private static string Field(byte[] line, int at, int length) => Chinese.Gb18030.GetString(line, at, length).TrimEnd(' ');

    private static long Number(byte[] line, int at, int length) => long.Parse(Field(line, at, length), NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    private static string Left(string text, int length) => text + new string(' ', length - Chinese.Gb18030.GetByteCount(text));

    private static string Right(long number, int length) => number.ToString(CultureInfo.InvariantCulture).PadLeft(length, '0');

    private static void Line(Stream file, params string[] fields) => file.Write(Chinese.Gb18030.GetBytes(string.Concat(fields) + "\r\n"));
}
