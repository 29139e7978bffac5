using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Integration.Hub.Channels.Soap;

/// <summary>WS-Security UsernameToken, profile 1.0.</summary>
/// <param name="Password">Clear text, or the digest in Base64.</param>
internal sealed record UsernameToken(string UserName, string Password, bool IsDigest, byte[]? Nonce, string? Created)
{
    /// <summary>SHA-1 is what the profile says; it protects by nonce and time, not by strength of hash.</summary>
    public static byte[] Digest(ReadOnlySpan<byte> nonce, string created, string password) =>
        SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(created), .. Encoding.UTF8.GetBytes(password)]);

    public static UsernameToken CreateDigest(string userName, string password, DateTimeOffset now)
    {
        var nonce = RandomNumberGenerator.GetBytes(16);
        var created = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return new UsernameToken(userName, Convert.ToBase64String(Digest(nonce, created, password)), true, nonce, created);
    }

    /// <summary>Reads the token out of a Security header. Throws <see cref="SoapFaultException"/> if it is not well made.</summary>
    public static UsernameToken? Read(XElement security)
    {
        XNamespace wsse = Names.Wsse, wsu = Names.Wsu;
        if (security.Element(wsse + "UsernameToken") is not { } token)
            return null;
        var password = token.Element(wsse + "Password");
        var user = token.Element(wsse + "Username")?.Value.Trim();
        if (string.IsNullOrEmpty(user) || password is null)
            throw Invalid("The UsernameToken needs Username and Password.");
        var isDigest = (string?)password.Attribute("Type") switch
        {
            null or Names.PasswordText => false,
            Names.PasswordDigest => true,
            var other => throw Invalid($"Password type '{Names.Shorten(other)}' is not known; use PasswordText or PasswordDigest."),
        };
        return new UsernameToken(user, password.Value, isDigest, Base64(token.Element(wsse + "Nonce")?.Value), token.Element(wsu + "Created")?.Value.Trim());
    }

    /// <summary>Writes a Security header with this token.</summary>
    public void Write(XmlWriter writer, string? shownPassword = null)
    {
        writer.WriteStartElement("wsse", "Security", Names.Wsse);
        writer.WriteStartElement("wsse", "UsernameToken", Names.Wsse);
        writer.WriteElementString("wsse", "Username", Names.Wsse, UserName);
        writer.WriteStartElement("wsse", "Password", Names.Wsse);
        writer.WriteAttributeString("Type", IsDigest ? Names.PasswordDigest : Names.PasswordText);
        writer.WriteString(shownPassword ?? Password);
        writer.WriteEndElement();
        if (Nonce is not null)
        {
            writer.WriteStartElement("wsse", "Nonce", Names.Wsse);
            writer.WriteAttributeString("EncodingType", Names.Base64Binary);
            writer.WriteString(Convert.ToBase64String(Nonce));
            writer.WriteEndElement();
        }
        if (Created is not null)
            writer.WriteElementString("wsu", "Created", Names.Wsu, Created);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    // A nonce is a secret's companion: never in a log.
    public override string ToString() => $"UsernameToken of {UserName}";

    public static SoapFaultException Invalid(string reason) => new(SoapFault.Security("InvalidSecurityToken", reason));

    private static byte[]? Base64(string? text)
    {
        if (text is null)
            return null;
        try
        {
            return Convert.FromBase64String(text.Trim());
        }
        catch (FormatException)
        {
            throw Invalid("The UsernameToken's Nonce is not Base64.");
        }
    }
}
