using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Queries;
using Integration.CoreApp.Archive.Storage;
using Integration.CoreApp.Archive.Writing;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Crossing;

/// <summary>What a person decides about who is who, with what is then told to others. The structure is locked.</summary>
/// <param name="orgUnits">Subtrees whose customers the person may see; null: all.</param>
internal sealed class MergeByHand(IInBoxTransaction transaction, Structure structure, IReadOnlyList<string>? orgUnits, ArchivePost post)
{
    public async Task JoinAsync(string partyNo, string intoNo, string because, Actor actor, CancellationToken cancellationToken)
    {
        var party = await RootAsync(partyNo, cancellationToken) ?? throw Unknown(partyNo);
        var into = await RootAsync(intoNo, cancellationToken) ?? throw Unknown(intoNo);
        if (party == into)
            throw new RequestRefusedException("merge.same", $"{partyNo} and {intoNo} are one customer already ({into})");
        if (party != partyNo)
            throw new RequestRefusedException("merge.joined", $"{partyNo} is joined to {party}; undo that first, or merge {party}");
        if (await UnitAsync(into, cancellationToken) is not { } unit)
            throw new RequestRefusedException("merge.no-record", $"{intoNo} has no record of its own here; merge into the customer that has");
        await structure.JoinAsync(partyNo, into, because, actor.Name, cancellationToken);
        var (system, number) = NumberOf(partyNo);
        Say(new CustomerMerged { CustomerNo = number, System = system, IntoCustomerNo = new(into), OrgUnit = new(unit), By = actor.Name, Reason = because, OccurredAt = post.Now }, "merged", partyNo, into);
    }

    public async Task PartAsync(string partyNo, string because, Actor actor, CancellationToken cancellationToken)
    {
        var root = await RootAsync(partyNo, cancellationToken);
        var from = await structure.TextAsync("SELECT into_no FROM {t}party_link WHERE party_no = @party AND undone_at IS NULL", cancellationToken, ("@party", partyNo));
        if (root is null || from is null || !await structure.PartAsync(partyNo, actor.Name, because, cancellationToken))
            throw new RequestRefusedException("merge.none", $"{partyNo} is joined to no other customer, so there is nothing to undo");
        var (system, number) = NumberOf(partyNo);
        if (await UnitAsync(root, cancellationToken) is { } unit)
            Say(new CustomerMergeUndone { CustomerNo = number, System = system, FromCustomerNo = new(from), OrgUnit = new(unit), By = actor.Name, Reason = because, OccurredAt = post.Now }, "unmerged", partyNo, from);
    }

    public async Task<(string Party, string Other)> DecideAsync(string matchId, string state, string note, Actor actor, CancellationToken cancellationToken)
    {
        var other = await structure.TextAsync("SELECT other_no FROM {t}party_match WHERE match_id = @id", cancellationToken, ("@id", matchId));
        var done = other is null || !await SeesAsync(other, cancellationToken) ? 0
            : await structure.RunAsync("UPDATE {t}party_match SET state = @state, decided_by = @actor, decided_at = @now, note = @note WHERE match_id = @id AND state = 'open'", cancellationToken,
                ("@state", state), ("@actor", actor.Name), ("@note", note), ("@id", matchId));
        if (done == 0)
            throw new RequestRefusedException("match.not-open", $"there is no open match {matchId}; hub matches lists them");
        return ((await structure.TextAsync("SELECT party_no FROM {t}party_match WHERE match_id = @id", cancellationToken, ("@id", matchId)))!, other!);
    }

    // Whom the person may not see is as if it were not there. Who belongs to nobody yet may be claimed by anybody who sees the customer.
    private async Task<string?> RootAsync(string number, CancellationToken cancellationToken)
    {
        var root = await structure.RootAsync(number, cancellationToken);
        return root is null || (await UnitAsync(root, cancellationToken) is not null && !await SeesAsync(root, cancellationToken)) ? null : root;
    }

    private Task<bool> SeesAsync(string customerNo, CancellationToken cancellationToken) =>
        Jurisdiction.CoversAsync(transaction.Connection, transaction.Transaction, transaction.Dialect, customerNo, orgUnits, cancellationToken);

    private Task<string?> UnitAsync(string customerNo, CancellationToken cancellationToken) =>
        structure.TextAsync("SELECT org_unit FROM {t}customer WHERE customer_no = @no", cancellationToken, ("@no", customerNo));

    private void Say<T>(T fact, string what, string partyNo, string customerNo)
        where T : class =>
        post.Say(fact, customerNo, $"{what}:{partyNo}:{Sql.Sortable(Sql.Micro(post.Now))}", null, null, new("customer", customerNo), new("customer", partyNo));

    // A party that a system numbers by itself is named after it: billing/K1.
    private static (SystemCode? System, CustomerNumber Number) NumberOf(string partyNo) =>
        partyNo.Split('/', 2) is [var system, var number] ? (new SystemCode(system), new CustomerNumber(number)) : (null, new CustomerNumber(partyNo));

    private static RequestRefusedException Unknown(string number) => new("merge.unknown", $"nobody has said anything of {number}");
}
