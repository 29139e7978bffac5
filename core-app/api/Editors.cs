using Integration.CoreApp.Archive.Editing;
using Integration.CoreApp.Orders;
using Integration.Hub;
using Integration.Hub.Access;
using Integration.Hub.Serving;

namespace Integration.CoreApp.Api;

/// <summary>People as the core app's parts know whoever changes something.</summary>
internal static class Editors
{
    extension(Visitor visitor)
    {
        /// <summary>Who sees the customers of managers only becomes the manager of one that they make: they could not see it otherwise.</summary>
        public bool ManagesNew => visitor.Person.Reach != ReachKind.Unit;

        public Editor Editor => EditorOf(visitor.Person, visitor.Reach, visitor.Audit);

        /// <summary>As the orders know whoever wants something of them.</summary>
        public OrderPerson Orderer => new(visitor.Person.Name, visitor.Person.StaffId, visitor.Person.DisplayName,
            (transaction, what, on, before, after, cancel) => visitor.Audit.WriteAsync(transaction.Connection, transaction.Transaction, visitor.Person.Name, what, on, before, after, cancel));
    }

    /// <summary>A person who edits, now or in work that goes on when the page is left.</summary>
    public static Editor EditorOf(Person person, Integration.Hub.Reach reach, AuditLog audit) => new(person.Name, person.StaffId, person.DisplayName, reach,
        (transaction, what, on, before, after, cancel) => audit.WriteAsync(transaction.Connection, transaction.Transaction, person.Name, what, on, before, after, cancel));
}
