namespace Integration.Hub.Channels.Files;

/// <summary>What a folder's fault means for the message: one table.</summary>
internal static class FileFailures
{
    public static Failure Of(FolderException e, string address, string? file) =>
        new(KindOf(e.Fault), CodeOf(e.Fault), e.Message, file is null ? address : $"{address}: {file}", e.InnerException?.Message);

    public static FailureKind KindOf(FolderFault fault) => fault switch
    {
        FolderFault.Unreachable or FolderFault.HostKey or FolderFault.Certificate or FolderFault.Login or FolderFault.Setup => FailureKind.EndpointDown,
        FolderFault.AlreadyExists or FolderFault.BadName => FailureKind.Data,
        FolderFault.UnknownOutcome => FailureKind.UnknownOutcome,
        // Right and room are given by the partner, mostly soon; if not, the retries end by themselves.
        _ => FailureKind.Transient,
    };

    public static string CodeOf(FolderFault fault) => fault switch
    {
        FolderFault.Unreachable => "file.unreachable",
        FolderFault.HostKey => "file.host-key",
        FolderFault.Certificate => "file.certificate",
        FolderFault.Login => "file.login",
        FolderFault.NotFound => "file.not-found",
        FolderFault.AlreadyExists => "file.exists",
        FolderFault.Denied => "file.denied",
        FolderFault.Full => "file.full",
        FolderFault.Broken => "file.broken",
        FolderFault.BadName => "file.bad-name",
        FolderFault.Protocol => "file.protocol",
        FolderFault.UnknownOutcome => "file.unknown-outcome",
        _ => "file.setup",
    };
}
