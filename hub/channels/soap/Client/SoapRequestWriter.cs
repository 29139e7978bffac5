using System.Xml;

namespace Integration.Hub.Channels.Soap;

/// <summary>Outbound message → envelope, checked against the contract before anything is sent.</summary>
internal sealed class SoapRequestWriter(SoapClientOptions options)
{
    private static readonly SoapLimits Unbounded = new() { MaxBytes = int.MaxValue, MaxDepth = 1000, MaxAttributes = 10_000 };

    /// <summary>The operation that the message names. Throws <see cref="ChannelException"/> (Internal: the adapter's configuration is wrong).</summary>
    public SoapOperation Operation(OutboundMessage message) =>
        (message.Operation is { } name ? options.Contract.Find(name) : null)
        ?? throw new ChannelException(new Failure(FailureKind.Internal, "soap.unknown-operation",
            $"The contract has no operation '{message.Operation}'. It has: {string.Join(", ", options.Contract.Operations.Select(o => o.Name))}. Correct the adapter.", options.Contract.File));

    /// <summary>The caller disposes the result. Throws <see cref="ChannelException"/> (Data) if the body breaks the contract.</summary>
    public SoapRequest Write(OutboundMessage message, SoapOperation operation)
    {
        IReadOnlyList<SchemaError> errors = [];
        var token = Token();
        var header = Header(message, operation, token, null);
        var envelope = new PooledStream(message.Body.Length + 2048);
        try
        {
            SoapEnvelopeWriter.Write(envelope, options.Version, options.Charset, header, writer => errors = CopyBody(message, writer, operation));
            if (errors.Count > 0)
                throw Invalid(operation, errors);
            return new SoapRequest(envelope, () => Shown(message, operation, token));
        }
        catch
        {
            envelope.Dispose();
            throw;
        }
    }

    // What is kept beside the message is the message as sent, but for the password.
    private Payload Shown(OutboundMessage message, SoapOperation operation, UsernameToken? token)
    {
        using var envelope = new PooledStream(message.Body.Length + 2048);
        SoapEnvelopeWriter.Write(envelope, options.Version, options.Charset, Header(message, operation, token, "***"), writer => CopyBody(message, writer, operation));
        return new Payload(PayloadKind.Outbound, envelope.Written.ToArray(), $"{options.Version.MediaType()}; charset={options.Charset.Name}", options.Address.ToString());
    }

    private UsernameToken? Token() => options.Credential switch
    {
        SoapClientCredential.TokenText text => new UsernameToken(text.UserName, text.Password, false, null, null),
        SoapClientCredential.TokenDigest digest => UsernameToken.CreateDigest(digest.UserName, digest.Password, options.Time.GetUtcNow()),
        _ => null,
    };

    private Action<XmlWriter>? Header(OutboundMessage message, SoapOperation operation, UsernameToken? token, string? shownPassword)
    {
        if (token is null && !options.Addressing)
            return null;
        return writer =>
        {
            token?.Write(writer, shownPassword);
            if (options.Addressing)
                Addressing(message, operation).Write(writer);
        };
    }

    private SoapAddressing Addressing(OutboundMessage message, SoapOperation operation) => new(Names.Wsa)
    {
        MessageId = $"urn:uuid:{message.Id}",
        To = options.Address.ToString(),
        Action = operation.InputAction,
        ReplyTo = SoapAddressing.AnonymousOf(Names.Wsa),
        RelatesTo = null,
    };

    private IReadOnlyList<SchemaError> CopyBody(OutboundMessage message, XmlWriter writer, SoapOperation operation)
    {
        var charset = SoapCharset.Utf8;
        try
        {
            (charset, var skip) = CharsetDetection.Detect(message.Body.Span, System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(message.ContentType, out var type) ? type.CharSet : null);
            using var reader = SoapXml.Reader(message.Body[skip..], charset);
            reader.MoveToContent();
            return reader.LocalName == operation.Input.Name && reader.NamespaceURI == operation.Input.Namespace
                ? ElementCopy.Copy(reader, writer, Unbounded, options.Contract.Schemas)
                : [new SchemaError("/" + reader.LocalName, 1, 1, $"The element is {{{reader.NamespaceURI}}}{reader.LocalName}; {operation.Name} wants {operation.Input}.")];
        }
        catch (Exception wrong) when (wrong is SoapFaultException || SoapXml.Explain(wrong, charset) is not null)
        {
            return [new SchemaError("/", (wrong as XmlException)?.LineNumber ?? 0, (wrong as XmlException)?.LinePosition ?? 0, SoapXml.Explain(wrong, charset) ?? wrong.Message)];
        }
    }

    private static ChannelException Invalid(SoapOperation operation, IReadOnlyList<SchemaError> errors) => new(new Failure(
        FailureKind.Data,
        "soap.request-invalid",
        $"The request {operation.Name} does not follow the contract and was not sent: {errors[0].Message} Correct the mapping or the message.",
        $"{errors[0].Path} (line {errors[0].Line}, column {errors[0].Column})",
        string.Join('\n', errors))) { NothingSent = true };
}

/// <param name="Message">The envelope.</param>
/// <param name="Sent">Makes what is kept of it: the password masked.</param>
internal sealed record SoapRequest(PooledStream Message, Func<Payload> Sent) : IDisposable
{
    public void Dispose() => Message.Dispose();
}
