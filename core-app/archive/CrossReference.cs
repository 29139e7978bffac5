using System.Data.Common;
using Integration.CoreApp.Archive.Crossing;
using Integration.CoreApp.Archive.Queries;
using Integration.CoreApp.Archive.Storage;
using Integration.CoreApp.Archive.Writing;
using Integration.Hub;

namespace Integration.CoreApp.Archive;

/// <summary>Who is who, for people: matches that wait, merges, and undoing them. Nothing is rewritten: facts stay under the number they came with.</summary>
/// <param name="open">An open connection of its own; disposed after use.</param>
/// <param name="write">What is decided and what is said of it commit together.</param>
public sealed class CrossReference(Func<CancellationToken, ValueTask<DbConnection>> open, InOneTransaction write, SqlDialect dialect, TimeProvider? time = null)
{
    // Of who belongs to nobody, a unit sees whom somebody may be asked about: a match with a customer of its own waits.
    private const string MayBeTheirs = """
        AND EXISTS (
          SELECT 1 FROM {t}party_match m JOIN {t}party o ON o.party_no = m.other_no JOIN {t}customer c ON c.customer_no = o.root_no
          WHERE m.party_no = w.party_no AND m.state = 'open' AND {jurisdiction})
        """;

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Plans the deliveries of what is said; null: nothing is said.</summary>
    public Func<Envelope, IReadOnlyList<DeliveryPlan>>? Routes { get; set; }

    /// <summary>Doubtful matches, the oldest first.</summary>
    /// <param name="all">Also those decided.</param>
    /// <param name="orgUnits">Subtrees whose customers the asker may see; null: all.</param>
    public Task<IReadOnlyList<PartyMatch>> MatchesAsync(bool all, IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken) => ReadAsync("""
        SELECT m.match_id, m.party_no, p.name AS party_name, m.other_no, o.name AS other_name, m.reason, m.evidence, m.state, m.found_at, m.decided_by, m.decided_at, m.note
        FROM {t}party_match m LEFT JOIN {t}party p ON p.party_no = m.party_no LEFT JOIN {t}party o ON o.party_no = m.other_no LEFT JOIN {t}customer c ON c.customer_no = o.root_no
        WHERE (@all = 'yes' OR m.state = 'open') AND {jurisdiction}
        ORDER BY m.found_at, m.match_id
        """, orgUnits, PartyMatch.Read, cancellationToken, ("@all", all ? "yes" : "no"));

    /// <summary>Parties that belong to no customer here: facts about them wait.</summary>
    /// <param name="orgUnits">Subtrees that the asker may see: of those who belong to nobody, the ones that may be a customer in them. Null: all.</param>
    public Task<IReadOnlyList<WaitingParty>> WaitingAsync(IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken) => ReadAsync($$"""
        SELECT w.party_no, w.name, (SELECT COUNT(*) FROM {t}customer_bill b WHERE b.customer_no = w.party_no) AS bills, (SELECT COUNT(*) FROM {t}product s WHERE s.customer_no = w.party_no) AS products
        FROM {t}party w
        WHERE w.root_no = w.party_no AND NOT EXISTS (SELECT 1 FROM {t}customer k WHERE k.customer_no = w.party_no) {{(orgUnits is null ? "" : MayBeTheirs)}}
        ORDER BY w.party_no
        """, orgUnits, r => new WaitingParty(r.Text("party_no")!, r.Text("name"), r.Whole("bills")!.Value, r.Whole("products")!.Value), cancellationToken);

    /// <summary>What was ever joined to the customer, or from it, the newest first.</summary>
    /// <param name="orgUnits">Subtrees whose customers the asker may see; null: all. Of others there is nothing to be seen, as of those who do not exist.</param>
    public Task<IReadOnlyList<PartyLink>> HistoryAsync(string customerNo, IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken) => ReadOfAsync(customerNo, """
        SELECT party_no, into_no, cause, actor, made_at, undone_by, undone_at, undone_because FROM {t}party_link WHERE party_no = @no OR into_no = @no ORDER BY made_at DESC, link_id DESC
        """, orgUnits, PartyLink.Read, cancellationToken);

