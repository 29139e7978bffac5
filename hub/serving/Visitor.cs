using Integration.Hub.Access;
using Microsoft.AspNetCore.Http;

namespace Integration.Hub.Serving;

/// <summary>Who asks: set by the gate, taken by handlers as a parameter.</summary>
public sealed class Visitor
{
    public required Session Session { get; init; }

    public required string Cookie { get; init; }

    /// <summary>The customers that the person may see.</summary>
    public required Reach Reach { get; init; }

    public required AuditLog Audit { get; init; }

    public Person Person => Session.Person;

    public Actor Actor => new(Person.Name, "web");

    /// <summary>Whose messages and endpoints a right is for.</summary>
    public Scope Scope(string right) => Person.ScopeOf(right);

    public bool Has(string right) => Person.Rights.Contains(right);

    public static ValueTask<Visitor?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Visitor>());
}
