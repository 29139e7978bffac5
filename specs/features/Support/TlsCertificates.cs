using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Integration.Specs.Features.Support;

/// <summary>An authority of the test's own, a server of <c>localhost</c> and a client, as the files that a real place has.</summary>
internal sealed class TlsCertificates
{
    public const string Password = "p12-2026";

    private TlsCertificates(string folder, X509Certificate2 server, X509Certificate2 client) => (Folder, Server, Client) = (folder, server, client);

    public string Folder { get; }

    public X509Certificate2 Server { get; }

    public X509Certificate2 Client { get; }

    public string AuthorityFile => Path.Combine(Folder, "ca.pem");

    public string ServerFile => Path.Combine(Folder, "server.pem");

    public string ServerKeyFile => Path.Combine(Folder, "server.key");

    /// <summary>PKCS#12 with <see cref="Password"/>.</summary>
    public string ServerBundle => Path.Combine(Folder, "server.p12");

    public string ClientBundle => Path.Combine(Folder, "client.p12");

    public string ClientThumbprint => Client.GetCertHashString(HashAlgorithmName.SHA256);

    public static TlsCertificates Create(string folder)
    {
        Directory.CreateDirectory(folder);
        using var key = RSA.Create(2048);
        var request = Request("CN=Spec Authority", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(3));
        var made = new TlsCertificates(folder, Issue(authority, "CN=localhost"), Issue(authority, "CN=hub, O=Telecom"));
        File.WriteAllText(made.AuthorityFile, authority.ExportCertificatePem());
        File.WriteAllText(made.ServerFile, made.Server.ExportCertificatePem());
        File.WriteAllText(made.ServerKeyFile, made.Server.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllBytes(made.ServerBundle, made.Server.Export(X509ContentType.Pkcs12, Password));
        File.WriteAllBytes(made.ClientBundle, made.Client.Export(X509ContentType.Pkcs12, Password));
        return made;
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string subject)
    {
        using var key = RSA.Create(2048);
        var request = Request(subject, key);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(authority, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    private static CertificateRequest Request(string subject, RSA key) => new(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
