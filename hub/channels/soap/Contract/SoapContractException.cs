namespace Integration.Hub.Channels.Soap;

/// <summary>One fault of a contract file.</summary>
/// <param name="File">Path of the WSDL or XSD file.</param>
/// <param name="Line">1-based; 0 if the whole file is meant.</param>
public sealed record SoapContractError(string File, int Line, int Column, string Message)
{
    public override string ToString() => Line > 0 ? $"{File}({Line},{Column}): {Message}" : $"{File}: {Message}";
}

/// <summary>A contract that cannot be used; names every fault found, not just the first.</summary>
public sealed class SoapContractException(IReadOnlyList<SoapContractError> errors)
    : Exception("The SOAP contract cannot be used:\n" + string.Join('\n', errors))
{
    public IReadOnlyList<SoapContractError> Errors { get; } = errors;
}
