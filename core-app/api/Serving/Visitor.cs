using Integration.CoreApp.Archive.Editing;
using Integration.CoreApp.Orders;
using Integration.Hub;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Http;

namespace Integration.CoreApp.Api.Serving;

/// <summary>Who asks: set by the gate, taken by handlers as a parameter.</summary>
public sealed class Visitor
{
    public required Session Session { get; init; }

    public required string Cookie { get; init; }

    /// <summary>The customers that the person may see.</summary>
    public required Integration.Hub.Reach Reach { get; init; }

    public required AuditLog Audit { get; init; }

    public Person Person => Session.Person;

    /// <summary>Who sees the customers of managers only becomes the manager of one that they make: they could not see it otherwise.</summary>
    public bool ManagesNew => Person.Reach != ReachKind.Unit;

    public Actor Actor => new(Person.Name, "web");

    public Editor Editor => EditorOf(Person, Reach, Audit);

    /// <summary>As the orders know whoever wants something of them.</summary>
    public OrderPerson Orderer => new(Person.Name, Person.StaffId, Person.DisplayName,
        (transaction, what, on, before, after, cancel) => Audit.WriteAsync(transaction.Connection, transaction.Transaction, Person.Name, what, on, before, after, cancel));

    /// <summary>A person who edits, now or in work that goes on when the page is left.</summary>
    public static Editor EditorOf(Person person, Integration.Hub.Reach reach, AuditLog audit) => new(person.Name, person.StaffId, person.DisplayName, reach,
        (transaction, what, on, before, after, cancel) => audit.WriteAsync(transaction.Connection, transaction.Transaction, person.Name, what, on, before, after, cancel));

    public bool Has(string right) => Person.Rights.Contains(right);

    public static ValueTask<Visitor?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Visitor>());
}
