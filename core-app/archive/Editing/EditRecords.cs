using Integration.CoreApp.Archive.Pages;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Editing;

/// <summary>The whole record as a person wants it.</summary>
public sealed record CustomerEdit
{
    public string? Name { get; init; }

    public string? ShortName { get; init; }

    public string? Industry { get; init; }

    public string? Size { get; init; }

    public string? Address { get; init; }

    public string? Status { get; init; }

    public string? ServiceLevel { get; init; }

    public string? CreditClass { get; init; }

    public string? ParentCustomerNo { get; init; }

    public string? OrgUnit { get; init; }

    public IReadOnlyList<ContactView>? Contacts { get; init; }

    public IReadOnlyList<SpecialDayView>? SpecialDays { get; init; }

    /// <summary>Why; stands in the history.</summary>
    public string? Note { get; init; }
}

/// <summary>A talk with the customer that a person puts on record.</summary>
public sealed record InteractionEntry(string? Kind, DateTimeOffset? TookPlaceAt, string? ContactName, string? Phone, string? Content, string? NextStep, int? Score);

/// <summary>Who changes something, and what the person may see.</summary>
/// <param name="Note">Puts it into the audit log, in the transaction of the change: what, on what, before, after.</param>
public sealed record Editor(string Name, string StaffId, string DisplayName, Reach Reach, Func<IInBoxTransaction, string, string, object?, object?, CancellationToken, Task> Note);

/// <param name="Field">e.g. <c>contacts[1].name</c>.</param>
/// <param name="Code">required, tooLong, notOneOf, unknown, notAllowed, badFormat, badCharacter, mastered.</param>
/// <param name="Args">What the words of the message need.</param>
public sealed record FieldProblem(string Field, string Code, IReadOnlyDictionary<string, string> Args);

/// <summary>Values that cannot be taken; nothing was changed.</summary>
public sealed class InvalidEntryException(IReadOnlyList<FieldProblem> problems) : Exception(string.Join("; ", problems.Select(p => $"{p.Field}: {p.Code}")))
{
    public IReadOnlyList<FieldProblem> Problems { get; } = problems;
}

/// <param name="Yours">As the person wanted it.</param>
/// <param name="Theirs">As it stands, changed by somebody else since.</param>
public sealed record StaleValue(string Attribute, string? Yours, string? Theirs);

/// <summary>Somebody else changed the record since it was read; nothing was changed.</summary>
public sealed class StaleEditException(CustomerView current, string tag, IReadOnlyList<StaleValue> changes) : Exception("the record has changed since it was read")
{
    public CustomerView Current { get; } = current;

    public string Tag { get; } = tag;

    public IReadOnlyList<StaleValue> Changes { get; } = changes;
}

/// <summary>A customer of this name is there already.</summary>
public sealed class CustomerExistsException(string customerNo) : Exception($"customer {customerNo} has this name")
{
    public string CustomerNo { get; } = customerNo;
}
