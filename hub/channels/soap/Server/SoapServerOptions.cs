namespace Integration.Hub.Channels.Soap;

/// <summary>How one SOAP address behaves.</summary>
public sealed record SoapServerOptions
{
    /// <summary>Who may call; null: anybody, and <see cref="RawMessage.Caller"/> stays null.</summary>
    public ICredentialCheck? Credentials { get; init; }

    /// <summary>The kinds of credential that count, where <see cref="Credentials"/> is set.</summary>
    public SoapCredentialKinds Accept { get; init; } = SoapCredentialKinds.All;

    /// <summary>Remembers used nonces; null: in this process's memory.</summary>
    public IReplayGuard? ReplayGuard { get; init; }

    /// <summary>How old a UsernameToken may be.</summary>
    public TimeSpan TokenWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How far the caller's clock may be ahead.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(1);

    public SoapLimits Limits { get; init; } = new();

    /// <summary>A request must have arrived whole within this time.</summary>
    public TimeSpan BodyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The hub must have answered within this time; after it the caller is told to try again.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Told to callers whose request could not be handled now.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Requests in work at once; more are told to come again. Bounds memory to this many messages.</summary>
    public int MaxConcurrent { get; init; } = 256;

    /// <summary>Address written into the served WSDL; null: the one that was called.</summary>
    public Uri? PublicAddress { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
