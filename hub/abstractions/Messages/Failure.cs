using System.Security.Cryptography;
using System.Text;

namespace Integration.Hub;

/// <summary>Why something did not work, in the words an operator can act on.</summary>
/// <param name="Kind">Decides what happens next (see recoverability).</param>
/// <param name="Code">Stable short code, e.g. <c>mapping.unknown-code</c>, <c>soap.fault.Business</c>, <c>file.control-total</c>.</param>
/// <param name="Message">What went wrong, what was expected, what to do.</param>
/// <param name="Location">Where: mapping file and line, source line or XPath, field; null if it has no place.</param>
/// <param name="Detail">The other side's own words, a stack trace, a fault document.</param>
public sealed record Failure(FailureKind Kind, string Code, string Message, string? Location = null, string? Detail = null)
{
    /// <summary>Same cause, same fingerprint: what the failure groups of the console are made by.</summary>
    public string Fingerprint(string subscriber) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{subscriber}\n{Code}\n{WithoutNumbers(Location)}")))[..16];

    private static string WithoutNumbers(string? location) =>
        location is null ? "" : new string([.. location.Where(c => !char.IsAsciiDigit(c))]);
}

public enum FailureKind
{
    /// <summary>The message itself is wrong; trying again cannot help. Parked at once.</summary>
    Data = 0,

    /// <summary>The other system said no, in its contract's own fault. To the fallout desk, never retried by itself.</summary>
    Business = 1,

    /// <summary>Something passing. Tried again, later and later.</summary>
    Transient = 2,

    /// <summary>The other side cannot be reached at all. The circuit opens; no attempt is used up.</summary>
    EndpointDown = 3,

    /// <summary>Sent, but no answer came: the work may have been done. Asked for, or sent again under the same id.</summary>
    UnknownOutcome = 4,

    /// <summary>A fault of the hub's own: code or configuration. Parked after the usual retries.</summary>
    Internal = 5,
}
