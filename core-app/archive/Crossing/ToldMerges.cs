using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.CoreApp.Archive.Writing;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Crossing;

/// <summary>Merges that another hub tells, and their undoing. Only the archive's own numbering means the same there and here. Nothing is said because of them.</summary>
internal sealed class ToldMerges(IInBoxTransaction transaction)
{
    /// <exception cref="InBoxDataException">It cannot be done here yet, or contradicts what was decided here.</exception>
    public async Task HearAsync(IReadOnlyList<Arrival<CustomerMerged>> merged, IReadOnlyList<Arrival<CustomerMergeUndone>> undone, CancellationToken cancellationToken)
    {
        foreach (var a in merged.Where(a => a.System != ArchivePost.Hub && a.Message.System is null))
            await MergeAsync(a, cancellationToken);
        foreach (var a in undone.Where(a => a.System != ArchivePost.Hub && a.Message.System is null))
            await UndoAsync(a, cancellationToken);
    }

    private async Task MergeAsync(Arrival<CustomerMerged> a, CancellationToken cancellationToken)
    {
        var (m, structure) = (a.Message, Structure(a.Message.OccurredAt));
        await structure.LockAsync(cancellationToken);
        var (party, into) = (m.CustomerNo.Value, m.IntoCustomerNo.Value);
        // An undoing that was heard before, or said here since, is the newer word.
        if (await structure.TextAsync("SELECT party_no FROM {t}party_link WHERE party_no = @party AND into_no = @into AND undone_at >= @now", cancellationToken, ("@party", party), ("@into", into)) is not null)
            return;
        if (await structure.TextAsync("SELECT customer_no FROM {t}customer WHERE customer_no = @into", cancellationToken, ("@into", into)) is null)
            throw Refused("archive.merge-unknown", $"{party} is to be one with {into}, and nothing is known here of {into}; resume when its CustomerProfileChanged has come");
        await structure.RunAsync("INSERT INTO {t}party (party_no, root_no) VALUES (@party, @party) ON CONFLICT (party_no) DO NOTHING", cancellationToken, ("@party", party));
        var (of, target) = (await structure.RootAsync(party, cancellationToken), await structure.RootAsync(into, cancellationToken) ?? into);
        if (of == target && of != party)
            return;
        if (of != party || target == party)
            throw Refused("archive.merge-conflict", $"{a.System} says that {party} is one with {into}; here {party} belongs to {of} and {into} to {target}. Undo what is wrong here (hub customers undo-merge), then resume; or discard");
        await structure.JoinAsync(party, target, m.Reason, $"{m.By} ({a.System})", cancellationToken);
    }

    private async Task UndoAsync(Arrival<CustomerMergeUndone> a, CancellationToken cancellationToken)
    {
        var (m, structure) = (a.Message, Structure(a.Message.OccurredAt));
        await structure.LockAsync(cancellationToken);
        if (await structure.TextAsync("SELECT party_no FROM {t}party_link WHERE party_no = @party AND undone_at IS NULL AND made_at <= @now", cancellationToken, ("@party", m.CustomerNo.Value)) is not null)
            await structure.PartAsync(m.CustomerNo.Value, $"{m.By} ({a.System})", m.Reason, cancellationToken);
    }

    // As at the time when it was said, so that both hubs have one history.
    private Structure Structure(DateTimeOffset at) => new(transaction.Connection, transaction.Transaction, transaction.Dialect, at);

    private static InBoxDataException Refused(string code, string message) => new(new Failure(FailureKind.Data, code, message));
}
