using System.Security.Cryptography.X509Certificates;

namespace Integration.Hub.Channels.Soap;

/// <summary>A caller as configuration knows it; secrets come by reference from environment or file.</summary>
/// <param name="Id">Handed on as <see cref="RawMessage.Caller"/>.</param>
/// <param name="CertificateThumbprint">SHA-256 in hex, with or without colons, of a pinned client certificate.</param>
/// <param name="CertificateSubject">Distinguished name; counts only on a certificate whose chain ends in a trusted issuer.</param>
public sealed record ConfiguredCaller(
    string Id,
    string? UserName = null,
    string? Password = null,
    string? CertificateThumbprint = null,
    string? CertificateSubject = null)
{
    // The password must not reach a log by way of ToString.
    public override string ToString() => $"caller {Id}";
}

/// <summary>Checks against a list from configuration.</summary>
/// <param name="trustedIssuers">Who may have issued certificates that are known by subject; null: those the machine trusts.</param>
public sealed class ConfiguredCredentials(IReadOnlyList<ConfiguredCaller> callers, TimeProvider time, X509Certificate2Collection? trustedIssuers = null) : ICredentialCheck
{
    // Compared when the user is not known, so that an unknown user takes as long as a wrong password.
    private const string Nobody = "\u0000nobody";

    public Task<string?> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken) => Task.FromResult(credential switch
    {
        PresentedCredential.Password password => ByUser(password.UserName, password.Matches),
        PresentedCredential.Digest digest => ByUser(digest.UserName, digest.Matches),
        PresentedCredential.Certificate certificate => ByCertificate(certificate),
        _ => null,
    });

    private string? ByUser(string userName, Func<string, bool> matches)
    {
        var caller = callers.FirstOrDefault(c => c.UserName == userName);
        var right = matches(caller?.Password ?? Nobody);
        return right && caller?.Password is not null ? caller.Id : null;
    }

    private string? ByCertificate(PresentedCredential.Certificate certificate)
    {
        var now = time.GetUtcNow();
        if (now < certificate.Value.NotBefore || now > certificate.Value.NotAfter)
            return null;
        var pinned = callers.FirstOrDefault(c => c.CertificateThumbprint is { } t && SameThumbprint(t, certificate.Thumbprint));
        if (pinned is not null)
            return pinned.Id;
        var named = callers.FirstOrDefault(c => c.CertificateSubject is { } s && SameName(s, certificate.Value.SubjectName));
        return named is not null && IsTrusted(certificate.Value, now) ? named.Id : null;
    }

    private static bool SameThumbprint(string configured, string actual) =>
        string.Equals(configured.Replace(":", "", StringComparison.Ordinal), actual, StringComparison.OrdinalIgnoreCase);

    private static bool SameName(string configured, X500DistinguishedName actual) =>
        new X500DistinguishedName(configured).RawData.AsSpan().SequenceEqual(actual.RawData)
        || string.Equals(configured, actual.Name, StringComparison.Ordinal);

    private bool IsTrusted(X509Certificate2 certificate, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        if (trustedIssuers is not null)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(trustedIssuers);
        }
        return chain.Build(certificate);
    }
}
