using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Integration.Hub.Core.Configuration;

/// <summary>Reads <c>credentials:</c> of hub.yaml. What adapters name stands here, and nowhere else.</summary>
internal static class CredentialReader
{
    public static Dictionary<string, CredentialConfig> Read(YamlSection? section, string folder)
    {
        var credentials = new Dictionary<string, CredentialConfig>();
        foreach (var name in section?.Keys ?? [])
        {
            if (section!.Section(name) is { } one)
                credentials[name] = Credential(name, one, folder);
        }
        return credentials;
    }

    private static CredentialConfig Credential(string name, YamlSection s, string folder)
    {
        var credential = new CredentialConfig(name, s.Text("user"), s.Text("password"), FilePath(s, "keyFile", folder), s.Text("fingerprint"))
        {
            CertificateFile = FilePath(s, "certificate", folder),
            CertificatePassword = s.Text("certificatePassword"),
            Thumbprint = s.Text("thumbprint"),
            Subject = s.Text("subject"),
        };
        if (credential.CertificateFile is not null)
            CheckCertificate(s, credential);
        if (credential.Thumbprint is { } thumbprint && !Thumbprints.AreWellFormed(thumbprint))
            s.ReportAt("thumbprint", Thumbprints.Problem(s.Path + ".thumbprint", thumbprint));
        return credential;
    }

    private static string? FilePath(YamlSection s, string key, string folder) => s.Text(key) is { } file ? Path.GetFullPath(file, folder) : null;

    private static void CheckCertificate(YamlSection s, CredentialConfig credential)
    {
        try
        {
            using var certificate = credential.LoadCertificate();
            if (certificate is { HasPrivateKey: false })
                s.ReportAt("certificate", $"{s.Path}.certificate: {credential.CertificateFile} has no private key in it; make it with openssl pkcs12 -export -in cert.pem -inkey key.pem");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            s.ReportAt("certificate", $"{s.Path}.certificate: {credential.CertificateFile} cannot be opened ({e.Message}); expected a PKCS#12 file (.p12, .pfx) whose password stands under certificatePassword");
        }
    }
}

/// <summary>SHA-256 thumbprints as people write them: 64 hexadecimal digits, with or without colons.</summary>
public static class Thumbprints
{
    public static bool AreWellFormed(string text) => Plain(text) is { Length: 64 } plain && plain.All(char.IsAsciiHexDigit);

    public static string Problem(string key, string text) =>
        $"{key} is '{text}', expected a SHA-256 thumbprint of 64 hexadecimal digits, as openssl x509 -noout -fingerprint -sha256 prints it";

    private static string Plain(string text) => text.Replace(":", "", StringComparison.Ordinal);
}
