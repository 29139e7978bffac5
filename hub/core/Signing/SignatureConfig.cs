using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Core.Signing;

/// <summary>
/// How documents of an interface are signed: an XML element that holds, in base64, the signature over all bytes of the document but the
/// element's own. RSA with SHA-256 (PKCS #1 v1.5), which gives the same bytes each time.
/// </summary>
/// <param name="Element">Name of the element, without a prefix.</param>
/// <param name="Key">Private to sign, public to verify.</param>
/// <param name="Place"><c>file:line</c> of the section.</param>
public sealed record SignatureConfig(string Element, RSA Key, string Place)
{
    public const int LeastBits = 2048;
}

/// <summary>Reads <c>sign:</c> and <c>verify:</c> of an interface.</summary>
internal static class SignatureReader
{
    /// <summary>Null if something is wrong; it is reported.</summary>
    public static SignatureConfig? Read(YamlSection s, IReadOnlyDictionary<string, CredentialConfig> credentials, bool forSigning)
    {
        var element = s.RequiredText("element");
        s.Choice("method", "rsa-sha256", ("rsa-sha256", "rsa-sha256"));
        if (s.Text("credential") is null)
            s.Report($"{s.Path}.credential is missing: the credential whose keyFile holds the key");
        if (AdapterLoader.Credential(s, credentials) is not { } credential)
            return null;
        try
        {
            return new SignatureConfig(element, Key(credential, forSigning), $"{s.File}:{s.Line}");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            s.ReportAt("credential", $"{s.Path}: key of credential '{credential.Name}' ({credential.KeyFile ?? "it has no keyFile"}): {e.Message}");
            return null;
        }
    }

    private static RSA Key(CredentialConfig credential, bool forSigning)
    {
        var pem = File.ReadAllText(credential.KeyFile ?? throw new ArgumentException("expected keyFile: a PEM file with an RSA key"));
        var key = pem.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal) && !forSigning ? OfCertificate(pem) : OfKey(pem);
        if (key.KeySize < SignatureConfig.LeastBits)
            throw new ArgumentException($"the key has {key.KeySize} bits, at least {SignatureConfig.LeastBits} are needed");
        if (forSigning)
            // A public key fails here, at start, and not at the first document.
            key.SignData([], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return key;
    }

    private static RSA OfKey(string pem)
    {
        var key = RSA.Create();
        key.ImportFromPem(pem);
        return key;
    }

    private static RSA OfCertificate(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return certificate.GetRSAPublicKey() ?? throw new ArgumentException("the certificate's key is not RSA");
    }
}
