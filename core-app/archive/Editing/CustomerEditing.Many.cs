using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Finding;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Editing;

/// <summary>One of many records that a person wants.</summary>
/// <param name="CustomerNo">Null: a new customer.</param>
/// <param name="Tag">Of the record that the person saw.</param>
/// <param name="Sure">A new one also if the name is taken.</param>
internal sealed record WantedRecord(long Key, string? CustomerNo, string? Tag, CustomerEdit Edit, StaffMember? Manager, bool Sure);

/// <param name="CustomerNo">Of the customer that was made or changed.</param>
/// <param name="Refused">Why nothing was done; null: it was.</param>
internal sealed record DoneRecord(long Key, string? CustomerNo, FieldProblem? Refused);

/// <summary>Many records in one transaction: each is looked at as if a person had typed it, each is a message of its own, and what one is refused for stops no other.</summary>
public sealed partial class CustomerEditing
{
    /// <param name="take">What is to be done, read and held in the transaction.</param>
    /// <param name="done">Notes what was done, in the transaction.</param>
    /// <returns>How many were taken.</returns>
    internal async Task<int> ApplyAsync(
        Func<IInBoxTransaction, CancellationToken, Task<IReadOnlyList<WantedRecord>>> take, Func<IInBoxTransaction, IReadOnlyList<DoneRecord>, CancellationToken, Task> done, Editor editor, CancellationToken cancellationToken)
    {
        var taken = 0;
        await write(async (transaction, cancel) =>
        {
            var wanted = await take(transaction, cancel);
            taken = wanted.Count;
            await done(transaction, taken == 0 ? [] : await ApplyAsync(transaction, wanted, editor, cancel), cancel);
        }, cancellationToken);
        return taken;
    }

    private async Task<IReadOnlyList<DoneRecord>> ApplyAsync(IInBoxTransaction transaction, IReadOnlyList<WantedRecord> wanted, Editor editor, CancellationToken cancellationToken)
    {
        var entry = new EntryTransaction(transaction, editor);
        var rows = await MixedReader.LockAsync(transaction, Tables.Customer, [.. wanted.Select(w => w.CustomerNo).OfType<string>().Distinct().Order(StringComparer.Ordinal).Select(no => new object?[] { no })], cancellationToken);
        var namesakes = await entry.NamesakesAsync([.. wanted.Where(w => w.CustomerNo is null && !w.Sure).Select(w => w.Edit.Name ?? "")], cancellationToken);
        var numbers = await FreeNumbersAsync(entry, wanted.Count(w => w.CustomerNo is null), cancellationToken);
        var (results, accepted) = (new List<DoneRecord>(), new List<(WantedRecord Of, string What, ProfileChange Change)>());
        foreach (var one in wanted)
        {
            try
            {
                var change = one.CustomerNo is null
                    ? await FreshAsync(entry, one, namesakes, numbers, cancellationToken)
                    : await ChangedAsync(entry, rows.GetValueOrDefault(one.CustomerNo) ?? throw Gone(), one.Tag ?? "", one.Edit.Note,
                        check => ProfileEntry.Profile(one.Edit, one.CustomerNo, rows[one.CustomerNo], one.Manager, check), cancellationToken);
                if (change is not null)
                    accepted.Add((one, one.CustomerNo is null ? "created" : "edited", change));
                results.Add(new DoneRecord(one.Key, change?.Profile.CustomerNo.Value ?? one.CustomerNo, null));
            }
            catch (InvalidEntryException e)
            {
                results.Add(new DoneRecord(one.Key, one.CustomerNo, e.Problems[0]));
            }
            catch (StaleEditException)
            {
                results.Add(new DoneRecord(one.Key, one.CustomerNo, new FieldProblem("customerNo", "stale", new Dictionary<string, string>())));
            }
        }

        if (accepted.Count > 0)
            await WriteAsync(transaction, entry, accepted, editor, cancellationToken);
        return results;
    }

    private async Task WriteAsync(IInBoxTransaction transaction, EntryTransaction entry, List<(WantedRecord Of, string What, ProfileChange Change)> accepted, Editor editor, CancellationToken cancellationToken)
    {
        var messages = await FileAsync(transaction, [.. accepted.Select(a => (a.Change.Profile, a.Change.Profile.CustomerNo.Value))], cancellationToken);
        await entry.ChangedAsync([.. accepted.Select((a, i) => new HistoryLines(a.Change.Profile.CustomerNo.Value, a.What, a.Change.Values, a.Of.Edit.Note, messages[i]))], time.GetUtcNow(), cancellationToken);
        foreach (var (of, what, change) in accepted)
        {
            if (what == "created")
                await editor.Note(transaction, "customer.create", change.Profile.CustomerNo.Value, null, of.Edit, cancellationToken);
            else
                await NoteAsync(transaction, editor, "customer.edit", change, cancellationToken);
        }
    }

    private async Task<ProfileChange?> FreshAsync(EntryTransaction entry, WantedRecord one, IReadOnlyDictionary<string, string> namesakes, Queue<string> numbers, CancellationToken cancellationToken)
    {
        var check = new EntryCheck();
        var profile = ProfileEntry.Fresh(one.Edit, one.Manager, rules, check);
        check.Text("note", one.Edit.Note, 400);
        check.Throw();
        await entry.CheckUnitAndParentAsync(profile, null, null, cancellationToken);
        if (namesakes.GetValueOrDefault(NameWords.Key(profile.Name)) is { } other)
            throw new InvalidEntryException([new FieldProblem("name", "exists", new Dictionary<string, string> { ["customerNo"] = other })]);
        var fresh = profile with { CustomerNo = new(numbers.Dequeue()), OccurredAt = time.GetUtcNow() };
        // Of a new record its name stands in the history; the rest is the record itself.
        return new ProfileChange(fresh, [new ChangedColumn(Tables.Customer.Columns[Tables.Customer.At("name")], null, fresh.Name)]);
    }

    private static InvalidEntryException Gone() => new([new FieldProblem("customerNo", "unknown", new Dictionary<string, string>())]);
}
