using System.Xml.Linq;

namespace Integration.Hub.Channels.Soap;

/// <summary>Namespaces and names of the specifications.</summary>
internal static class Names
{
    public const string Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string Soap12 = "http://www.w3.org/2003/05/soap-envelope";
    public const string Wsa = "http://www.w3.org/2005/08/addressing";
    public const string WsaSubmission = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
    public const string Wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    public const string Wsu = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    public const string PasswordText = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText";
    public const string PasswordDigest = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest";
    public const string Base64Binary = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";
    public const string XmlNamespaces = "http://www.w3.org/2000/xmlns/";
    public const string Xml = "http://www.w3.org/XML/1998/namespace";

    /// <summary>Foreign text for an error message, cut where it would fill a screen.</summary>
    public static string Shorten(string text, int max = 200) => text.Length <= max ? text : text[..max] + "…";

    public static readonly XNamespace Wsdl = "http://schemas.xmlsoap.org/wsdl/";
    public static readonly XNamespace Xsd = "http://www.w3.org/2001/XMLSchema";

    /// <summary>WSDL extensions for SOAP 1.1 and SOAP 1.2.</summary>
    public static readonly IReadOnlyList<XNamespace> WsdlSoap =
        ["http://schemas.xmlsoap.org/wsdl/soap/", "http://schemas.xmlsoap.org/wsdl/soap12/"];

    /// <summary>WSDL extensions that state a WS-Addressing action.</summary>
    public static readonly IReadOnlyList<XNamespace> WsdlAddressing =
        ["http://www.w3.org/2007/05/addressing/metadata", "http://www.w3.org/2006/05/addressing/wsdl", "http://www.w3.org/2005/02/addressing/wsdl"];
}
