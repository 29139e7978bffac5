using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Integration.Specs.Counterparts;

/// <summary>The element rules of ISO 20022 messages, as the contract's schemas write them down, and what schemas cannot say: counts, sums, characters.</summary>
public static class Iso20022
{
    /// <param name="message">e.g. <c>pain.008.001.08</c>.</param>
    /// <returns>What is wrong; empty if nothing is.</returns>
    public static IReadOnlyList<string> Problems(string message, byte[] file)
    {
        var problems = new List<string>();
        var schemas = new XmlSchemaSet();
        using (var stream = typeof(Iso20022).Assembly.GetManifestResourceStream($"contract/{message}.xsd") ?? throw new InvalidOperationException($"no schema of {message} is embedded"))
            schemas.Add(XmlSchema.Read(stream, null)!);
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas, ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings };
        settings.ValidationEventHandler += (_, e) => problems.Add($"line {e.Exception.LineNumber}: {e.Message}");
        using var reader = XmlReader.Create(new MemoryStream(file), settings);
        var document = XDocument.Load(reader);
        foreach (var text in document.Descendants().Where(e => !e.HasElements).Select(e => e.Value).Where(t => t != t.Trim() || t.Any(char.IsControl)))
            problems.Add($"text with blanks at its ends or control characters: '{text}'");
        if (message.StartsWith("pain.008", StringComparison.Ordinal))
            problems.AddRange(Sums(document));
        return problems;
    }

    private static IEnumerable<string> Sums(XDocument document)
    {
        foreach (var level in Named(document.Root!, "GrpHdr").Select(h => (Head: h, Of: document.Root!)).Concat(Named(document.Root!, "PmtInf").Select(p => (Head: p, Of: p))))
        {
            var debits = Named(level.Of, "DrctDbtTxInf").Select(d => Yuan(Named(d, "InstdAmt").Single().Value)).ToList();
            var (count, sum) = (Child(level.Head, "NbOfTxs"), Child(level.Head, "CtrlSum"));
            if (count is not null && int.Parse(count, CultureInfo.InvariantCulture) != debits.Count)
                yield return $"{level.Head.Name.LocalName}/NbOfTxs is {count}, there are {debits.Count} debits";
            if (sum is not null && Yuan(sum) != debits.Sum())
                yield return $"{level.Head.Name.LocalName}/CtrlSum is {sum}, the debits add up to {debits.Sum()}";
            if (debits.Any(d => d <= 0 || d * 100 != decimal.Truncate(d * 100)))
                yield return "an amount of CNY is more than nothing and has at most two decimals";
        }
        if (Named(document.Root!, "EndToEndId").GroupBy(e => e.Value).FirstOrDefault(g => g.Count() > 1) is { } twice)
            yield return $"EndToEndId {twice.Key} stands there twice";
    }

    internal static IEnumerable<XElement> Named(XElement within, string name) => within.DescendantsAndSelf().Where(e => e.Name.LocalName == name);

    internal static string? Child(XElement of, string name) => of.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;

    internal static decimal Yuan(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
