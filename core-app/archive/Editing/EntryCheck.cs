using System.Globalization;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Pages;

namespace Integration.CoreApp.Archive.Editing;

/// <summary>Looks at what people type, all of it, and tells every problem at once.</summary>
public sealed class EntryCheck
{
    private readonly List<FieldProblem> _problems = [];

    /// <summary>All that was found so far.</summary>
    public IReadOnlyList<FieldProblem> Problems => _problems;

    /// <exception cref="InvalidEntryException">Something is wrong; carries all of it.</exception>
    public void Throw()
    {
        if (_problems.Count > 0)
            throw new InvalidEntryException(_problems);
    }

    /// <summary>Notes a problem; see <see cref="FieldProblem"/>.</summary>
    public void Problem(string field, string code, params (string Name, string Value)[] args) =>
        _problems.Add(new FieldProblem(field, code, args.ToDictionary(a => a.Name, a => a.Value)));

    /// <summary>Trimmed; null if nothing is left.</summary>
    public string? Text(string field, string? value, int most, bool required = false, bool lines = false)
    {
        var text = value?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            if (required)
                Problem(field, "required");
            return null;
        }
        if (text.Length > most)
            Problem(field, "tooLong", ("max", most.ToString(CultureInfo.InvariantCulture)));
        if (text.Any(c => IsBad(c, lines)) || !IsWhole(text))
            Problem(field, "badCharacter");
        return text;
    }

    public T Code<T>(string field, string? value)
        where T : struct, Enum
    {
        foreach (var one in Enum.GetValues<T>())
        {
            if (WireNames.Of(one) == value)
                return one;
        }
        Problem(field, string.IsNullOrEmpty(value) ? "required" : "notOneOf", ("allowed", string.Join(", ", Enum.GetValues<T>().Select(v => WireNames.Of(v)))));
        return default;
    }

    public IReadOnlyList<Contact> Contacts(IReadOnlyList<ContactView>? contacts)
    {
        if (contacts is { Count: > 100 })
            Problem("contacts", "tooLong", ("max", "100"));
        return [.. (contacts ?? []).Take(100).Select((c, i) => Contact(c, $"contacts[{i}]"))];
    }

    public IReadOnlyList<SpecialDay> SpecialDays(IReadOnlyList<SpecialDayView>? days)
    {
        if (days is { Count: > 50 })
            Problem("specialDays", "tooLong", ("max", "50"));
        return [.. (days ?? []).Take(50).Select((d, i) =>
        {
            if (d.Date.Year < 1000)
                Problem($"specialDays[{i}].date", "badFormat");
            return new SpecialDay { Name = Text($"specialDays[{i}].name", d.Name, 60, required: true) ?? "", Date = d.Date };
        })];
    }

    private Contact Contact(ContactView c, string at)
    {
        if (c.Phones is { Count: > 10 })
            Problem(at + ".phones", "tooLong", ("max", "10"));
        var email = Text(at + ".email", c.Email, 120);
        if (email is not null && (email.Count(x => x == '@') != 1 || email.StartsWith('@') || email.EndsWith('@') || email.Any(char.IsWhiteSpace)))
            Problem(at + ".email", "badFormat");
        if (c.Birthday is { } day && day.Year < 1880)
            Problem(at + ".birthday", "badFormat");
        return new Contact
        {
            ContactId = Text(at + ".contactId", c.ContactId, 40) is { } id ? new ContactId(id) : null,
            Name = Text(at + ".name", c.Name, 60, required: true) ?? "",
            Role = Code<ContactRole>(at + ".role", c.Role),
            Title = Text(at + ".title", c.Title, 60),
            Phones = [.. (c.Phones ?? []).Take(10).Select((p, n) => Phone($"{at}.phones[{n}]", p)).OfType<string>()],
            Email = email,
            Birthday = c.Birthday,
            Preferences = Text(at + ".preferences", c.Preferences, 400),
        };
    }

    public string? Phone(string field, string? value)
    {
        var phone = Text(field, value, 40);
        if (phone is not null && (phone.Count(char.IsAsciiDigit) < 3 || phone.Any(c => !char.IsAsciiDigit(c) && c is not ('+' or '-' or ' ' or '(' or ')' or '*' or '#'))))
            Problem(field, "badFormat");
        return phone;
    }

    // Control characters say nothing, and marks that turn the direction of writing make a text look like another.
    private static bool IsBad(char c, bool lines) => lines && c is '\n' or '\r' or '\t' ? false
        : char.IsControl(c) || c is '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufeff' or '\uffff' or '\ufffe';

    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return false;
        }
        return true;
    }
}
