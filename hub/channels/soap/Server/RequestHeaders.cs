using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Integration.Hub.Channels.Soap;

/// <summary>Transport headers worth keeping beside a request, as JSON: <c>{"http":{name:value},"soap":[{"name":"{ns}local","xml":"…"}]}</c>. Never a credential.</summary>
internal static class RequestHeaders
{
    private static readonly string[] Kept =
        ["Content-Type", "SOAPAction", "User-Agent", "traceparent", "tracestate", "X-Request-Id", "X-Correlation-Id", "X-Forwarded-For"];

    public static string ToJson(HttpRequest request, IReadOnlyList<SoapHeaderBlock> soap)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("http");
            foreach (var name in Kept.Where(n => request.Headers.ContainsKey(n)))
                json.WriteString(name, request.Headers[name].ToString());
            json.WriteEndObject();
            json.WriteStartArray("soap");
            foreach (var block in soap.Where(b => b.Name.Namespace != Names.Wsse))
                Write(json, block);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, SoapHeaderBlock block)
    {
        json.WriteStartObject();
        json.WriteString("name", $"{{{block.Name.Namespace}}}{block.Name.Name}");
        json.WriteString("xml", block.Xml.Span);
        json.WriteEndObject();
    }
}