    /// <summary>How systems call the customer.</summary>
    /// <param name="orgUnits">As for <see cref="HistoryAsync"/>.</param>
    public Task<IReadOnlyList<Identity>> IdentitiesAsync(string customerNo, IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken) => ReadOfAsync(customerNo, """
        SELECT i.system, i.kind, i.external_id, i.party_no, i.said_at, i.source, i.message
        FROM {t}identity i JOIN {t}party p ON p.party_no = i.party_no
        WHERE p.root_no = (SELECT r.root_no FROM {t}party r WHERE r.party_no = @no)
        ORDER BY i.kind DESC, i.system, i.external_id
        """, orgUnits, Identity.Read, cancellationToken);

    /// <summary>The archive's number for another system's id; null if nobody knows it. Kinds: customer, account.</summary>
    public async Task<string?> FindAsync(string system, string kind, string externalId, CancellationToken cancellationToken) =>
        (await ReadAsync(CrossReferenceQuery.Ours, null, r => r.Text("number"), cancellationToken, ("@system", system), ("@kind", kind), ("@number", externalId))).FirstOrDefault();

    /// <summary>The two are one from now on: everything of the first is found under the second, and whoever wants it hears of it.</summary>
    /// <param name="orgUnits">Subtrees whose customers the person may see; null: all. Who may not be seen is not known.</param>
    /// <exception cref="RequestRefusedException">One of them is not known, or they are one already.</exception>
    public Task MergeAsync(string partyNo, string intoNo, string because, Actor actor, IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken) =>
        ChangeAsync(orgUnits, change => change.JoinAsync(partyNo, intoNo, because, actor, cancellationToken), cancellationToken);

    /// <summary>Everything that came under this number, also since, is its own again, and whoever wants it hears of it.</summary>
    /// <exception cref="RequestRefusedException">It is joined to nobody.</exception>
    public Task UndoMergeAsync(string partyNo, string because, Actor actor, IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken) =>
        ChangeAsync(orgUnits, change => change.PartAsync(partyNo, because, actor, cancellationToken), cancellationToken);

    /// <summary>The match is right: the two are merged.</summary>
    /// <exception cref="RequestRefusedException">There is no such match, or it is decided.</exception>
    public Task ConfirmAsync(string matchId, string note, Actor actor, IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken) => ChangeAsync(orgUnits, async change =>
    {
        var (party, other) = await change.DecideAsync(matchId, "confirmed", note, actor, cancellationToken);
        await change.JoinAsync(party, other, $"match {matchId}: {note}", actor, cancellationToken);
    }, cancellationToken);

    /// <summary>The two are not one, and the hub does not ask again.</summary>
    /// <exception cref="RequestRefusedException">There is no such match, or it is decided.</exception>
    public Task RejectAsync(string matchId, string note, Actor actor, IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken) =>
        ChangeAsync(orgUnits, change => change.DecideAsync(matchId, "rejected", note, actor, cancellationToken), cancellationToken);

    private Task ChangeAsync(IReadOnlyList<string>? orgUnits, Func<MergeByHand, Task> change, CancellationToken cancellationToken) => write(async (transaction, cancel) =>
    {
        var structure = new Structure(transaction.Connection, transaction.Transaction, transaction.Dialect, _time.GetUtcNow());
        await structure.LockAsync(cancel);
        await change(new MergeByHand(transaction, structure, orgUnits, new ArchivePost(transaction, Routes, _time)));
    }, cancellationToken);

    private async Task<IReadOnlyList<T>> ReadOfAsync<T>(string customerNo, string text, IReadOnlyList<string>? orgUnits, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using (var connection = await open(cancellationToken))
        {
            if (!await Jurisdiction.CoversAsync(connection, null, dialect, customerNo, orgUnits, cancellationToken))
                return [];
        }

        return await ReadAsync(text, null, read, cancellationToken, ("@no", customerNo));
    }

    private async Task<IReadOnlyList<T>> ReadAsync<T>(
        string text, IReadOnlyList<string>? orgUnits, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string Name, string? Value)[] values)
    {
        await using var connection = await open(cancellationToken);
        await using var command = Sql.Command(connection, null, "");
        command.CommandText = Sql.For(dialect, text.Replace("{jurisdiction}", Jurisdiction.Condition(command, "c.org_unit", orgUnits), StringComparison.Ordinal));
        foreach (var (name, value) in values)
            command.AddTyped(name, value);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<T>();
        while (await row.ReadAsync(cancellationToken))
            all.Add(read(row));
        return all;
    }
}
