using System.Security.Cryptography.X509Certificates;

namespace Integration.Hub.Channels.Soap;

/// <summary>How the hub proves who it is to the other side.</summary>
public abstract record SoapClientCredential
{
    private SoapClientCredential(string userName, string password) => (UserName, Password) = (userName, password);

    public string UserName { get; }

    internal string Password { get; }

    /// <summary>HTTP basic, sent at once without waiting for a challenge.</summary>
    public sealed record Basic(string User, string Secret) : SoapClientCredential(User, Secret)
    {
        public override string ToString() => $"basic {UserName}";
    }

    /// <summary>WS-Security UsernameToken, password in clear text.</summary>
    public sealed record TokenText(string User, string Secret) : SoapClientCredential(User, Secret)
    {
        public override string ToString() => $"UsernameToken text {UserName}";
    }

    /// <summary>WS-Security UsernameToken, digest with nonce and creation time, made anew for every attempt.</summary>
    public sealed record TokenDigest(string User, string Secret) : SoapClientCredential(User, Secret)
    {
        public override string ToString() => $"UsernameToken digest {UserName}";
    }
}

/// <summary>One SOAP service of another system.</summary>
/// <param name="Address">http or https.</param>
public sealed record SoapClientOptions(Uri Address, SoapContract Contract)
{
    public SoapVersion Version { get; init; } = SoapVersion.Soap11;

    /// <summary>Of requests; answers are read in whatever charset they come.</summary>
    public SoapCharset Charset { get; init; } = SoapCharset.Utf8;

    /// <summary>Null: none.</summary>
    public SoapClientCredential? Credential { get; init; }

    /// <summary>TLS client certificate with its private key; null: none.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>The only issuers of server certificates to trust; null: the machine's.</summary>
    public X509Certificate2Collection? TrustedIssuers { get; init; }

    /// <summary>SHA-256 thumbprints (hex) of server certificates that are trusted as they are; empty: the issuers decide.</summary>
    public IReadOnlyList<string> ServerThumbprints { get; init; } = [];

    /// <summary>From connecting to the last byte of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Sends WS-Addressing MessageID, To, Action and ReplyTo; the MessageID is the message's own and stays the same over all attempts.</summary>
    public bool Addressing { get; init; } = true;

    /// <summary>Bounds on answers.</summary>
    public SoapLimits Limits { get; init; } = new() { MaxBytes = 16 * 1024 * 1024 };

    /// <summary>Declared faults, by WSDL name or element, that are a business no; null: those whose name contains "Business".</summary>
    public IReadOnlySet<string>? BusinessFaults { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
