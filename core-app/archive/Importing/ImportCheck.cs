using System.Data.Common;
using System.Text.Json;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Editing;
using Integration.CoreApp.Archive.Finding;
using Integration.CoreApp.Archive.Pages;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Importing;

/// <summary>A row as it was looked at.</summary>
/// <param name="Wanted">Null: it is wrong.</param>
internal sealed record CheckedRow(ImportCells Cells, string State, string? CustomerNo, string? Name, WantedRow? Wanted, string? Tag, IReadOnlyList<ImportChange> Changes);

/// <summary>What is to become of a customer.</summary>
internal sealed record WantedRow(CustomerEdit Edit, StaffMember? Manager);

/// <summary>Looks at all rows of a file as if a person had typed each, against the archive as it stands and against one another.</summary>
internal sealed class ImportCheck(DbConnection connection, SqlDialect dialect, MasterRules rules, Importer importer)
{
    private const int Batch = 500;

    public async Task<IReadOnlyList<CheckedRow>> RunAsync(IReadOnlyList<ImportCells> rows, CancellationToken cancellationToken)
    {
        var all = new List<CheckedRow>();
        foreach (var some in rows.Chunk(Batch))
        {
            var known = await KnownAsync([.. some.Select(r => r.Number("customerNo")).OfType<string>().Distinct()], importer.Editor.Reach, cancellationToken);
            var records = await MixedReader.FindManyAsync(connection, dialect, Tables.Customer, [.. known.Values.Distinct().Order(StringComparer.Ordinal).Select(no => new object?[] { no })], cancellationToken);
            var parents = await KnownAsync([.. some.Select(r => r["parentCustomerNo"]).OfType<string>().Distinct()], importer.Editor.Reach with { Managers = null }, cancellationToken);
            foreach (var row in some)
            {
                // Numbers were read to be looked up; what is wrong with them is told once.
                row.Problems.Clear();
                all.Add(row.Number("customerNo") is { } no and not ImportCells.Nothing ? Existing(row, no, known, records, parents) : Fresh(row, parents));
            }
        }
        await AlikeAsync(all, cancellationToken);
        Twice(all, r => r.State == "new" ? null : r.CustomerNo, "customerNo");
        Twice(all, r => r.State == "new" ? NameWords.Key(r.Name) : null, "name");
        return [.. all.Select(r => r.Cells.Problems.Exists(p => !p.Doubt) ? r with { State = "wrong", Wanted = null, Changes = [] } : r)];
    }

    private CheckedRow Existing(ImportCells row, string no, Dictionary<string, string> known, Dictionary<string, object?[]> records, Dictionary<string, string> parents)
    {
        if (!known.TryGetValue(no, out var root) || !records.TryGetValue(root, out var record))
            return Wrong(row, no, "unknown");
        if (root != no)
            return Wrong(row, no, "merged", ("into", root));
        var before = ProfileEntry.EditOf(record, rules);
        var check = new EntryCheck();
        var manager = Manager(row, ProfileEntry.ManagerOf(record));
        var edit = row.Over(before);
        var profile = ProfileEntry.Profile(edit, no, record, manager, check);
        var changed = ProfileEntry.Changes(record, profile);
        ProfileEntry.CheckMasters(changed, rules, check);
        check.Text("note", edit.Note, 400);
        row.Take(check.Problems);
        Unit(row, before.OrgUnit);
        Parent(row, no, before.ParentCustomerNo, parents);
        var changes = changed.Where(c => c.Column.With is null).Select(c => new ImportChange(c.Column.Attribute, c.Before, c.After)).ToList();
        return new CheckedRow(row, changed.Count == 0 ? "unchanged" : "changed", no, profile.Name, new WantedRow(edit, manager), CustomerPage.Tag(record), changes);
    }

    private CheckedRow Fresh(ImportCells row, Dictionary<string, string> parents)
    {
        var check = new EntryCheck();
        var edit = row.Over(new CustomerEdit { OrgUnit = importer.Unit });
        var manager = Manager(row, importer.AsManager ? new StaffMember { StaffId = new(importer.Editor.StaffId), Name = importer.Editor.DisplayName } : null);
        var profile = ProfileEntry.Fresh(edit, manager, rules, check);
        check.Text("note", edit.Note, 400);
        row.Take(check.Problems);
        Unit(row, null);
        Parent(row, null, null, parents);
        return new CheckedRow(row, "new", null, profile.Name, new WantedRow(edit, manager), null, []);
    }

