using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Pages;
using Integration.CoreApp.Archive.Storage;
using Integration.CoreApp.Archive.Writing;
using Integration.Hub;
using Shared = Integration.CoreApp.Shared;

namespace Integration.CoreApp.Archive.Editing;

/// <summary>
/// What people enter. It goes out as a canonical message of the core app, and is filed in the very transaction in which the message is accepted: whoever reads next
/// sees it, and whoever wants it hears of it. Of two who edit one record, the second is told what the first one changed.
/// </summary>
public sealed partial class CustomerEditing(ArchiveSubscriber archive, InOneTransaction write, Func<CancellationToken, ValueTask<long>> nextNumber, MasterRules rules, TimeProvider time)
{
    private const int MostTries = 1000;

    /// <summary>Plans the deliveries of what is said.</summary>
    public Func<Envelope, IReadOnlyList<DeliveryPlan>> Routes { get; set; } = _ => [];

    /// <summary>A new customer; the same request again makes nothing and tells the number.</summary>
    /// <param name="asManager">The editor becomes its manager.</param>
    /// <param name="sure">Also if the name is taken.</param>
    /// <exception cref="InvalidEntryException"></exception>
    /// <exception cref="CustomerExistsException"></exception>
    public async Task<string> CreateAsync(string requestId, CustomerEdit edit, bool sure, bool asManager, Editor editor, CancellationToken cancellationToken)
    {
        var manager = asManager ? new StaffMember { StaffId = new(editor.StaffId), Name = editor.DisplayName } : null;
        var check = new EntryCheck();
        var profile = ProfileEntry.Fresh(edit, manager, rules, check);
        check.Throw();
        string? made = null;
        await write(async (transaction, cancel) =>
        {
            var entry = new EntryTransaction(transaction, editor);
            made = await entry.EarlierAsync(requestId, cancel);
            if (made is not null)
                return;
            await entry.CheckUnitAndParentAsync(profile, null, null, cancel);
            if (!sure && await entry.NamesakeAsync(profile.Name, cancel) is { } other)
                throw new CustomerExistsException(other);
            var customerNo = await FreeNumberAsync(entry, cancel);
            var now = profile with { CustomerNo = new(customerNo), OccurredAt = time.GetUtcNow() };
            await entry.RememberAsync(requestId, customerNo, now.OccurredAt, cancel);
            var message = await FileAsync(transaction, now, customerNo, cancel);
            await entry.ChangedAsync(customerNo, "created", [("name", null, now.Name)], edit.Note, message, now.OccurredAt, cancel);
            await editor.Note(transaction, "customer.create", customerNo, null, edit, cancel);
            made = customerNo;
        }, cancellationToken);
        return made!;
    }

    /// <summary>The record as the person wants it.</summary>
    /// <param name="customerNo">As <see cref="CustomerPage.FindAsync"/> gave it.</param>
    /// <param name="tag">Of the record that the person saw.</param>
    /// <exception cref="InvalidEntryException"></exception>
    /// <exception cref="StaleEditException"></exception>
    public Task EditAsync(string customerNo, string tag, CustomerEdit edit, Editor editor, CancellationToken cancellationToken) => ChangeAsync(customerNo, tag, "edited", edit.Note, editor, (row, check) =>
        ProfileEntry.Profile(edit, customerNo, row, ProfileEntry.ManagerOf(row), check), cancellationToken);

    /// <param name="manager">Null: nobody's.</param>
    public Task AssignAsync(string customerNo, string tag, StaffMember? manager, string? note, Editor editor, CancellationToken cancellationToken) => ChangeAsync(customerNo, tag, "assigned", note, editor, (row, check) =>
        ProfileEntry.Profile(ProfileEntry.EditOf(row, rules), customerNo, row, manager, check), cancellationToken);

    /// <summary>A visit or call on record; the same request again makes nothing and tells the identity.</summary>
    public async Task<string> RecordAsync(string requestId, string customerNo, InteractionEntry entry, Editor editor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var check = new EntryCheck();
        var interaction = new InteractionRecorded
        {
            InteractionId = new($"V{Guid.CreateVersion7(now):N}"),
            CustomerNo = new(customerNo),
            Kind = check.Code<InteractionKind>("kind", entry.Kind),
            TookPlaceAt = entry.TookPlaceAt ?? now,
            Staff = new StaffMember { StaffId = new(editor.StaffId), Name = editor.DisplayName },
            ContactName = check.Text("contactName", entry.ContactName, 60),
            Phone = check.Phone("phone", entry.Phone),
            Content = check.Text("content", entry.Content, 4000, required: true, lines: true) ?? "",
            NextStep = check.Text("nextStep", entry.NextStep, 4000, lines: true),
            Score = entry.Score,
            OccurredAt = now,
        };
        if (interaction.TookPlaceAt > now.AddHours(1) || interaction.TookPlaceAt < now.AddYears(-10))
            check.Problem("tookPlaceAt", "notAllowed");
        if (entry.Score is < 0 or > 100)
            check.Problem("score", "notAllowed");
        check.Throw();
        var made = interaction.InteractionId.Value;
        await write(async (transaction, cancel) =>
        {
            var of = new EntryTransaction(transaction, editor);
            if (await of.EarlierAsync(requestId, cancel) is { } earlier)
            {
                made = earlier;
                return;
            }
            await of.RememberAsync(requestId, made, now, cancel);
            await FileAsync(transaction, interaction, customerNo, cancel);
            await editor.Note(transaction, "interaction.record", customerNo, null, new { interactionId = made, entry.Kind }, cancel);
        }, cancellationToken);
        return made;
    }

