using System.Globalization;
using System.Text.Json;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Crossing;
using Integration.CoreApp.Archive.Finding;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>Takes another system's value into the archive because a person says that it is right: under the row's lock, with whose it was, who took it and what it overruled.</summary>
internal sealed class Accepting(IInBoxTransaction transaction, MasterRules rules, Actor actor, DateTimeOffset now)
{
    /// <exception cref="RequestRefusedException">There is nothing into which the value could be taken.</exception>
    public async Task TakeAsync(ListedDifference of, Said theirs, IReadOnlyDictionary<string, string?> with, CancellationToken cancellationToken)
    {
        if (of.Attribute == CircuitReports.Presence)
        {
            await PresenceAsync(of, theirs, cancellationToken);
            return;
        }

        var table = Tables.Mixed(of.Entity);
        var row = await LockedAsync(table, of, cancellationToken);
        var column = table.Columns.First(c => c.Attribute == of.Attribute);
        Put(table, row, column, Value(column, of.Theirs), theirs);
        foreach (var companion in table.Columns.Where(c => c.With == column.Name))
            row[table.At(companion.Name)] = Value(companion, with.GetValueOrDefault(companion.Name));
        await MixedWriter.ReplaceAsync(transaction, table, row, cancellationToken);
        if (table == Tables.Customer)
            await FollowAsync(of.Key, column, row, cancellationToken);
    }

    private async Task<object?[]> LockedAsync(ArchiveTable table, ListedDifference of, CancellationToken cancellationToken)
    {
        var rows = await MixedReader.LockAsync(transaction, table, [MixedReader.KeyOf(table, of.Key)], cancellationToken);
        return rows.Values.FirstOrDefault()
            ?? throw new RequestRefusedException("difference.no-record", $"the archive has no record of {of.Entity} {of.Key} into which the value could be taken; accept it when the record has come");
    }

    private void Put(ArchiveTable table, object?[] row, Column column, object? value, Said theirs)
    {
        var facet = table.Facets.First(f => f.Columns.Contains(column));
        var sources = Sources.Read((string?)row[table.At(facet.Sources)]);
        var before = sources.Of(column.Name) ?? Said.Of(table, facet, row);
        var over = Differences.Text(row[table.At(column.Name)]);
        row[table.At(column.Name)] = value;
        row[table.At(facet.Sources)] = sources.With(column.Name, theirs with { Accepted = new Acceptance(actor.Name, now, before?.System ?? "", over) });
    }

    // The circuit is there and not here: all that was reported of it is taken. Or here and not there: it is retired.
    private async Task PresenceAsync(ListedDifference of, Said theirs, CancellationToken cancellationToken)
    {
        var table = Tables.Circuit;
        if (of.Ours == CircuitReports.Here)
        {
            var row = await LockedAsync(table, of, cancellationToken);
            Put(table, row, table.Columns[table.At("state")], WireNames.Of(ResourceState.Retired), theirs);
            await MixedWriter.ReplaceAsync(transaction, table, row, cancellationToken);
            return;
        }

        var reported = (await MixedReader.FindAsync(transaction.Connection, transaction.Transaction, transaction.Dialect, Tables.CircuitReport, [of.Key], cancellationToken)).FirstOrDefault()
            ?? throw new RequestRefusedException("difference.no-record", $"circuit {of.Key} stands in no report any more");
        var facet = table.Facets[0];
        var circuit = new object?[table.Columns.Count];
        circuit[0] = of.Key;
        foreach (var column in facet.Columns.Where(c => Tables.CircuitReport.Columns.Any(r => r.Name == c.Name)))
            circuit[table.At(column.Name)] = reported[Tables.CircuitReport.At(column.Name)];
        foreach (var stamp in new[] { "_at", "_sequence", "_line", "_message", "_source" })
            circuit[table.At(facet.Name + stamp)] = reported[Tables.CircuitReport.At("report" + stamp)];
        circuit[table.At(facet.Sources)] = "{}";
        await transaction.WriteMixedAsync(table, rules, [circuit], cancellationToken);
        var written = await LockedAsync(table, of, cancellationToken);
        foreach (var column in facet.Columns.Where(c => circuit[table.At(c.Name)] is not null))
        {
            var sources = Sources.Read((string?)written[table.At(facet.Sources)]);
            written[table.At(facet.Sources)] = sources.With(column.Name, theirs with { Accepted = new Acceptance(actor.Name, now, "", null) });
        }

        await MixedWriter.ReplaceAsync(transaction, table, written, cancellationToken);
    }

    // What is made from the customer's row elsewhere.
    private async Task FollowAsync(string customerNo, Column column, object?[] row, CancellationToken cancellationToken)
    {
        if (column.Name == "contacts")
            await Contacts.ReplaceAsync(transaction, [customerNo], cancellationToken);
        if (column.Name is "name" or "short_name")
            await NameWords.ReplaceAsync(transaction.Connection, transaction.Transaction, transaction.Dialect, [customerNo], cancellationToken);
        if (column.Name is not ("name" or "address"))
            return;
        var structure = new Structure(transaction.Connection, transaction.Transaction, transaction.Dialect, now);
        await structure.LockAsync(cancellationToken);
        var value = (string?)row[Tables.Customer.At(column.Name)];
        var set = column.Name == "name" ? "name = @value, name_key = @key" : "address_key = @key";
        await structure.RunAsync($"UPDATE {{t}}party SET {set} WHERE party_no = @no", cancellationToken, ("@value", value), ("@key", PartyName.Key(value)), ("@no", customerNo));
    }

    private static object? Value(Column column, string? text) => (text, column.Kind) switch
    {
        (null, _) => null,
        (_, ColumnKind.Whole) => long.Parse(text, CultureInfo.InvariantCulture),
        (_, ColumnKind.Day) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        (_, ColumnKind.Text or ColumnKind.Json) => text,
        _ => throw new InvalidOperationException($"a difference of {column.Name} cannot be taken: a {column.Kind} has no text"),
    };

    public static IReadOnlyDictionary<string, string?> With(string? json) =>
        json is null ? new Dictionary<string, string?>() : JsonSerializer.Deserialize<Dictionary<string, string?>>(json)!;
}
