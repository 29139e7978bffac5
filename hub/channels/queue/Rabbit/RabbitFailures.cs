using System.Net.Sockets;
using System.Security.Authentication;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Integration.Hub.Channels.Queue;

/// <summary>What a broker's or the client library's exception means for the message.</summary>
internal static class RabbitFailures
{
    /// <summary>Nothing has been published yet: whatever happened, the other side cannot be reached or used as configured.</summary>
    public static ChannelException BeforePublishing(RabbitBroker broker, Exception cause) => new(Down(broker, cause), cause);

    public static Failure Down(RabbitBroker broker, Exception cause) => Innermost(cause) switch
    {
        AuthenticationFailureException or PossibleAuthenticationFailureException => Down("queue.sign-in-refused",
            $"{broker} refused user '{broker.User}'. Check the user, its password and its rights on virtual host '{broker.VirtualHost}'.", cause),
        AuthenticationException => Down("queue.tls", $"TLS to {broker} failed: {Innermost(cause).Message} Check the broker's certificate, its name and the authority file.", cause),
        OperationInterruptedException { ShutdownReason: { } reason } => FromReply(broker, reason, cause),
        SocketException or BrokerUnreachableException or TimeoutException or OperationCanceledException => Down("queue.unreachable",
            $"{broker} cannot be reached: {Innermost(cause).Message} Check host, port and that the broker runs.", cause),
        _ => Down("queue.connection", $"The connection to {broker} failed: {cause.Message}", cause),
    };

    /// <summary>The publish call itself failed.</summary>
    public static ChannelException WhilePublishing(RabbitBroker broker, string target, Exception cause) => new(cause switch
    {
        PublishException { IsReturn: true } => new Failure(FailureKind.EndpointDown, "queue.unroutable",
            $"{broker} has no queue behind {target}: the message came back. Create the queue or its binding; the message is sent again by itself.", target),
        PublishException => new Failure(FailureKind.Transient, "queue.nack",
            $"{broker} refused to keep a message for {target} (queue full, or the queue lost its majority). It is tried again.", target),
        OperationInterruptedException { ShutdownReason: { Initiator: ShutdownInitiator.Peer, ReplyCode: Constants.NotFound or Constants.AccessRefused } reason } =>
            FromReply(broker, reason, cause),
        OperationCanceledException => new Failure(FailureKind.UnknownOutcome, "queue.no-confirm",
            $"{broker} did not confirm a message for {target} in time. It may be there; it is sent again under the same message id.", target),
        // The broker closes the channel for one bad message (too large, foreign user id) and all others under way go with it:
        // none of them can be told apart, so each is sent again, and the bad one runs out of attempts.
        _ => new Failure(FailureKind.UnknownOutcome, "queue.connection-lost",
            $"The connection to {broker} was lost before it confirmed a message for {target} ({cause.Message}). It may be there; it is sent again under the same message id.",
            target, cause.ToString()),
    }, cause);

    private static Failure FromReply(RabbitBroker broker, ShutdownEventArgs reason, Exception cause) => reason.ReplyCode switch
    {
        Constants.NotFound => Down("queue.not-found", $"{broker}: {reason.ReplyText}. Create it, or let the adapter declare it.", cause),
        Constants.AccessRefused => Down("queue.access-refused", $"{broker}: {reason.ReplyText}. Give user '{broker.User}' the right.", cause),
        Constants.PreconditionFailed => Down("queue.other-settings",
            $"{broker}: {reason.ReplyText}. The queue or exchange exists with other settings: make them equal, or set declare to false to use it as it is.", cause),
        _ => Down("queue.connection", $"{broker} closed the connection: {reason.ReplyCode} {reason.ReplyText}", cause),
    };

    private static Failure Down(string code, string message, Exception cause) =>
        new(FailureKind.EndpointDown, code, message, Detail: cause.ToString());

    private static Exception Innermost(Exception cause)
    {
        // The library wraps what matters: "none of the specified endpoints were reachable" around the real reason.
        var current = cause;
        while (current is BrokerUnreachableException or AggregateException or ConnectFailureException && current.InnerException is { } inner)
            current = inner;
        return current;
    }
}
