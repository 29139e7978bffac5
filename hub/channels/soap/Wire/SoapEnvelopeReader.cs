using System.Xml;
using System.Xml.Schema;

namespace Integration.Hub.Channels.Soap;

/// <summary>One header block as received.</summary>
/// <param name="Xml">UTF-8 bytes of the element.</param>
/// <param name="ForUs">False: addressed to some other actor or role.</param>
internal sealed record SoapHeaderBlock(XmlQualifiedName Name, bool MustUnderstand, bool ForUs, ReadOnlyMemory<byte> Xml);

/// <summary>
/// Reads one message in two steps: <see cref="Open"/> up to the element inside Body, so that the caller can be checked first,
/// then <see cref="ReadBody"/>. Throws <see cref="SoapFaultException"/> that says what is wrong and where.
/// </summary>
internal sealed class SoapEnvelopeReader : IDisposable
{
    private readonly XmlReader _reader;
    private readonly SoapLimits _limits;
    private readonly List<SoapHeaderBlock> _headers = [];

    private SoapEnvelopeReader(XmlReader reader, SoapCharset charset, SoapLimits limits) => (_reader, Charset, _limits) = (reader, charset, limits);

    public SoapCharset Charset { get; }

    public SoapVersion Version { get; private set; }

    public IReadOnlyList<SoapHeaderBlock> Headers => _headers;

    /// <summary>Name of the element inside Body; null if Body is empty.</summary>
    public XmlQualifiedName? BodyElement { get; private set; }

    public bool IsFault => BodyElement is { Name: "Fault" } name && name.Namespace == Version.Namespace();

    /// <param name="onVersion">Told as soon as the version is known, so that a later fault can be written in it.</param>
    public static SoapEnvelopeReader Open(ReadOnlyMemory<byte> bytes, SoapCharset charset, SoapLimits limits, Action<SoapVersion>? onVersion = null)
    {
        var envelope = Guarded(charset, () => new SoapEnvelopeReader(SoapXml.Reader(bytes, charset), charset, limits));
        try
        {
            Guarded(charset, () => envelope.ReadToBody(onVersion));
            return envelope;
        }
        catch
        {
            envelope.Dispose();
            throw;
        }
    }

    /// <summary>The element inside Body as self-contained UTF-8, with what the schemas say against it.</summary>
    public (byte[] Element, IReadOnlyList<SchemaError> Errors) ReadBody(XmlSchemaSet? schemas) => Guarded(Charset, () =>
    {
        using var target = new PooledStream();
        IReadOnlyList<SchemaError> errors;
        using (var writer = SoapXml.Writer(target, SoapCharset.Utf8))
            errors = ElementCopy.Copy(_reader, writer, _limits, schemas);
        ReadToEnd();
        return (target.Written.ToArray(), errors);
    });

    public void Dispose() => _reader.Dispose();

    private void ReadToBody(Action<SoapVersion>? onVersion)
    {
        _reader.MoveToContent();
        Version = SoapVersions.FromNamespace(_reader.NamespaceURI) is { } version && _reader.LocalName == "Envelope"
            ? version
            : throw NotAnEnvelope();
        onVersion?.Invoke(Version);
        if (!FirstChild())
            throw Client("The envelope is empty; a Body is expected.");
        if (IsSoap("Header"))
        {
            ReadHeaders();
            if (!NextSibling())
                throw Client("There is no Body after the Header.");
        }
        if (!IsSoap("Body"))
            throw Client($"'{_reader.Name}' stands where the Body is expected.");
        if (FirstChild())
            BodyElement = new XmlQualifiedName(_reader.LocalName, _reader.NamespaceURI);
        else
            ReadToEnd();
    }

    private void ReadHeaders()
    {
        for (var more = FirstChild(); more; more = NextSibling())
        {
            if (_headers.Count == _limits.MaxHeaders)
                throw Client($"There are more than {_limits.MaxHeaders} header blocks.");
            var name = new XmlQualifiedName(_reader.LocalName, _reader.NamespaceURI);
            var soap = Version.Namespace();
            var must = _reader.GetAttribute("mustUnderstand", soap)?.Trim() is "1" or "true";
            var role = _reader.GetAttribute(Version == SoapVersion.Soap11 ? "actor" : "role", soap);
            using var target = new PooledStream(1024);
            using (var writer = SoapXml.Writer(target, SoapCharset.Utf8))
                ElementCopy.Copy(_reader, writer, _limits);
            _headers.Add(new SoapHeaderBlock(name, must, IsOurs(role), target.Written.ToArray()));
        }
    }

    private static bool IsOurs(string? role) => role?.Trim() is null or ""
        or "http://schemas.xmlsoap.org/soap/actor/next"
        or Names.Soap12 + "/role/next"
        or Names.Soap12 + "/role/ultimateReceiver";

    private void ReadToEnd()
    {
        // From here on only end tags may come: of the body, then of the envelope.
        if (BodyElement is not null && NextSibling())
            throw Client($"Body has a second element '{_reader.Name}'; exactly one is expected.");
        if (NextSibling())
            throw Client($"'{_reader.Name}' stands after the Body; nothing is expected there.");
        while (_reader.Read())
        {
            if (_reader.NodeType == XmlNodeType.ProcessingInstruction)
                throw Client("A SOAP message must not contain a processing instruction.");
        }
    }

    private bool FirstChild() => !_reader.IsEmptyElement && ToElementOrEnd();

    /// <summary>From an element that has been read (its end tag, or itself if it is empty) to the next one; false at the parent's end tag.</summary>
    private bool NextSibling() => ToElementOrEnd();

    private bool ToElementOrEnd()
    {
        while (_reader.Read())
        {
            switch (_reader.NodeType)
            {
                case XmlNodeType.Element:
                    return true;
                case XmlNodeType.EndElement:
                    return false;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    throw Client($"Text ('{Names.Shorten(_reader.Value.Trim(), 40)}') stands where only elements are expected{Place()}.");
                case XmlNodeType.ProcessingInstruction:
                    throw Client($"A SOAP message must not contain a processing instruction (<?{_reader.Name}?>).");
            }
        }
        return false;
    }

    private bool IsSoap(string name) => _reader.LocalName == name && _reader.NamespaceURI == Version.Namespace();

    private string Place() => _reader is IXmlLineInfo info && info.HasLineInfo() ? $" (line {info.LineNumber}, column {info.LinePosition})" : "";

    private SoapFaultException NotAnEnvelope() => _reader.LocalName == "Envelope"
        ? new SoapFaultException(new SoapFault(SoapFaultCode.VersionMismatch,
            $"The envelope's namespace is '{Names.Shorten(_reader.NamespaceURI)}'; supported are {Names.Soap11} (SOAP 1.1) and {Names.Soap12} (SOAP 1.2)."))
        : Client($"The root element is '{Names.Shorten(_reader.Name)}'; a SOAP Envelope is expected.");

    private static SoapFaultException Client(string reason) => new(SoapFault.Client(reason));

    private static void Guarded(SoapCharset charset, Action read) => Guarded(charset, () =>
    {
        read();
        return true;
    });

    private static T Guarded<T>(SoapCharset charset, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception wrong) when (SoapXml.Explain(wrong, charset) is { } reason)
        {
            throw new SoapFaultException(SoapFault.Client(reason), wrong);
        }
    }
}
