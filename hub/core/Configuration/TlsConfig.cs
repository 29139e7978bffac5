namespace Integration.Hub.Core.Configuration;

/// <summary>TLS of the address that the hub itself listens on.</summary>
/// <param name="Credential">Its <see cref="CredentialConfig.CertificateFile"/> is the hub's certificate.</param>
public sealed record TlsConfig(CredentialConfig Credential, ClientCertificates ClientCertificates)
{
    internal static TlsConfig? Read(YamlSection top, IReadOnlyDictionary<string, CredentialConfig> credentials)
    {
        var https = top.Text("http")?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;
        if (top.Section("tls") is not { } s)
        {
            if (https)
                top.ReportAt("http", "http is an https address, but tls is missing: { credential: NAME, clientCertificates: none | allowed | required }");
            return null;
        }
        if (!https)
            s.Report("tls is given, but http is not an https address");
        var clients = s.Choice("clientCertificates", ClientCertificates.None,
            ("none", ClientCertificates.None), ("allowed", ClientCertificates.Allowed), ("required", ClientCertificates.Required));
        var credential = AdapterLoader.Credential(s, credentials);
        if (credential is { CertificateFile: null })
            s.ReportAt("credential", $"credential '{credential.Name}' has no certificate, which tls needs");
        else if (credential is null && s.Text("credential") is null)
            s.Report("tls.credential is missing: name of a credential with a certificate");
        return credential is null ? null : new TlsConfig(credential, clients);
    }
}

/// <summary>Whether callers show certificates; which of them counts is told by the callers' credentials.</summary>
public enum ClientCertificates
{
    None,
    Allowed,
    Required,
}
