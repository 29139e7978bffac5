using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Integration.Hub.Channels.Soap;

/// <summary>Finds out who calls: UsernameToken first, then HTTP basic, then the TLS certificate. A wrong credential is never made good by another.</summary>
internal sealed class CallerCheck(SoapServerOptions options, ILogger logger)
{
    private readonly IReplayGuard _replays = options.ReplayGuard ?? new MemoryReplayGuard(options.Time);

    /// <summary>True if a Security header is this service's to understand.</summary>
    public bool ReadsSecurityHeader =>
        options.Credentials is not null && (options.Accept & (SoapCredentialKinds.UsernameTokenText | SoapCredentialKinds.UsernameTokenDigest)) != 0;

    /// <summary>The caller's id; null if anybody may call. Throws <see cref="SoapFaultException"/> if the caller may not.</summary>
    public async Task<string?> IdentifyAsync(HttpContext http, IReadOnlyList<SoapHeaderBlock> headers, CancellationToken cancellationToken)
    {
        if (options.Credentials is not { } credentials)
            return null;
        var token = ReadsSecurityHeader ? ReadToken(headers) : null;
        var shown = token is not null ? FromToken(token) : FromBasic(http) ?? await FromCertificateAsync(http, cancellationToken);
        if (shown is null)
            throw Refused("No credential was sent. " + Expected(), basic: true);
        var caller = await credentials.VerifyAsync(shown, cancellationToken);
        if (caller is null)
        {
            logger.LogWarning("SOAP call from {Remote} refused: wrong {Credential}", http.Connection.RemoteIpAddress, shown);
            throw Refused("User name, password or certificate is not right.", basic: token is null);
        }
        // Only a right token is remembered: otherwise anyone could fill the memory.
        if (token is not null)
            await UseOnceAsync(token, cancellationToken);
        return caller;
    }

    private UsernameToken? ReadToken(IReadOnlyList<SoapHeaderBlock> headers)
    {
        var blocks = headers.Where(h => h.ForUs && h.Name is { Name: "Security", Namespace: Names.Wsse }).ToList();
        if (blocks.Count > 1)
            throw new SoapFaultException(SoapFault.Security("InvalidSecurity", "There is more than one Security header for this receiver."));
        if (blocks.Count == 0)
            return null;
        var security = XElement.Parse(Encoding.UTF8.GetString(blocks[0].Xml.Span));
        var unknown = security.Elements().FirstOrDefault(e => e.Name != XName.Get("UsernameToken", Names.Wsse) && e.Name != XName.Get("Timestamp", Names.Wsu));
        CheckExpiry(security);
        return unknown is null
            ? UsernameToken.Read(security)
            : throw new SoapFaultException(SoapFault.Security("UnsupportedSecurityToken", $"The Security header has a {unknown.Name.LocalName}; supported are UsernameToken and Timestamp."));
    }

    private void CheckExpiry(XElement security)
    {
        var expires = security.Element(XName.Get("Timestamp", Names.Wsu))?.Element(XName.Get("Expires", Names.Wsu))?.Value;
        if (expires is not null && DateTimeOffset.TryParse(expires, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end) && end < options.Time.GetUtcNow() - options.ClockSkew)
            throw new SoapFaultException(SoapFault.Security("MessageExpired", $"The message expired at {end:O}. Send a new one; check the clock."));
    }

    private PresentedCredential FromToken(UsernameToken token)
    {
        var kind = token.IsDigest ? SoapCredentialKinds.UsernameTokenDigest : SoapCredentialKinds.UsernameTokenText;
        if (!options.Accept.HasFlag(kind))
            throw Refused($"A {(token.IsDigest ? "PasswordDigest" : "PasswordText")} token is not accepted here. " + Expected(), basic: false);
        if (token.Created is not null)
            CheckAge(CreatedAt(token));
        if (!token.IsDigest)
            return new PresentedCredential.Password(token.UserName, token.Password);
        if (token.Nonce is not { Length: > 0 and <= 256 } nonce || token.Created is null)
            throw UsernameToken.Invalid("A PasswordDigest needs a Nonce (1 to 256 bytes) and Created: without them it could be replayed.");
        return new PresentedCredential.Digest(token.UserName, DigestBytes(token), nonce, token.Created);
    }

    private static byte[] DigestBytes(UsernameToken token)
    {
        var bytes = new byte[64];
        return Convert.TryFromBase64String(token.Password.Trim(), bytes, out var length)
            ? bytes[..length]
            : throw UsernameToken.Invalid("The password digest is not Base64 of a SHA-1 hash.");
    }

    private void CheckAge(DateTimeOffset created)
    {
        var now = options.Time.GetUtcNow();
        if (created < now - options.TokenWindow)
            throw new SoapFaultException(SoapFault.Security("MessageExpired",
                $"The UsernameToken was created at {created:O}; at {now:O} it is older than {options.TokenWindow.TotalSeconds} s. Send a new one; check the clock."));
        if (created > now + options.ClockSkew)
            throw UsernameToken.Invalid($"The UsernameToken was created at {created:O}, which lies in the future (here it is {now:O}). Check the clock.");
    }

    private static DateTimeOffset CreatedAt(UsernameToken token) =>
        DateTimeOffset.TryParse(token.Created, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created)
            ? created
            : throw UsernameToken.Invalid("The UsernameToken's Created is not a date and time (e.g. 2026-11-22T08:30:00Z).");

    private async Task UseOnceAsync(UsernameToken token, CancellationToken cancellationToken)
    {
        if (token.Nonce is null || token.Created is null)
            return;
        var key = $"{token.UserName}\n{Convert.ToBase64String(token.Nonce)}";
        switch (await _replays.UseAsync(key, CreatedAt(token) + options.TokenWindow, cancellationToken))
        {
            case ReplayCheck.Replayed:
                throw UsernameToken.Invalid("This Nonce was used before. Make a new Nonce and Created for every call.");
            case ReplayCheck.Full:
                throw new SoapFaultException(SoapFault.Server("Too many calls to check for replays just now."));
        }
    }

    private PresentedCredential? FromBasic(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (!options.Accept.HasFlag(SoapCredentialKinds.Basic) || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return null;
        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(header[6..].Trim()));
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                return new PresentedCredential.Password(text[..colon], text[(colon + 1)..]);
        }
        catch (FormatException)
        {
            // Falls through to the refusal.
        }
        throw Refused("The Authorization header is not Base64 of user:password.", basic: true);
    }

    private async Task<PresentedCredential?> FromCertificateAsync(HttpContext http, CancellationToken cancellationToken) =>
        options.Accept.HasFlag(SoapCredentialKinds.ClientCertificate) && await http.Connection.GetClientCertificateAsync(cancellationToken) is { } certificate
            ? new PresentedCredential.Certificate(certificate)
            : null;

    private string Expected() => $"This address accepts: {options.Accept}.";

    // With basic in play the answer is 401, so that a browser or library that waits for the challenge sends its password.
    private SoapFaultException Refused(string reason, bool basic) =>
        new(SoapFault.Security("FailedAuthentication", reason) with { Status = basic && options.Accept.HasFlag(SoapCredentialKinds.Basic) ? 401 : null });
}
