namespace Integration.Hub;

/// <summary>Sends bytes to one endpoint. Knows no business. Called by many workers at once.</summary>
public interface ISendingChannel : IAsyncDisposable
{
    /// <summary>
    /// Ends when the other side has it (answer read, confirm received, file renamed to its final name).
    /// Throws <see cref="ChannelException"/>, whose kind says what is known about the outcome.
    /// </summary>
    Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken);

    /// <summary>Tries the connection without an effect on the other side; throws as <see cref="SendAsync"/> does.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);
}

/// <summary>Sends whole files that need not fit into memory.</summary>
public interface IFileSendingChannel : ISendingChannel
{
    /// <summary>
    /// Ends when the other side has the file under its name. A file of that name with these bytes that stands there already is an earlier
    /// attempt of this one and is left as it is. Throws as <see cref="ISendingChannel.SendAsync"/> does.
    /// </summary>
    /// <param name="size">Bytes that the file's content has.</param>
    /// <param name="sha256">Of the content, lower-case hex.</param>
    Task SendFileAsync(OutgoingFile file, long size, string sha256, CancellationToken cancellationToken);
}

/// <param name="Id">Stays the same over all attempts: the other side can tell a repeat by it.</param>
/// <param name="Body">Bytes in the endpoint's own format.</param>
/// <param name="ContentType">Media type with charset.</param>
/// <param name="Operation">SOAP operation, queue message type name, or file name, as the adapter configured it.</param>
/// <param name="TraceParent">W3C trace context to carry along.</param>
/// <param name="CorrelationId">What this answers, or the conversation.</param>
/// <param name="Deadline">No answer is of use after this instant.</param>
public sealed record OutboundMessage(
    MessageId Id,
    ReadOnlyMemory<byte> Body,
    string ContentType,
    string? Operation,
    string? TraceParent,
    string? CorrelationId,
    DateTimeOffset? Deadline = null);

/// <param name="Answer">The other side's answer (body bytes without transport framing), if the channel has one.</param>
/// <param name="Sent">The bytes as they went out, with framing, when they differ from the body.</param>
public sealed record SendResult(Payload? Answer, Payload? Sent = null);

/// <summary>What a channel says when it could not do its work. The kind decides about retry, circuit and parking.</summary>
public sealed class ChannelException(Failure failure, Exception? inner = null, Payload? answer = null)
    : Exception(failure.Message, inner)
{
    public Failure Failure { get; } = failure;

    /// <summary>The other side's fault document, if it sent one.</summary>
    public Payload? Answer { get; } = answer;

    /// <summary>Name of a fault that the contract declares, e.g. <c>BusinessFault</c>.</summary>
    public string? FaultName { get; init; }

    /// <summary>The message did not leave the hub: that says nothing about the endpoint, good or bad.</summary>
    public bool NothingSent { get; init; }
}

/// <summary>Brings messages in from one endpoint until it is told to stop.</summary>
public interface IReceivingChannel : IAsyncDisposable
{
    /// <summary>
    /// Runs until cancelled; reconnects by itself. On cancellation it takes nothing new, waits for what it has
    /// handed over, acknowledges what was accepted, gives back the rest, and returns.
    /// </summary>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>What the console shows: is it connected, since when, last error.</summary>
    ChannelHealth Health { get; }
}

public sealed record ChannelHealth(bool Up, DateTimeOffset Since, string? LastError);

/// <summary>Bytes as a channel received them, before anything is known about them.</summary>
/// <param name="Body">The payload without transport framing (SOAP: the body element; queue: the message body).</param>
/// <param name="ContentType">Media type with charset.</param>
/// <param name="TransportId">The channel's own message id (AMQP message-id, WS-Addressing MessageID, NServiceBus.MessageId), if it has one.</param>
/// <param name="Operation">SOAP operation (local name of the body element) or queue message type, if known.</param>
/// <param name="Caller">Authenticated credential of the caller; null where the channel has none.</param>
/// <param name="Headers">Transport headers as a JSON object.</param>
public sealed record RawMessage(
    ReadOnlyMemory<byte> Body,
    string ContentType,
    string? TransportId,
    string? CorrelationId,
    string? Operation,
    string? TraceParent,
    string? Caller,
    string? Origin,
    string? Headers,
    DateTimeOffset ReceivedAt,
    bool Redelivered = false);

/// <summary>Takes messages from queue channels.</summary>
public interface IMessageSink
{
    /// <summary>
    /// Ends after the commit: then the channel acknowledges. Never throws for bad content (that is kept, parked);
    /// throws only when nothing could be stored: then the channel must not acknowledge and must slow down.
    /// </summary>
    Task<AcceptStatus> ReceiveAsync(RawMessage message, CancellationToken cancellationToken);
}

/// <summary>Answers requests from request–reply channels (SOAP server).</summary>
public interface IRequestSink
{
    Task<RequestAnswer> AnswerAsync(RawMessage request, CancellationToken cancellationToken);
}

/// <summary>What a request–reply channel sends back.</summary>
public abstract record RequestAnswer
{
    private RequestAnswer() { }

    /// <param name="Body">UTF-8 bytes of the answer's body element.</param>
    public sealed record Ok(ReadOnlyMemory<byte> Body, MessageId? Id) : RequestAnswer;

    /// <param name="Fault">Name of the fault the contract declares, or null for an undeclared one.</param>
    /// <param name="Detail">UTF-8 bytes of the fault's detail element, if declared.</param>
    /// <param name="CallersFault">True: the request was wrong (SOAP Client/Sender). False: the hub could not (Server/Receiver): try again later.</param>
    public sealed record Faulted(string? Fault, ReadOnlyMemory<byte>? Detail, Failure Failure, bool CallersFault) : RequestAnswer;
}

/// <summary>Takes files from file channels.</summary>
public interface IFileSink
{
    /// <summary>
    /// Reads the file to its end (or its defect) and accepts what is in it. The channel then moves the file to done or quarantine and
    /// writes the receipts. Throws only when nothing can be said about the file yet (store down, cancelled): the channel leaves it where it is.
    /// </summary>
    Task<FileVerdict> ReceiveAsync(IncomingFile file, CancellationToken cancellationToken);
}

/// <summary>A complete file, ready to be read, possibly several times and from the middle.</summary>
public sealed record IncomingFile(string Interface, string Name, long Size, DateTimeOffset? ModifiedAt, Func<long, CancellationToken, Task<Stream>> OpenAt);

/// <param name="State">Where the file goes: done, quarantine, duplicate; <see cref="TransferState.Running"/>: another node has it, leave it.</param>
/// <param name="Receipts">Files to send back to the sender (receipt with counts, rejected lines).</param>
public sealed record FileVerdict(TransferState State, IReadOnlyList<OutgoingFile> Receipts, Failure? Failure);

/// <param name="Name">Name the sender's contract gives it.</param>
/// <param name="WriteTo">Writes the content; may be called again if the upload has to be repeated.</param>
public sealed record OutgoingFile(string Name, Func<Stream, CancellationToken, Task> WriteTo);
