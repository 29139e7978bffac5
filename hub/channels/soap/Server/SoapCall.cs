using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace Integration.Hub.Channels.Soap;

/// <summary>What is known of one call so far; a fault is written with whatever is known when it happens.</summary>
internal sealed class SoapCall(HttpContext http, Uri address)
{
    public HttpContext Http { get; } = http;

    /// <summary>The address as it was called.</summary>
    public Uri Address { get; } = address;

    public SoapVersion Version { get; set; }

    public SoapCharset Charset { get; set; } = SoapCharset.Utf8;

    public SoapAddressing? Addressing { get; set; }

    public SoapOperation? Operation { get; set; }

    public string? Caller { get; set; }

    public string Remote => string.Create(CultureInfo.InvariantCulture, $"{Http.Connection.RemoteIpAddress}:{Http.Connection.RemotePort}");

    public MediaTypeHeaderValue? ContentType =>
        MediaTypeHeaderValue.TryParse(Http.Request.ContentType, out var type) ? type : null;
}
