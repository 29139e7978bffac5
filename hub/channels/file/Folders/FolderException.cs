namespace Integration.Hub.Channels.Files;

/// <summary>Why a folder operation did not work, in kinds that a decision can be made on.</summary>
public enum FolderFault
{
    /// <summary>No connection: unknown host, refused, no answer, too many connections.</summary>
    Unreachable,

    /// <summary>The SSH host key is not the expected one.</summary>
    HostKey,

    /// <summary>The TLS certificate is not trusted, or TLS could not be agreed on.</summary>
    Certificate,

    /// <summary>User name, password or key was refused.</summary>
    Login,

    /// <summary>The file or folder is not there.</summary>
    NotFound,

    /// <summary>A file of that name is there already.</summary>
    AlreadyExists,

    /// <summary>The server does not allow it.</summary>
    Denied,

    /// <summary>No space or quota left.</summary>
    Full,

    /// <summary>The connection broke or stood still in the middle: what was asked for may or may not have happened.</summary>
    Broken,

    /// <summary>A name that must not be used in a path.</summary>
    BadName,

    /// <summary>The server answered in a way that does not fit.</summary>
    Protocol,

    /// <summary>Something on this machine is missing or wrong: library, key file, options.</summary>
    Setup,

    /// <summary>A rename was sent, no answer came, and the server cannot be asked now.</summary>
    UnknownOutcome,
}

/// <summary>A folder operation failed. The message says what, where, what was expected, what to do.</summary>
public sealed class FolderException(FolderFault fault, string message, Exception? inner = null) : IOException(message, inner)
{
    public FolderFault Fault { get; } = fault;

    /// <summary>Nothing on this endpoint works at present, not only this one file.</summary>
    public bool EndpointIsDown => Fault is FolderFault.Unreachable or FolderFault.HostKey or FolderFault.Certificate
        or FolderFault.Login or FolderFault.Setup;
}
