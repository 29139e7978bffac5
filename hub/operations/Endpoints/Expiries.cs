using System.Collections.Concurrent;
using System.Security.Cryptography;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Operations.Endpoints;

/// <summary>When certificates end, read from their files: one that was renewed meanwhile counts at once.</summary>
public sealed class Expiries
{
    private readonly ConcurrentDictionary<string, (DateTime Written, DateTimeOffset? Ends)> _read = new(StringComparer.Ordinal);

    public IReadOnlyList<Expiry> Of(InterfaceConfig config) => Of(config.Credential);

    public IReadOnlyList<Expiry> Of(CredentialConfig? credential) =>
        credential?.CertificateFile is { } file && Ends(file, credential) is { } ends ? [new Expiry($"certificate of {credential.Name}", ends)] : [];

    private DateTimeOffset? Ends(string file, CredentialConfig credential)
    {
        var written = File.GetLastWriteTimeUtc(file);
        if (_read.TryGetValue(file, out var known) && known.Written == written)
            return known.Ends;
        DateTimeOffset? ends = null;
        try
        {
            using var certificate = credential.LoadCertificate();
            ends = certificate?.NotAfter.ToUniversalTime();
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            // What cannot be opened is told by the check of the configuration and by every use of it.
        }
        _read[file] = (written, ends);
        return ends;
    }
}
