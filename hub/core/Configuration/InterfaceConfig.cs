using System.Security.Cryptography.X509Certificates;
using Integration.Hub.Core.Recoverability;

namespace Integration.Hub.Core.Configuration;

/// <summary>One other system: its interfaces, as its adapter.yaml tells.</summary>
public sealed record SystemConfig(string Id, string Name, string Folder, string File, IReadOnlyList<InterfaceConfig> Interfaces);

public enum InterfaceDirection
{
    /// <summary>The other system sends or asks.</summary>
    In,

    /// <summary>The hub sends or asks.</summary>
    Out,
}

/// <summary>One interface of one system (a line of the domain's table).</summary>
public sealed record InterfaceConfig
{
    /// <summary>What stands before the name of a value of its own.</summary>
    public const string ValueName = "value.";

    /// <summary>e.g. <c>BIL-1</c>; names the endpoint, its deliveries and its figures.</summary>
    public required string Id { get; init; }

    public required string System { get; init; }

    public required string Summary { get; init; }

    public required InterfaceDirection Direction { get; init; }

    /// <summary>file, soap or queue.</summary>
    public required string Channel { get; init; }

    /// <summary>Where the other side is (out, and in for files and queues).</summary>
    public string? Address { get; init; }

    /// <summary>For screens: a connection string may hold a password, so only its queue is told.</summary>
    public string ShownAddress => Address is { } a && a.StartsWith("postgres:", StringComparison.Ordinal) ? $"postgres:…{(a.LastIndexOf('#') is > 0 and var queue ? a[queue..] : "")}" : Address ?? Path ?? "";

    /// <summary>Where the hub listens (SOAP in).</summary>
    public string? Path { get; init; }

    /// <summary>Contract file, absolute.</summary>
    public string? Contract { get; init; }

    public CredentialConfig? Credential { get; init; }

    /// <summary>Mapping of an inbound file or queue.</summary>
    public string? Mapping { get; init; }

    /// <summary>What its mappings read by <c>context("value.NAME")</c>: the deployment's own numbers and names at the other side.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Outgoing documents are signed; null: not.</summary>
    public Signing.SignatureConfig? Sign { get; init; }

    /// <summary>Incoming documents must be signed; null: need not.</summary>
    public Signing.SignatureConfig? Verify { get; init; }

    /// <summary>Outbound to a peer hub: its org unit. What goes out is decided by the peer rules, not by the subscription alone.</summary>
    public string? Peer { get; init; }

    /// <summary>SOAP operations, in or out.</summary>
    public IReadOnlyList<OperationConfig> Operations { get; init; } = [];

    /// <summary>How the other side is asked about a request without an answer; null: its contract cannot be asked.</summary>
    public AskConfig? Ask { get; init; }

    /// <summary>What an outbound queue or file endpoint wants.</summary>
    public IReadOnlyList<SubscriptionConfig> Subscriptions { get; init; } = [];

    /// <summary>Mappings of the files that go back to the sender of a file.</summary>
    public ReceiptConfig? Receipt { get; init; }

    public MessagePriority Priority { get; init; } = MessagePriority.Live;

    public OrderPolicy Order { get; init; } = OrderPolicy.Wait;

    /// <summary>How many deliveries are under way at once.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Records of a file that travel as one message.</summary>
    public int Batch { get; init; } = 500;

