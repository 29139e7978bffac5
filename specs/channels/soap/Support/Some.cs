using System.Text;
using System.Xml.Linq;
using Integration.Hub.Channels.Soap;
using Integration.Specs.Servers;

namespace Integration.Specs.Channels.Soap;

/// <summary>Builders for messages on the wire, written by hand so that they do not lean on the code under test.</summary>
public static class Some
{
    public const string Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string Soap12 = "http://www.w3.org/2003/05/soap-envelope";

    public const string Query = """<c:QueryCustomer xmlns:c="urn:example:customer-care:1"><c:phone>0571-87654321</c:phone></c:QueryCustomer>""";

    /// <summary>Stands at the time that messages in these specs carry.</summary>
    public static ManualTimeProvider Clock() => new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));

    public static string QueryNumber(string number) =>
        $"""<c:QueryCustomer xmlns:c="urn:example:customer-care:1"><c:customerNo>{number}</c:customerNo></c:QueryCustomer>""";

    public static string Report(string id = "R1", string kind = "fault", string content = "专线中断，请尽快修复", string at = "2026-11-22T08:30:00+08:00") => $"""
        <c:ReportTrouble xmlns:c="urn:example:customer-care:1" xmlns:t="urn:example:customer-care:types:1"><c:reportId>{id}</c:reportId><c:serviceNumber>0571-87654321</c:serviceNumber><c:kind>{kind}</c:kind><c:content>{content}</c:content><c:reportedAt>{at}</c:reportedAt><c:contact><t:name>李雷</t:name></c:contact><c:contact><t:name>韩梅梅</t:name><t:phone>13800000000</t:phone></c:contact></c:ReportTrouble>
        """;

    public static string Envelope(string body, SoapVersion version = SoapVersion.Soap11, string header = "") =>
        $"""<e:Envelope xmlns:e="{Namespace(version)}"><e:Header>{header}</e:Header><e:Body>{body}</e:Body></e:Envelope>""";

    public static string Namespace(SoapVersion version) => version == SoapVersion.Soap11 ? Soap11 : Soap12;

    public static string MediaType(SoapVersion version) => version == SoapVersion.Soap11 ? "text/xml" : "application/soap+xml";

    /// <summary>Posts bytes with exactly this Content-Type.</summary>
    public static async Task<SoapResponse> PostAsync(this SoapHost host, byte[] content, string? contentType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, host.Address) { Content = new ByteArrayContent(content) };
        if (contentType is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return new SoapResponse((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(),
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), response.Headers);
    }

    /// <summary>Posts an envelope in UTF-8.</summary>
    public static Task<SoapResponse> PostAsync(this SoapHost host, string envelope, SoapVersion version = SoapVersion.Soap11, params (string Name, string Value)[] headers) =>
        host.PostAsync(Encoding.UTF8.GetBytes(envelope), $"{MediaType(version)}; charset=utf-8", headers);
}

/// <summary>What came back.</summary>
public sealed record SoapResponse(int Status, string? ContentType, byte[] Bytes, System.Net.Http.Headers.HttpResponseHeaders Headers)
{
    private static readonly Encoding Gb18030 = Register();

    public string Text => Encoding().GetString(Bytes);

    public XElement Envelope => XDocument.Parse(Text.TrimStart('\uFEFF')).Root!;

    public XNamespace Soap => Envelope.Name.Namespace;

    public XElement Body => Envelope.Element(Soap + "Body")!.Elements().Single();

    public bool IsFault => Body.Name == Soap + "Fault";

    public string Reason => Soap == Some.Soap11 ? (string)Body.Element("faultstring")! : Body.Element(Soap + "Reason")!.Value;

    /// <summary>Local name of the code: Client, Server … or Sender, Receiver …</summary>
    public string Code => (Soap == Some.Soap11 ? (string)Body.Element("faultcode")! : Body.Element(Soap + "Code")!.Element(Soap + "Value")!.Value).Split(':')[^1];

    public string? Subcode => Body.Element(Soap + "Code")?.Element(Soap + "Subcode")?.Value.Split(':')[^1];

    public XElement? Detail => (Soap == Some.Soap11 ? Body.Element("detail") : Body.Element(Soap + "Detail"))?.Elements().SingleOrDefault();

    private Encoding Encoding()
    {
        var label = ContentType!.Split("charset=")[^1];
        // A byte order mark says more than the label.
        return Bytes is [0xFE, 0xFF, ..] ? System.Text.Encoding.BigEndianUnicode
            : label is "gbk" or "gb18030" ? Gb18030 : System.Text.Encoding.GetEncoding(label);
    }

    private static Encoding Register()
    {
        System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return System.Text.Encoding.GetEncoding("gb18030");
    }
}
