using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>User and password that a counterpart's SOAP service demands of its caller: HTTP basic or WS-Security UsernameToken, text or digest.</summary>
public sealed record SoapAccount(string User, string Password)
{
    /// <param name="authorization">HTTP header Authorization, if there is one.</param>
    internal bool Admits(string? authorization, XElement? header)
    {
        if (authorization?.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) == true)
            return Encoding.UTF8.GetString(Convert.FromBase64String(authorization[6..].Trim())) == $"{User}:{Password}";
        var token = header?.Descendants(SoapNames.Security + "UsernameToken").FirstOrDefault();
        var password = token?.Element(SoapNames.Security + "Password");
        if (token?.Element(SoapNames.Security + "Username")?.Value != User || password is null)
            return false;
        return password.Attribute("Type")?.Value.EndsWith("#PasswordDigest", StringComparison.Ordinal) == true
            ? password.Value == Digest(token)
            : password.Value == Password;
    }

    private string Digest(XElement token)
    {
        var nonce = Convert.FromBase64String(token.Element(SoapNames.Security + "Nonce")?.Value ?? "");
        var created = token.Element(SoapNames.Utility + "Created")?.Value ?? "";
        return Convert.ToBase64String(SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(created + Password)]));
    }
}
