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
public sealed class CustomerEditing(ArchiveSubscriber archive, InOneTransaction write, Func<CancellationToken, ValueTask<long>> nextNumber, MasterRules rules, TimeProvider time)
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
        var profile = Profile(edit, "NEW", null, manager, check);
        if (profile.CreditClass is not null && rules.Rank("customer", "creditClass", CustomerPage.Core) > 0)
            check.Problem("creditClass", "mastered", ("master", rules.MasterOf("customer", "creditClass") ?? ""));
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
        Profile(edit, customerNo, row, ManagerOf(row), check), cancellationToken);

    /// <param name="manager">Null: nobody's.</param>
    public Task AssignAsync(string customerNo, string tag, StaffMember? manager, string? note, Editor editor, CancellationToken cancellationToken) => ChangeAsync(customerNo, tag, "assigned", note, editor, (row, check) =>
        Profile(EditOf(row), customerNo, row, manager, check), cancellationToken);

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
        var (table, entry) = (Tables.Customer, new EntryTransaction(transaction, editor));
        var row = (await MixedReader.LockAsync(transaction, table, [[customerNo]], cancel)).Values.Single();
        var check = new EntryCheck();
        var profile = wanted(row, check);
        check.Text("note", note, 400);
        check.Throw();
        var after = CustomerRows.Row(profile);
        var changed = table.Facets[0].Columns.Where(c => !CustomerRows.Same(c, row[table.At(c.Name)], after[table.At(c.Name)])).ToList();
        // Sent twice, the second finds what the first has made: nothing is left to do.
        if (changed.Count == 0)
            return;
        if (CustomerPage.Tag(row) != tag)
            throw new StaleEditException(CustomerPage.View(row, rules), CustomerPage.Tag(row), [.. changed.Select(c => new StaleValue(c.Attribute, Differences.Text(after[table.At(c.Name)]), Differences.Text(row[table.At(c.Name)])))]);
        // Another system's attribute is changed there, not here.
        foreach (var column in changed.Where(c => c.With is null && rules.Rank("customer", c.Attribute, CustomerPage.Core) > 0))
            check.Problem(column.Attribute, "mastered", ("master", rules.MasterOf("customer", column.Attribute) ?? ""));
        check.Throw();
        await entry.CheckUnitAndParentAsync(profile, (string?)row[table.At("org_unit")], (string?)row[table.At("parent_customer_no")], cancel);
        // A record from a system whose clock is ahead must not hide what was entered after it.
        var said = Said.Of(table, table.Facets[0], row);
        var at = time.GetUtcNow();
        profile = profile with { OccurredAt = said is not null && said.At >= at ? said.At.AddMilliseconds(1) : at };
        var message = await FileAsync(transaction, profile, customerNo, cancel);
        await entry.ChangedAsync(customerNo, what, [.. changed.Where(c => c.With is null).Select(c => (c.Attribute, Differences.Text(row[table.At(c.Name)]), Differences.Text(after[table.At(c.Name)])))], note, message, at, cancel);
        await editor.Note(transaction, what == "assigned" ? "customer.assign" : "customer.edit", customerNo,
            changed.ToDictionary(c => c.Attribute, c => Differences.Text(row[table.At(c.Name)])), changed.ToDictionary(c => c.Attribute, c => Differences.Text(after[table.At(c.Name)])), cancel);
    }, cancellationToken);

    // Filed here and now by the archive's own hand, and told to everybody else; the archive's delivery of it is done.
    private async Task<MessageId> FileAsync<T>(IInBoxTransaction transaction, T message, string customerNo, CancellationToken cancellationToken)
        where T : class
    {
        var now = time.GetUtcNow();
        var envelope = Shared.Said.Envelope(message, CustomerPage.Core, customerNo, $"entry:{Guid.CreateVersion7(now):N}", now) with { Keys = [new SearchKey("customer", customerNo)] };
        await archive.HandleAsync(transaction, [new ClaimedDelivery(new DeliveryId(envelope.Id, archive.Name), 0, 1, customerNo, "", now, envelope)], cancellationToken);
        transaction.Publish(new AcceptItem(envelope, [.. Routes(envelope).Select(d => d.Subscriber == archive.Name ? d with { Done = true } : d)], []));
        return envelope.Id;
    }

    private async Task<string> FreeNumberAsync(EntryTransaction entry, CancellationToken cancellationToken)
    {
        for (var i = 0; i < MostTries; i++)
        {
            var number = $"KH{await nextNumber(cancellationToken):D8}";
            if (await entry.IsFreeAsync(number, cancellationToken))
                return number;
        }

        throw new InvalidOperationException($"no free customer number in {MostTries} tries; the sequence 'customer' stands among numbers that are taken");
    }

    private static CustomerProfileChanged Profile(CustomerEdit e, string customerNo, object?[]? row, StaffMember? manager, EntryCheck check) => new()
    {
        CustomerNo = new(customerNo),
        Name = check.Text("name", e.Name, 200, required: true) ?? "",
        ShortName = check.Text("shortName", e.ShortName, 60),
        Industry = check.Text("industry", e.Industry, 60),
        Size = check.Text("size", e.Size, 40),
        Address = check.Text("address", e.Address, 300),
        Status = check.Code<CustomerStatus>("status", e.Status ?? (row is null ? "prospect" : null)),
        ServiceLevel = check.Code<ServiceLevel>("serviceLevel", e.ServiceLevel ?? (row is null ? "standard" : null)),
        CreditClass = check.Text("creditClass", e.CreditClass, 20),
        ParentCustomerNo = check.Text("parentCustomerNo", e.ParentCustomerNo, 60) is { } parent ? new CustomerNumber(parent) : null,
        OrgUnit = new(check.Text("orgUnit", e.OrgUnit, 60, required: true) ?? "-"),
        AccountManager = manager,
        Contacts = check.Contacts(e.Contacts),
        SpecialDays = check.SpecialDays(e.SpecialDays),
        OccurredAt = default,
    };

    private static StaffMember? ManagerOf(object?[] row) => (string?)row[Tables.Customer.At("manager_id")] is { } id
        ? new StaffMember { StaffId = new(id), Name = (string?)row[Tables.Customer.At("manager_name")] ?? id, Phone = (string?)row[Tables.Customer.At("manager_phone")] }
        : null;

    private CustomerEdit EditOf(object?[] row)
    {
        var v = CustomerPage.View(row, rules);
        return new CustomerEdit
        {
            Name = v.Name, ShortName = v.ShortName, Industry = v.Industry, Size = v.Size, Address = v.Address, Status = v.Status, ServiceLevel = v.ServiceLevel, CreditClass = v.CreditClass,
            ParentCustomerNo = v.ParentCustomerNo, OrgUnit = v.OrgUnit, Contacts = v.Contacts, SpecialDays = v.SpecialDays,
        };
    }
}