    private Task ChangeAsync(string customerNo, string tag, string what, string? note, Editor editor, Func<object?[], EntryCheck, CustomerProfileChanged> wanted, CancellationToken cancellationToken) => write(async (transaction, cancel) =>
    {
        var entry = new EntryTransaction(transaction, editor);
        var row = (await MixedReader.LockAsync(transaction, Tables.Customer, [[customerNo]], cancel)).Values.Single();
        if (await ChangedAsync(entry, row, tag, note, check => wanted(row, check), cancel) is not { } change)
            return;
        var message = await FileAsync(transaction, change.Profile, customerNo, cancel);
        await entry.ChangedAsync(customerNo, what, change.Values, note, message, time.GetUtcNow(), cancel);
        await NoteAsync(transaction, editor, what == "assigned" ? "customer.assign" : "customer.edit", change, cancel);
    }, cancellationToken);

    /// <summary>What is to be said and written; null: nothing is left to do. Refuses before anything is written.</summary>
    internal async Task<ProfileChange?> ChangedAsync(EntryTransaction entry, object?[] row, string tag, string? note, Func<EntryCheck, CustomerProfileChanged> wanted, CancellationToken cancellationToken)
    {
        var check = new EntryCheck();
        var profile = wanted(check);
        check.Text("note", note, 400);
        check.Throw();
        var changed = ProfileEntry.Changes(row, profile);
        // Sent twice, the second finds what the first has made.
        if (changed.Count == 0)
            return null;
        if (CustomerPage.Tag(row) != tag)
            throw new StaleEditException(CustomerPage.View(row, rules), CustomerPage.Tag(row), [.. changed.Select(c => new StaleValue(c.Column.Attribute, c.After, c.Before))]);
        ProfileEntry.CheckMasters(changed, rules, check);
        check.Throw();
        await entry.CheckUnitAndParentAsync(profile, (string?)row[Tables.Customer.At("org_unit")], (string?)row[Tables.Customer.At("parent_customer_no")], cancellationToken);
        return new ProfileChange(profile with { OccurredAt = ProfileEntry.After(row, time.GetUtcNow()) }, changed);
    }

    internal static Task NoteAsync(IInBoxTransaction transaction, Editor editor, string what, ProfileChange change, CancellationToken cancellationToken) => editor.Note(transaction, what, change.Profile.CustomerNo.Value,
        change.Columns.ToDictionary(c => c.Column.Attribute, c => c.Before), change.Columns.ToDictionary(c => c.Column.Attribute, c => c.After), cancellationToken);

    // Filed here and now by the archive's own hand, and told to everybody else; the archive's delivery of it is done.
    private async Task<MessageId> FileAsync<T>(IInBoxTransaction transaction, T message, string customerNo, CancellationToken cancellationToken)
        where T : class => (await FileAsync(transaction, [(message, customerNo)], cancellationToken))[0];

    internal async Task<IReadOnlyList<MessageId>> FileAsync<T>(IInBoxTransaction transaction, IReadOnlyList<(T Message, string CustomerNo)> messages, CancellationToken cancellationToken)
        where T : class
    {
        var now = time.GetUtcNow();
        var envelopes = messages.Select(m =>
            Shared.Said.Envelope(m.Message, CustomerPage.Core, m.CustomerNo, $"entry:{Guid.CreateVersion7(now):N}", now) with { Keys = [new SearchKey("customer", m.CustomerNo)] }).ToList();
        await archive.HandleAsync(transaction, [.. envelopes.Select(e => new ClaimedDelivery(new DeliveryId(e.Id, archive.Name), 0, 1, e.BusinessKey, "", now, e))], cancellationToken);
        foreach (var envelope in envelopes)
            transaction.Publish(new AcceptItem(envelope, [.. Routes(envelope).Select(d => d.Subscriber == archive.Name ? d with { Done = true } : d)], []));
        return [.. envelopes.Select(e => e.Id)];
    }

    private async Task<string> FreeNumberAsync(EntryTransaction entry, CancellationToken cancellationToken) => (await FreeNumbersAsync(entry, 1, cancellationToken)).Dequeue();

    private async Task<Queue<string>> FreeNumbersAsync(EntryTransaction entry, int count, CancellationToken cancellationToken)
    {
        var free = new Queue<string>();
        for (var i = 0; i < MostTries && free.Count < count; i++)
        {
            var drawn = new List<string>();
            while (free.Count + drawn.Count < count)
                drawn.Add($"KH{await nextNumber(cancellationToken):D8}");
            var taken = await entry.TakenAsync(drawn, cancellationToken);
            foreach (var number in drawn.Where(n => !taken.Contains(n)))
                free.Enqueue(number);
        }

        return free.Count == count ? free : throw new InvalidOperationException($"no free customer number in {MostTries} tries; the sequence 'customer' stands among numbers that are taken");
    }
}
