namespace Integration.Hub;

/// <summary>What systems call customers and accounts, for mappings. Made by whoever keeps the customers.</summary>
/// <remarks>Called while a message is mapped, where nothing may be awaited; it may read the database and throws what that throws.</remarks>
public interface ICrossReference
{
    /// <summary>The archive's number for a system's; null if nobody knows it. Kinds: <c>customer</c>, <c>account</c>.</summary>
    string? OursFor(string system, string kind, string theirs);

    /// <summary>A system's number for the archive's, also of a customer that was merged; null if the system has named none.</summary>
    string? TheirsFor(string system, string kind, string ours);

    /// <summary>Another number whenever an answer given before may be another one now, on whatever node.</summary>
    long Version();
}
