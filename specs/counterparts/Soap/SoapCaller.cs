using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>How a SOAP call is made.</summary>
public enum SignOn
{
    None,
    PasswordText,
    PasswordDigest,
    HttpBasic,
}

/// <param name="Charset">Of the request: utf-8, utf-16, gbk, gb18030.</param>
public sealed record SoapCallOptions(bool Soap12 = false, SignOn SignOn = SignOn.PasswordText, string Charset = "utf-8");

/// <summary>What came back: an answer, a fault, or neither.</summary>
/// <param name="Answer">Body element of a good answer.</param>
/// <param name="FaultCode">Client, Server, Sender, Receiver …; null if it was no fault.</param>
/// <param name="Fault">Declared fault element, if there was one.</param>
/// <param name="Trouble">What went wrong below SOAP: no connection, time-out, an answer that is not what the contract says.</param>
public sealed record SoapOutcome(XElement? Answer, string? FaultCode, string? FaultText, XElement? Fault, string? Trouble, TimeSpan Took);

/// <summary>A SOAP client of the counterparts' own.</summary>
internal sealed class SoapCaller(Uri address, WrittenContract contract, string user, string password, TimeProvider time, TimeSpan timeout) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = timeout };

    public async Task<SoapOutcome> CallAsync(XElement request, SoapCallOptions options, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        try
        {
            using var message = Request(request, options);
            using var response = await _http.SendAsync(message, cancellationToken);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return Read(bytes, response.Content.Headers.ContentType, options, (int)response.StatusCode) with { Took = time.GetElapsedTime(start) };
        }
        catch (Exception e) when (e is HttpRequestException or XmlException or IOException or ArgumentException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new SoapOutcome(null, null, null, null, $"{e.GetType().Name}: {e.Message}", time.GetElapsedTime(start));
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(XElement request, SoapCallOptions options)
    {
        var encoding = Chinese.Named(options.Charset);
        var id = new XElement(SoapNames.Addressing + "MessageID", $"urn:uuid:{Guid.NewGuid():D}");
        var bytes = SoapEnvelope.Write(request, options.Soap12, encoding, [id, .. SecurityHeader(options.SignOn)]);
        var action = $"{contract.Namespace.NamespaceName}/{request.Name.LocalName}";
        var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(bytes) };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", options.Soap12
            ? $"application/soap+xml; charset={options.Charset}; action=\"{action}\""
            : $"text/xml; charset={options.Charset}");
        if (!options.Soap12)
            message.Headers.TryAddWithoutValidation("SOAPAction", $"\"{action}\"");
        if (options.SignOn == SignOn.HttpBasic)
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        return message;
    }

    private SoapOutcome Read(byte[] bytes, MediaTypeHeaderValue? type, SoapCallOptions options, int status)
    {
        if (type?.MediaType is not ("text/xml" or "application/soap+xml"))
            return new SoapOutcome(null, null, null, null, $"HTTP {status} {type} is no SOAP answer", default);
        var parts = SoapEnvelope.Read(bytes, type.CharSet);
        if (parts.Soap12 != options.Soap12)
            return new SoapOutcome(null, null, null, null, $"asked in SOAP {(options.Soap12 ? "1.2" : "1.1")}, answered in the other", default);
        if (parts.IsFault)
        {
            var wrong = parts.FaultDetail is { } detail && detail.Name.Namespace == contract.Namespace ? contract.Check(detail) : null;
            return new SoapOutcome(null, parts.FaultCode, parts.FaultText, parts.FaultDetail, wrong, default);
        }
        return new SoapOutcome(parts.Body, null, null, null, contract.Check(parts.Body), default);
    }

    private XElement[] SecurityHeader(SignOn signOn)
    {
        if (signOn is SignOn.None or SignOn.HttpBasic)
            return [];
        var token = new XElement(SoapNames.Security + "UsernameToken", new XElement(SoapNames.Security + "Username", user));
        token.Add(signOn == SignOn.PasswordText
            ? [new XElement(SoapNames.Security + "Password", new XAttribute("Type", SoapNames.TokenProfile + "#PasswordText"), password)]
            : Digest());
        return [new XElement(SoapNames.Security + "Security", token)];
    }

    // Password_Digest = Base64(SHA-1(nonce + created + password)), as the UsernameToken profile says.
    private object[] Digest()
    {
        var nonce = RandomNumberGenerator.GetBytes(16);
        var created = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var digest = SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(created + password)]);
        return
        [
            new XElement(SoapNames.Security + "Password", new XAttribute("Type", SoapNames.TokenProfile + "#PasswordDigest"), Convert.ToBase64String(digest)),
            new XElement(SoapNames.Security + "Nonce", new XAttribute("EncodingType", SoapNames.Base64), Convert.ToBase64String(nonce)),
            new XElement(SoapNames.Utility + "Created", created),
        ];
    }
}
