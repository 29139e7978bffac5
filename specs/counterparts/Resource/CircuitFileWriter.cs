using System.Globalization;
using System.Text;
using System.Xml;

namespace Integration.Specs.Counterparts;

/// <summary>Writes a circuit report of any size with flat memory, in GBK, well-behaved or as the moods want it.</summary>
internal static class CircuitFileWriter
{
    private const string Namespace = "http://resource.telecom.example/circuits/v1";

    public static void Write(Stream stream, World world, CircuitOrder order, DateTimeOffset asAt, int bad, IReadOnlyList<MoodKind> moods)
    {
        if (moods.Contains(MoodKind.Empty))
            return;
        // Characters that GBK lacks become character references, as any XML writer does it. In the wrong mood it says GBK and writes UTF-8.
        var encoding = moods.Contains(MoodKind.WrongEncoding) ? new UTF8Encoding(false) : Chinese.Named("gbk");
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = encoding, OmitXmlDeclaration = true, Indent = true, CloseOutput = false, WriteEndDocumentOnClose = false, NewLineChars = "\n" });
        xml.WriteProcessingInstruction("xml", "version=\"1.0\" encoding=\"GBK\"");
        xml.WriteStartElement("circuitReport", Namespace);
        Attributes(xml, ("version", "1"), ("title", "电路清单"), ("reportNo", $"{order.Day}-{order.FirstCustomer}-{order.Circuits}"), ("asAt", Stamp(asAt)),
            ("count", Number(order.Circuits + (moods.Contains(MoodKind.WrongTotal) ? 1 : 0))));
        var written = moods.Contains(MoodKind.Truncated) ? order.Circuits / 2 : order.Circuits;
        for (var n = 0; n < written; n++)
            Circuit(xml, world, order, n, n < bad);
        xml.Flush();
        if (moods.Contains(MoodKind.Truncated))
        {
            stream.SetLength(stream.Position - 20);
            return;
        }
        xml.WriteEndDocument();
    }

    private static void Circuit(XmlWriter xml, World world, CircuitOrder order, int n, bool bad)
    {
        var line = world.Service(((order.FirstCustomer + n) * 4) + 2);
        var customer = world.Customer(line.CustomerIndex);
        xml.WriteStartElement("circuit", Namespace);
        Attributes(xml, ("id", $"RC{line.Index:D8}"), ("no", line.Number), ("state", bad ? "77" : "30"));
        Text(xml, "customerNo", customer.Number);
        Text(xml, "customerName", customer.Name);
        Text(xml, "serviceNumber", line.Number);
        Text(xml, "bandwidthKbps", Number(order.Bandwidth ?? line.BandwidthKbps!.Value));
        Site(xml, "aEnd", customer.Place.AreaCode, line.AEnd);
        Site(xml, "zEnd", null, line.ZEnd!);
        xml.WriteStartElement("route", Namespace);
        Hop(xml, $"{customer.Place.City}局", "ODF-03", "1-2-07");
        Hop(xml, $"{line.ZEnd![..2]}局", "ODF-11", null);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Site(XmlWriter xml, string name, string? area, string address)
    {
        xml.WriteStartElement(name, Namespace);
        if (area is not null)
            xml.WriteAttributeString("areaCode", area);
        xml.WriteString(address);
        xml.WriteEndElement();
    }

    private static void Hop(XmlWriter xml, string node, string equipment, string? port)
    {
        xml.WriteStartElement("hop", Namespace);
        Attributes(xml, ("node", node), ("equipment", equipment));
        if (port is not null)
            xml.WriteAttributeString("port", port);
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Namespace, text);

    private static void Attributes(XmlWriter xml, params (string Name, string Value)[] attributes)
    {
        foreach (var (name, value) in attributes)
            xml.WriteAttributeString(name, value);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Stamp(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
