namespace Integration.Hub.Channels.Soap;

/// <summary>Bounds on what is read from the other side. What exceeds one is refused with a clear fault.</summary>
public sealed record SoapLimits
{
    /// <summary>Of one message, in bytes as they come over the wire.</summary>
    public int MaxBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Elements inside each other, counted from the envelope.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Attributes on one element, namespace declarations included.</summary>
    public int MaxAttributes { get; init; } = 64;

    /// <summary>Header blocks of one message.</summary>
    public int MaxHeaders { get; init; } = 32;

    /// <summary>Schema errors told in one fault; the rest is cut off.</summary>
    public int MaxErrors { get; init; } = 10;
}