    /// <summary>When the messages of an outbound file interface become a file together; null: one file per message.</summary>
    public Batches.BatchConfig? Batching { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After this time nobody wants an undelivered message any more; null: never.</summary>
    public TimeSpan? Expiry { get; init; }

    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    public CircuitPolicy Circuit { get; init; } = CircuitPolicy.Default;

    /// <summary>Until when an inbound file has to be there; null: it comes when it comes.</summary>
    public ExpectedBy? ExpectedBy { get; init; }

    /// <summary>Time zone of the interface's hours.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Local;

    /// <summary>What has changed in the contract and since when, for its page.</summary>
    public IReadOnlyList<ContractVersion> History { get; init; } = [];

    /// <summary>Fields that the console masks.</summary>
    public IReadOnlyList<string> PersonalData { get; init; } = [];

    /// <summary>Whether a second person has to agree to edited bodies; null: as the hub says.</summary>
    public bool? EditApproval { get; init; }

    /// <summary>The channel's own section (<c>file:</c>, <c>soap:</c>, <c>queue:</c>), read by the channel's binder.</summary>
    public YamlSection? ChannelSection { get; init; }

    /// <summary>The interface's own section, for located errors.</summary>
    public required YamlSection Section { get; init; }
}

/// <summary>One version of a contract.</summary>
public sealed record ContractVersion(string Version, string Since, string Change);

/// <summary>What happens to later messages of a key when one is parked.</summary>
public enum OrderPolicy
{
    /// <summary>They wait for a person to resolve it.</summary>
    Wait,

    /// <summary>They pass it.</summary>
    Skip,

    /// <summary>No order is kept at all.</summary>
    None,
}

/// <summary>A user and a secret, resolved from references.</summary>
public sealed record CredentialConfig(string Name, string? User, string? Password, string? KeyFile, string? Fingerprint)
{
    /// <summary>PKCS#12 file with certificate and private key, absolute; shown to the other side (SOAP called, AMQP), or the hub's own (<c>tls:</c>).</summary>
    public string? CertificateFile { get; init; }

    public string? CertificatePassword { get; init; }

    /// <summary>SHA-256 of the certificate that a caller of a served SOAP address shows.</summary>
    public string? Thumbprint { get; init; }

    /// <summary>Distinguished name in a caller's certificate; counts where an authority that the address trusts has issued it.</summary>
    public string? Subject { get; init; }

    /// <summary>Null if there is none. The caller disposes it.</summary>
    public X509Certificate2? LoadCertificate() => CertificateFile is null ? null : X509CertificateLoader.LoadPkcs12FromFile(CertificateFile, CertificatePassword);

    // The password must not reach a log by way of ToString.
    public override string ToString() => $"credential {Name} ({User})";
}

/// <param name="Operation">Name in the contract.</param>
/// <param name="Message">Canonical message that this operation carries (out), e.g. <c>OpenBillingAccount@1</c>.</param>
/// <param name="Request">Mapping of the request.</param>
/// <param name="Answer">Mapping of the answer.</param>
/// <param name="Handler">In: query handler that answers at once; null: the message is accepted and the answer made from it.</param>
/// <param name="Faults">Declared fault → mapping. Out: fault document → canonical. In: canonical <c>RequestRefused</c> → fault document.</param>
public sealed record OperationConfig(
    string Operation, string? Message, string? Request, string? Answer, bool Query, IReadOnlyDictionary<string, string> Faults, int Line)
{
    /// <summary>In: kind of the search key by which the message names the hub's own request that it is the result of; null: it is no result.</summary>
    public string? Answers { get; init; }
}

/// <param name="Message">Canonical type, e.g. <c>CreateWorkOrder@1</c>.</param>
/// <param name="Mapping">Outbound mapping, or the canonical form that stands in for one (<see cref="Subscriptions.CanonicalForms"/>).</param>
/// <param name="Operation">Name of the message type in the contract, which a queue carries beside the body; null: the canonical type's. SOAP: the operation.</param>
public sealed record SubscriptionConfig(string Message, string Mapping, string? FileName, string? Operation, int Line)
{
    /// <summary>Which of these messages; null: all.</summary>
    public Subscriptions.FilterConfig? Filter { get; init; }
}

/// <param name="Receipt">Outbound mapping that takes <c>FileReceived@1</c>.</param>
/// <param name="ReceiptName">File name; <c>{name}</c> is the data file's name without its suffix.</param>
/// <param name="Rejects">Outbound mapping that takes a stream of <c>FileLineRejected@1</c>.</param>
public sealed record ReceiptConfig(string Receipt, string ReceiptName, string? Rejects, string? RejectsName);
