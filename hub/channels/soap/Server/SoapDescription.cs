using System.Net;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Integration.Hub.Channels.Soap;

/// <summary>Serves the contract: <c>?wsdl</c>, the files it points to (<c>?wsdl=name</c>, <c>?xsd=name</c>), or a short page for people.</summary>
internal sealed class SoapDescription(SoapContract contract)
{
    public async Task WriteAsync(HttpContext http, Uri address)
    {
        var (known, name) = Asked(http.Request.Query);
        if (!known)
            await SendAsync(http, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(Page(address)));
        else if (contract.Documents.TryGetValue(name, out var document))
            await SendAsync(http, "text/xml; charset=utf-8", Publish(document, address));
        else
            await NotFoundAsync(http, name);
    }

    private static (bool Known, string Name) Asked(IQueryCollection query)
    {
        foreach (var (key, value) in query)
        {
            // Some tools ask for ?singleWsdl, and ?WSDL in capitals is as common as in small letters.
            if (key.Equals("wsdl", StringComparison.OrdinalIgnoreCase) || key.Equals("xsd", StringComparison.OrdinalIgnoreCase))
                return (true, value.ToString());
        }
        return (query.Keys.Any(k => k.Equals("singleWsdl", StringComparison.OrdinalIgnoreCase)), "");
    }

    private byte[] Publish(XDocument original, Uri address)
    {
        var document = new XDocument(original);
        var names = ContractDocuments.References(original).Select(r => ContractDocuments.NameOf(contract.File, original, r.Location));
        foreach (var ((element, location), name) in ContractDocuments.References(document).Zip(names))
            location.Value = $"{address}?{(element.Name.Namespace == Names.Wsdl ? "wsdl" : "xsd")}={Uri.EscapeDataString(name)}";
        foreach (var place in document.Descendants().Where(e => e.Name.LocalName == "address" && Names.WsdlSoap.Contains(e.Name.Namespace)))
            place.SetAttributeValue("location", address.ToString());
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes, new UTF8Encoding(false), leaveOpen: true))
            document.Save(text, SaveOptions.DisableFormatting);
        return bytes.ToArray();
    }

    private string Page(Uri address)
    {
        var link = WebUtility.HtmlEncode(address.ToString());
        var page = new StringBuilder($"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{link}</title></head><body><h1>SOAP service</h1>");
        page.Append($"<p>Contract: <a href=\"{link}?wsdl\">{link}?wsdl</a>. Send SOAP 1.1 or 1.2 by POST to this address.</p><ul>");
        foreach (var operation in contract.Operations)
            page.Append($"<li><b>{WebUtility.HtmlEncode(operation.Name)}</b>: body element {WebUtility.HtmlEncode(operation.Input.ToString())}</li>");
        return page.Append("</ul></body></html>").ToString();
    }

    private async Task NotFoundAsync(HttpContext http, string name)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        var files = string.Join(", ", contract.Documents.Keys.Where(k => k.Length > 0));
        await SendAsync(http, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes($"The contract has no file '{Names.Shorten(name)}'. It has: the WSDL{(files.Length > 0 ? ", " + files : "")}.\n"));
    }

    private static async Task SendAsync(HttpContext http, string contentType, byte[] content)
    {
        http.Response.ContentType = contentType;
        http.Response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(content, http.RequestAborted);
    }
}
