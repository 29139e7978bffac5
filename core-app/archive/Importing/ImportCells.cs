using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Editing;
using Integration.CoreApp.Archive.Pages;

namespace Integration.CoreApp.Archive.Importing;

/// <summary>The cells of one row, read as what they are to be; what cannot be read is a problem at its column.</summary>
internal sealed partial class ImportCells(IReadOnlyDictionary<string, int> at, IReadOnlyList<string> headings, ImportLine line)
{
    /// <summary>In a cell of a customer that is there: take the value away. An empty cell leaves it as it is.</summary>
    public const string Nothing = "-";

    private static readonly string[] Days = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];

    public List<ImportProblem> Problems { get; } = [];

    public long Line => line.Number;

    public IReadOnlyList<string> Raw => line.Cells;

    /// <summary>Null: the cell is empty or not there.</summary>
    public string? this[string field] => at.TryGetValue(field, out var place) && place < line.Cells.Count ? Plain(field, line.Cells[place]) : null;

    public bool Has(string field) => this[field] is not null;

    public void Problem(string field, string code, bool doubt = false, params (string Name, string Value)[] args)
    {
        var there = at.TryGetValue(field, out var place);
        Problems.Add(new ImportProblem(there ? headings[place] : null, field, there && place < line.Cells.Count ? line.Cells[place] : null, code, args.ToDictionary(a => a.Name, a => a.Value), doubt));
    }

    /// <summary>What the form would say, at the column that the value is from.</summary>
    public void Take(IEnumerable<FieldProblem> problems)
    {
        // What could not be read in the first place is told once.
        foreach (var p in problems.Where(p => !Problems.Exists(known => known.Field == FieldOf(p.Field))).ToList())
            Problem(FieldOf(p.Field), p.Code, args: [.. p.Args.Select(a => (a.Key, a.Value))]);
    }

    /// <summary>The record as the row wants it, from the one that stands.</summary>
    public CustomerEdit Over(CustomerEdit e)
    {
        if (line.Cells.Count > headings.Count && line.Cells.Skip(headings.Count).Any(c => !string.IsNullOrWhiteSpace(c)))
            Problem("row", "tooManyCells", args: ("max", $"{headings.Count}"));
        return e with
        {
            Name = Text("name", e.Name), ShortName = Text("shortName", e.ShortName), Industry = Text("industry", e.Industry), Size = Text("size", e.Size), Address = Text("address", e.Address),
            Status = Code<CustomerStatus>("status", e.Status), ServiceLevel = Code<ServiceLevel>("serviceLevel", e.ServiceLevel), CreditClass = Text("creditClass", e.CreditClass),
            ParentCustomerNo = Number("parentCustomerNo", e.ParentCustomerNo), OrgUnit = Text("orgUnit", e.OrgUnit), Contacts = Contacts(e.Contacts ?? []), SpecialDays = SpecialDays(e.SpecialDays ?? []), Note = this["note"],
        };
    }

    /// <summary>A number; what a spreadsheet has made of long ones is told apart.</summary>
    public string? Number(string field, string? before = null)
    {
        var text = this[field]?.Normalize(NormalizationForm.FormKC);
        if (text is not null && Scientific().IsMatch(text))
            Problem(field, "rounded");
        return text is null ? before : text == Nothing ? null : text;
    }

    private string? Text(string field, string? before) => this[field] is not { } text ? before : text == Nothing ? null : text;

    private string? Code<T>(string field, string? before)
        where T : struct, Enum => this[field] is { } word ? ImportColumns.Code<T>(word) : before;

    // A contact of the same name is changed, another one added; without a name the columns say nothing of whom.
    private IReadOnlyList<ContactView> Contacts(IReadOnlyList<ContactView> before)
    {
        if (this["contactName"] is not { } name)
        {
            foreach (var field in at.Keys.Where(k => k.StartsWith(ImportColumns.ContactPrefix, StringComparison.Ordinal) && Has(k)))
                Problem(field, "noContact");
            return before;
        }
        var known = before.FirstOrDefault(c => c.Name == name);
        var old = known ?? new ContactView(null, name, "other", null, [], null, null, null);
        var phone = Number("contactPhone");
        var contact = old with
        {
            Role = Code<ContactRole>("contactRole", old.Role) ?? old.Role, Title = Text("contactTitle", old.Title), Email = Text("contactEmail", old.Email),
            Phones = phone is null ? old.Phones : [.. phone.Split([';', '；', '、', '/', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Concat(old.Phones).Distinct()],
        };
        return known is null ? [.. before, contact] : [.. before.Select(c => ReferenceEquals(c, known) ? contact : c)];
    }

    // 成立日 1998-05-18；周年庆 2001-09-01
    private IReadOnlyList<SpecialDayView> SpecialDays(IReadOnlyList<SpecialDayView> before)
    {
        if (this["specialDays"] is not { } text)
            return before;
        if (text == Nothing)
            return [];
        var days = new List<SpecialDayView>();
        foreach (var part in text.Split([';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var cut = part.LastIndexOfAny([' ', '=', '：', ':', '\u3000']);
            if (cut > 0 && DateOnly.TryParseExact(part[(cut + 1)..].Trim(), Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                days.Add(new SpecialDayView(part[..cut].Trim(' ', '=', '：', ':', '\u3000'), day));
            else
                Problem("specialDays", "badDay");
        }
        return days;
    }

    // Excel's ="0571" keeps noughts and an apostrophe says that it is a text; whatever else begins like a formula is none of ours.
    private string? Plain(string field, string cell)
    {
        var text = cell.Trim().Trim('\ufeff');
        if (text.Length > 3 && text.StartsWith("=\"", StringComparison.Ordinal) && text.EndsWith('"') && !text[2..^1].Contains('"'))
            text = text[2..^1].Trim();
        else if (text.Length > 1 && text[0] == '\'' && text[1] is '=' or '+' or '-' or '@')
            text = text[1..];
        else if (text.Length > 0 && (text[0] is '=' or '@' || (text[0] is '+' or '-' && text != Nothing && !PhoneLike().IsMatch(text))) && !Problems.Exists(p => p.Field == field && p.Code == "formula"))
            Problem(field, "formula");
        return text.Length == 0 ? null : text;
    }

    private static string FieldOf(string field) => field switch
    {
        _ when field.StartsWith("specialDays", StringComparison.Ordinal) => "specialDays",
        _ when !field.StartsWith("contacts", StringComparison.Ordinal) => field,
        _ when field.Contains(".phones", StringComparison.Ordinal) => "contactPhone",
        _ when field.Contains(".role", StringComparison.Ordinal) => "contactRole",
        _ when field.Contains(".title", StringComparison.Ordinal) => "contactTitle",
        _ when field.Contains(".email", StringComparison.Ordinal) => "contactEmail",
        _ => "contactName",
    };

    [GeneratedRegex(@"^\d(\.\d+)?[eE]\+?\d+$")]
    private static partial Regex Scientific();

    [GeneratedRegex(@"^[+-][\d ()-]+$")]
    private static partial Regex PhoneLike();
}
