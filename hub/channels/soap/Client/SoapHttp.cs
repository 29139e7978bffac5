using System.Diagnostics;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Integration.Hub.Channels.Soap;

/// <summary>The HTTP side of the client: pooled connections, no redirects, no cookies, bounded answers.</summary>
internal static class SoapHttp
{
    // Servers close idle connections after 5 s (Apache) and more; a request on one that is just closing ends with an unknown outcome.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(4);

    public static HttpClient Client(SoapClientOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionIdleTimeout = IdleTimeout,
            // Addresses change when a system moves to its standby.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
            // SOAPAction may hold Chinese.
            RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8,
            // The message's own trace context is sent, not this thread's.
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        };
        if (options.ClientCertificate is { } certificate)
            handler.SslOptions.ClientCertificates = [certificate];
        if (options.ServerThumbprints.Count > 0)
            handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => IsPinned(options.ServerThumbprints, shown);
        else if (options.TrustedIssuers is { } issuers)
            handler.SslOptions.CertificateChainPolicy = IssuedBy(issuers);
        return new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The whole answer; the caller disposes it. Throws <see cref="AnswerTooLargeException"/>.</summary>
    public static async Task<PooledStream> ReadAsync(HttpResponseMessage response, int max, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > max)
            throw new AnswerTooLargeException(max);
        var body = new PooledStream((int)(response.Content.Headers.ContentLength ?? 0) + 4096);
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            int read;
            while ((read = await stream.ReadAsync(body.Free(4096), cancellationToken)) > 0)
            {
                body.Advance(read);
                if (body.Length > max)
                    throw new AnswerTooLargeException(max);
            }
            return body;
        }
        catch
        {
            await body.DisposeAsync();
            throw;
        }
    }

    private static X509ChainPolicy IssuedBy(X509Certificate2Collection issuers)
    {
        // Authorities of a closed network publish no revocation lists that could be reached.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(issuers);
        return policy;
    }

    private static bool IsPinned(IReadOnlyList<string> thumbprints, X509Certificate? shown) =>
        shown is not null && thumbprints.Any(t => string.Equals(t.Replace(":", "", StringComparison.Ordinal), shown.GetCertHashString(HashAlgorithmName.SHA256), StringComparison.OrdinalIgnoreCase));
}

internal sealed class AnswerTooLargeException(int max) : IOException($"The answer is larger than {max} bytes, which is the most that is read.");
