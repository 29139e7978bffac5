using System.Text.Json;

namespace Integration.CoreApp.Archive.Storage;

/// <summary>
/// What a row is after one more message, value by value: the system nearest to the master is believed whenever it spoke, of one system the
/// newest. A value that a person has accepted stands in the master's place until the master says something new. Pure; any order of arrival ends in the same row.
/// </summary>
internal sealed class Merge(ArchiveTable table, MasterRules rules)
{
    private readonly List<Disagreement> _found = [];
    private object?[] _row = [];
    private object?[] _arriving = [];

    /// <summary>The row as it stands afterwards, and where systems agree or not.</summary>
    public static (object?[] Row, IReadOnlyList<Disagreement> Found) Apply(ArchiveTable table, MasterRules rules, object?[]? current, object?[] arriving)
    {
        var merge = new Merge(table, rules) { _row = current is null ? Empty(table, arriving) : [.. current], _arriving = arriving };
        foreach (var facet in table.Facets)
        {
            if (Said.Of(table, facet, arriving) is { } said)
                merge.Facet(facet, said);
        }

        return (merge._row, merge._found);
    }

    private static object?[] Empty(ArchiveTable table, object?[] arriving) => [.. arriving.Take(table.Keys.Count), .. new object?[table.Columns.Count - table.Keys.Count]];

    private void Facet(Facet facet, Said said)
    {
        var stamp = Said.Of(table, facet, _row);
        var sources = Sources.Read((string?)_row[table.At(facet.Sources)]);
        // A whole record that is older than the last one of its system says nothing any more.
        var heard = stamp?.System == said.System ? stamp : sources.Heard(said.System);
        var late = !facet.Partial && heard is not null && heard.IsAfter(said);
        var saids = facet.Columns.Where(c => c.With is null).ToDictionary(c => c, c => Value(facet, c, said, late, stamp, sources));
        var owner = Owner(stamp, said);
        foreach (var (name, value) in new[] { ("_at", (object?)owner.At), ("_sequence", owner.Sequence), ("_line", owner.Line), ("_message", Guid.TryParse(owner.Message, out var id) ? id : null), ("_source", owner.Source) })
            _row[table.At(facet.Name + name)] = value;
        _row[table.At(facet.Sources)] = sources.Write(saids.Where(s => _row[table.At(s.Key.Name)] is not null && s.Value is not null && s.Value != owner).Select(s => (s.Key.Name, s.Value!)), said, late, stamp, owner);
    }

    // The stamp of the row is the master's newest message: what is from another one is named value by value, and that is little.
    private Said Owner(Said? stamp, Said said) => stamp is null || Nearness(said) < Nearness(stamp) || (Nearness(said) == Nearness(stamp) && said.IsAfter(stamp)) ? said : stamp;

    private int Nearness(Said said) => rules.Rank(table.Entity!, MasterRules.Others, said.System);

    private Said? Value(Facet facet, Column column, Said said, bool late, Said? stamp, Sources sources)
    {
        var at = table.At(column.Name);
        var (ours, theirs) = (_row[at], _arriving[at]);
        var before = sources.Of(column.Name) ?? (ours is not null || stamp?.System == said.System ? stamp : null);
        if (before?.Accepted is not null)
            return Decided(facet, column, said, late, before);
        if (theirs is null)
            return Nothing(facet, column, said, before);
        if (ours is null)
        {
            var cleared = before is not null && before.System == said.System && (!facet.Partial || column.Always) && before.IsAfter(said);
            return cleared ? before : Take(facet, column, said);
        }
        var (nearness, oursNearness) = (Rank(column, said), Rank(column, before!));
        if (Same(column, ours, theirs))
        {
            if (nearness > oursNearness && !late)
                Found(column, said, null, before!, ours);
            // Agreement with somebody nearer, or news of the same: the value stands on the newer word.
            return nearness < oursNearness || (nearness == oursNearness && said.IsAfter(before!)) ? Take(facet, column, said) : before;
        }
        if (nearness > oursNearness)
        {
            if (!late)
                Found(column, said, theirs, before!, ours);
            return before;
        }
        if (nearness == oursNearness)
            return said.IsAfter(before!) ? Changed(facet, column, said) : before;
        Found(column, before!, ours, said, theirs, _row);
        return Changed(facet, column, said);
    }

    // A person has decided on this value: other systems differ from it as from the master's. What was overruled comes again with every whole record and
    // is no news; an event that says it again is.
    private Said Decided(Facet facet, Column column, Said said, bool late, Said before)
    {
        var at = table.At(column.Name);
        var (ours, theirs, decision, master) = (_row[at], _arriving[at], before.Accepted!, Rank(column, said) == 0);
        if (theirs is null || ours is null || late)
            return before;
        if (Same(column, ours, theirs))
        {
            if (master)
                return Changed(facet, column, said);
            Found(column, said, null, before, ours);
            return before;
        }
        if (!facet.Partial && (master || said.System == decision.System) && decision.Over is { } over && (column.Kind == ColumnKind.Json ? Same(column, over, theirs) : over == Differences.Text(theirs)))
            return before;
        if (master)
            return said.IsAfter(before) ? Changed(facet, column, said) : before;
        Found(column, said, theirs, before, ours);
        return before;
    }

    // Nothing said is no word against what another system has said; of its own it takes back.
    private Said? Nothing(Facet facet, Column column, Said said, Said? before)
    {
        if ((facet.Partial && !column.Always) || before is null || before.System != said.System || !said.IsAfter(before))
            return before;
        Changed(facet, column, said);
        return null;
    }

    private Said Changed(Facet facet, Column column, Said said)
    {
        Take(facet, column, said);
        Found(column, null, null, said, _row[table.At(column.Name)]);
        return said;
    }

    /// <param name="theirRow">Where their value stands with what belongs to it; null: in what arrives.</param>
    private void Found(Column column, Said? their, object? theirs, Said our, object? ours, object?[]? theirRow = null)
    {
        if (column.Quiet)
            return;
        var row = theirRow ?? _arriving;
        var with = table.Columns.Where(c => c.With == column.Name).ToDictionary(c => c.Name, c => Differences.Text(row[table.At(c.Name)]));
        _found.Add(new Disagreement(column, their, theirs, our, ours, with));
    }

    private Said Take(Facet facet, Column column, Said said)
    {
        foreach (var one in facet.Columns.Where(c => c == column || c.With == column.Name))
            _row[table.At(one.Name)] = _arriving[table.At(one.Name)];
        return said;
    }

    private int Rank(Column column, Said said) => rules.Rank(table.Entity!, column.Attribute, said.System);

    public static bool Same(Column column, object ours, object theirs) => column.Kind == ColumnKind.Json
        ? JsonElement.DeepEquals(JsonElement.Parse((string)ours), JsonElement.Parse((string)theirs))
        : Equals(ours, theirs);
}

/// <summary>What two systems say of one value.</summary>
/// <param name="Their">The system further from the master; null: our own value changed, and what others said is to be compared anew.</param>
/// <param name="Theirs">Their value; null: they agree.</param>
/// <param name="With">What belongs to their value: column → text.</param>
internal sealed record Disagreement(Column Column, Said? Their, object? Theirs, Said Our, object? Ours, IReadOnlyDictionary<string, string?> With);
