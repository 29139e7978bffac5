namespace Integration.Hub.Channels.Soap;

public enum SoapVersion
{
    Soap11 = 0,
    Soap12 = 1,
}

internal static class SoapVersions
{
    public static string Namespace(this SoapVersion version) => version == SoapVersion.Soap11 ? Names.Soap11 : Names.Soap12;

    public static string MediaType(this SoapVersion version) => version == SoapVersion.Soap11 ? "text/xml" : "application/soap+xml";

    public static SoapVersion? FromNamespace(string name) => name switch
    {
        Names.Soap11 => SoapVersion.Soap11,
        Names.Soap12 => SoapVersion.Soap12,
        _ => null,
    };

    /// <summary>Null if the media type is not one of SOAP's.</summary>
    public static SoapVersion? FromMediaType(string? mediaType) => mediaType?.ToLowerInvariant() switch
    {
        "text/xml" => SoapVersion.Soap11,
        "application/soap+xml" => SoapVersion.Soap12,
        _ => null,
    };
}
