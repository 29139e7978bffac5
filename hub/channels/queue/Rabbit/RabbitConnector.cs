using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using RabbitMQ.Client;

namespace Integration.Hub.Channels.Queue;

/// <summary>Opens connections. The client library's own recovery is off: the channels decide when to come back, and report it.</summary>
internal static class RabbitConnector
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    public static Task<IConnection> OpenAsync(RabbitBroker broker, string purpose, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            HostName = broker.Host,
            Port = broker.Port,
            UserName = broker.User,
            Password = broker.Password,
            VirtualHost = broker.VirtualHost,
            ClientProvidedName = $"{broker.ClientName} {purpose}",
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = broker.Heartbeat,
            RequestedConnectionTimeout = broker.ConnectTimeout,
            ContinuationTimeout = broker.ConnectTimeout,
            HandshakeContinuationTimeout = broker.ConnectTimeout,
            SocketReadTimeout = broker.ConnectTimeout,
            SocketWriteTimeout = broker.ConnectTimeout,
        };
        if (broker.Tls is { } tls)
            factory.Ssl = Secure(broker, tls);
        return factory.CreateConnectionAsync(cancellationToken);
    }

    /// <summary>Closes without ever throwing. A peer that no longer answers is not waited for.</summary>
    public static async Task CloseAsync(IConnection connection, IChannel? channel)
    {
        await connection.AbortAsync(Farewell);
        // Waits once more for an answer to its own close; nobody needs to wait with it.
        _ = DisposeAsync(connection, channel);
    }

    private static async Task DisposeAsync(IConnection connection, IChannel? channel)
    {
        try
        {
            if (channel is not null)
                await channel.DisposeAsync();
            await connection.DisposeAsync();
        }
        catch (Exception)
        {
            // Thrown away either way.
        }
    }

    private static SslOption Secure(RabbitBroker broker, RabbitTls tls)
    {
        var option = new SslOption(tls.ServerName ?? broker.Host, tls.ClientCertificateFile ?? "", enabled: true)
        {
            CertPassphrase = tls.ClientCertificatePassword,
        };
        if (!tls.CheckCertificate)
            option.CertificateValidationCallback = (_, _, _, _) => true;
        else if (tls.AuthorityFile is { } file)
            option.CertificateValidationCallback = (_, certificate, _, errors) => IsIssuedBy(file, certificate, errors);
        return option;
    }

    private static bool IsIssuedBy(string authorityFile, X509Certificate? certificate, SslPolicyErrors errors)
    {
        // A chain error is expected: the machine does not know the authority. Any other error stands.
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(authorityFile);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var leaf = new X509Certificate2(certificate);
        return chain.Build(leaf);
    }
}
