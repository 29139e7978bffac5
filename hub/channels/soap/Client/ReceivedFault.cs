using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Integration.Hub.Channels.Soap;

/// <summary>A fault as the other side sent it, out of either version's form.</summary>
/// <param name="Code">Local name: Client, Server, Sender, Receiver, MustUnderstand …</param>
/// <param name="DetailElement">Name of the first element inside the detail.</param>
/// <param name="Detail">UTF-8 bytes of that element.</param>
internal sealed record ReceivedFault(string Code, string? Subcode, string Reason, XmlQualifiedName? DetailElement, byte[]? Detail)
{
    public string? DetailText => Detail is null ? null : Encoding.UTF8.GetString(Detail);

    /// <summary>WS-Security's way to say that the credential was refused.</summary>
    public bool IsCredential => (Subcode ?? Code) is "FailedAuthentication" or "InvalidSecurity" or "InvalidSecurityToken" or "SecurityTokenUnavailable" or "UnsupportedSecurityToken";

    /// <param name="element">UTF-8 bytes of the Fault element.</param>
    public static ReceivedFault Read(byte[] element, SoapVersion version)
    {
        var fault = XElement.Parse(Encoding.UTF8.GetString(element), LoadOptions.PreserveWhitespace);
        return version == SoapVersion.Soap11 ? Read11(fault) : Read12(fault);
    }

    private static ReceivedFault Read11(XElement fault)
    {
        var code = Local(Child(fault, "faultcode")?.Value) ?? "Server";
        // Client.Authentication: the dotted part says more (SOAP 1.1 §4.4.1).
        var dot = code.IndexOf('.', StringComparison.Ordinal);
        var main = dot > 0 ? code[..dot] : code;
        var known = main is "Client" or "Server" or "MustUnderstand" or "VersionMismatch";
        // A code of the other side's own says nothing about whose fault it is: tried again, and parked in the end.
        return With(known ? main : "Server", known && dot < 0 ? null : code, Child(fault, "faultstring")?.Value, Child(fault, "detail"));
    }

    private static ReceivedFault Read12(XElement fault)
    {
        var code = Child(fault, "Code");
        return With(Local(Child(code, "Value")?.Value) ?? "Receiver", Local(Child(Child(code, "Subcode"), "Value")?.Value), Child(Child(fault, "Reason"), "Text")?.Value, Child(fault, "Detail"));
    }

    private static ReceivedFault With(string code, string? subcode, string? reason, XElement? detail)
    {
        var first = detail?.Elements().FirstOrDefault();
        var text = string.IsNullOrWhiteSpace(reason) ? $"The other side sent a fault ({code}) without a reason." : reason.Trim();
        return new ReceivedFault(code, subcode, text, first is null ? null : new XmlQualifiedName(first.Name.LocalName, first.Name.NamespaceName),
            first is null ? null : Encoding.UTF8.GetBytes(first.ToString(SaveOptions.DisableFormatting)));
    }

    // By local name: some stacks qualify faultcode and its siblings although SOAP 1.1 says not to.
    private static XElement? Child(XElement? parent, string name) => parent?.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    private static string? Local(string? qualified) =>
        qualified?.Trim() is { Length: > 0 } text ? text[(text.LastIndexOf(':') + 1)..] : null;
}
