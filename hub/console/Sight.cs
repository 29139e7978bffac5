using Integration.Hub.Access;
using Integration.Hub.Serving;

namespace Integration.Hub.OperationsConsole;

/// <summary>
/// Whoever has a role for some systems only sees what came from them or goes to them, and nothing of the others, not even that it is there;
/// and does only what the role allows for that system.
/// </summary>
internal static class Sight
{
    /// <summary>Of an interface, or of what retranslates for it: <c>intake:BIL-1</c> is of BIL-1. <c>hub</c>: a part of the hub's own.</summary>
    public static string SystemOfSubscriber(this ConsoleParts parts, string subscriber) =>
        parts.SystemOf(subscriber[(subscriber.IndexOf(':', StringComparison.Ordinal) + 1)..]) ?? Own;

    public const string Own = "hub";

    public static bool Sees(this Scope scope, MessageSummary message, ConsoleParts parts) =>
        scope.All || scope.Sees(message.Source) || message.Deliveries.Any(d => scope.Sees(parts.SystemOfSubscriber(d.Subscriber)));

    /// <summary>Only what concerns the visitor's systems.</summary>
    public static MessageFilter Within(this MessageFilter filter, Scope scope, ConsoleParts parts) => scope.Systems is not { } systems ? filter
        : new MessageFilter.All([filter, new MessageFilter.Concerns([.. systems.Order(StringComparer.Ordinal)], [.. systems.Order(StringComparer.Ordinal).SelectMany(parts.InterfacesOf)])]);

    /// <exception cref="ProblemException">404: the visitor does not see the system; 403: sees it, and may not do this to it.</exception>
    public static void Check(this Visitor visitor, string right, string system, string what)
    {
        if (!visitor.Scope(Rights.SeeMessages).Sees(system))
            throw Problems.NotFound(what);
        if (!visitor.Scope(right).Sees(system))
            throw Missing(right, system);
    }

    public static ProblemException Missing(string right, string system) =>
        new(403, "right.missing", $"this needs the right {right} for {system}") { More = new Dictionary<string, object?> { ["right"] = right, ["system"] = system } };
}
