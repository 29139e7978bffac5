using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Integration.Hub.Channels.Soap;

/// <summary>How a caller may prove who it is.</summary>
[Flags]
public enum SoapCredentialKinds
{
    None = 0,

    /// <summary>WS-Security UsernameToken with the password in clear text: only over TLS.</summary>
    UsernameTokenText = 1,

    /// <summary>WS-Security UsernameToken with digest, nonce and creation time.</summary>
    UsernameTokenDigest = 2,

    /// <summary>HTTP basic: only over TLS.</summary>
    Basic = 4,

    /// <summary>TLS client certificate.</summary>
    ClientCertificate = 8,

    All = UsernameTokenText | UsernameTokenDigest | Basic | ClientCertificate,
}

/// <summary>Tells who a caller is. Called once per request, by many threads at once.</summary>
public interface ICredentialCheck
{
    /// <summary>The caller's id if the credential is right; null if it is not, without telling why.</summary>
    Task<string?> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken);
}

/// <summary>What a caller showed.</summary>
public abstract record PresentedCredential
{
    private PresentedCredential() { }

    /// <summary>User name and password, by HTTP basic or UsernameToken.</summary>
    public sealed record Password(string UserName, string Value) : PresentedCredential
    {
        /// <summary>Takes the same time wherever the difference lies.</summary>
        public bool Matches(string expected) => SameSecret(Encoding.UTF8.GetBytes(Value), Encoding.UTF8.GetBytes(expected));

        // The password must not reach a log by way of ToString.
        public override string ToString() => $"password of {UserName}";
    }

    /// <summary>UsernameToken digest: Base64(SHA-1(nonce + created + password)).</summary>
    /// <param name="Created">As sent: it is part of what was hashed.</param>
    public sealed record Digest(string UserName, ReadOnlyMemory<byte> Value, ReadOnlyMemory<byte> Nonce, string Created) : PresentedCredential
    {
        /// <summary>True if the digest was made with this password.</summary>
        public bool Matches(string password) => SameSecret(Value.Span, UsernameToken.Digest(Nonce.Span, Created, password));

        public override string ToString() => $"password digest of {UserName}";
    }

    /// <summary>TLS client certificate; whether its issuer is trusted is the check's business.</summary>
    public sealed record Certificate(X509Certificate2 Value) : PresentedCredential
    {
        /// <summary>SHA-256, upper-case hex.</summary>
        public string Thumbprint => Value.GetCertHashString(HashAlgorithmName.SHA256);

        public override string ToString() => $"certificate {Value.Subject}";
    }

    private static bool SameSecret(ReadOnlySpan<byte> given, ReadOnlySpan<byte> expected) =>
        // Hashed first, so that not even the length shows in the time taken.
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(given), SHA256.HashData(expected));
}