    private StaffMember? Manager(ImportCells row, StaffMember? before)
    {
        if (row["managerId"] is not { } id || id == before?.StaffId.Value)
            return before;
        if (id == ImportCells.Nothing)
            return null;
        if (importer.Staff.GetValueOrDefault(id) is not { } staff)
            row.Problem("managerId", "unknown");
        else if (!staff.Allowed)
            row.Problem("managerId", "notAllowed");
        else
            return new StaffMember { StaffId = new(staff.StaffId), Name = staff.Name };
        return before;
    }

    private void Unit(ImportCells row, string? before)
    {
        if (row["orgUnit"] is not { } unit || unit == before || unit == ImportCells.Nothing)
            return;
        if (!importer.Units.Contains(unit))
            row.Problem("orgUnit", "unknown");
        else if (importer.Editor.Reach.OrgUnits is { } units && !units.Any(u => unit == u || unit.StartsWith(u + ".", StringComparison.Ordinal)))
            row.Problem("orgUnit", "notAllowed");
    }

    // Circles of head offices are found when the row is done, for other rows may move in between.
    private static void Parent(ImportCells row, string? no, string? before, Dictionary<string, string> parents)
    {
        if (row["parentCustomerNo"] is not { } parent || parent == before || parent == ImportCells.Nothing)
            return;
        if (parent == no)
            row.Problem("parentCustomerNo", "notAllowed");
        else if (parents.GetValueOrDefault(parent) != parent)
            row.Problem("parentCustomerNo", "unknown");
    }

    private static CheckedRow Wrong(ImportCells row, string no, string code, params (string, string)[] args)
    {
        row.Problem("customerNo", code, args: args);
        return new CheckedRow(row, "wrong", no, row["name"], null, null, []);
    }

    // Another customer of this very name is a mistake, one that differs in the form of company a doubt.
    private async Task AlikeAsync(List<CheckedRow> rows, CancellationToken cancellationToken)
    {
        var fresh = rows.Where(r => r.State == "new" && !string.IsNullOrEmpty(r.Name)).ToList();
        var alike = (await Alike.OfAsync(connection, null, dialect, [.. fresh.Select(r => r.Name!)], importer.Editor.Reach, cancellationToken)).ToLookup(a => a.Key);
        foreach (var row in fresh)
        {
            if (alike[NameWords.Key(row.Name)].OrderByDescending(a => a.Same).FirstOrDefault() is { } other)
                row.Cells.Problem("name", other.Same ? "exists" : "similar", doubt: !other.Same, ("customerNo", other.CustomerNo), ("name", other.Name));
        }
    }

    // Nobody can tell which of them is right, so none of them is.
    private static void Twice(List<CheckedRow> rows, Func<CheckedRow, string?> key, string field)
    {
        foreach (var group in rows.Where(r => !string.IsNullOrEmpty(key(r))).GroupBy(r => key(r)!).Where(g => g.Count() > 1))
        {
            var lines = group.Select(r => r.Cells.Line).ToList();
            foreach (var row in group)
                row.Cells.Problem(field, "twice", args: ("line", $"{lines.First(l => l != row.Cells.Line)}"));
        }
    }

    /// <summary>Number as it was typed → the customer that it leads to, as far as it is within reach.</summary>
    private async Task<Dictionary<string, string>> KnownAsync(IReadOnlyList<string> numbers, Reach reach, CancellationToken cancellationToken)
    {
        if (numbers.Count == 0)
            return [];
        var q = new Question(dialect).With("rows", JsonSerializer.Serialize(numbers.Select(no => new { no })));
        return (await q.AskAsync(connection, $$"""
            SELECT u.no, c.customer_no FROM {{Sql.Rows(dialect, "no")}} LEFT JOIN {t}party p ON p.party_no = u.no JOIN {t}customer c ON c.customer_no = COALESCE(p.root_no, u.no) WHERE {{q.Scope(reach)}}
            """, r => (No: r.Text("no")!, Root: r.Text("customer_no")!), cancellationToken)).ToDictionary(k => k.No, k => k.Root);
    }
}
