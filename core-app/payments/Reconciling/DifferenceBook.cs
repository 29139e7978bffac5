using Integration.CoreApp.Payments.Ledger;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Payments.Reconciling;

/// <summary>
/// Keeps the list of differences equal to what the facts say: what is new is opened, what is no longer so closes by itself, what a person
/// has explained or closed stays so until its figures change. Run twice it changes nothing.
/// </summary>
internal sealed class DifferenceBook(FactBook book, DateTimeOffset now)
{
    private const string Hub = "hub";

    public async Task SyncAsync(string subject, IReadOnlyList<Finding> findings, MessageId cause, CancellationToken cancellationToken)
    {
        var known = await book.ReadAsync("SELECT no, kind, state, ours_fen, theirs_fen, words FROM {t}difference WHERE subject = @subject",
            r => new Known(r.Whole("no")!.Value, r.Text("kind")!, r.Text("state")!, r.Whole("ours_fen"), r.Whole("theirs_fen"), r.Text("words")!), cancellationToken, ("subject", subject));
        foreach (var finding in findings)
        {
            if (known.FirstOrDefault(k => k.Kind == finding.Kind) is { } old)
                await AgainAsync(old, finding, cancellationToken);
            else
                await OpenAsync(finding, cancellationToken);
        }
        foreach (var gone in known.Where(k => k.State != "closed" && findings.All(f => f.Kind != k.Kind)))
            await MoveAsync(gone.No, "closed", "closed", $"It agrees now, by message {cause}.", cancellationToken);
    }

    private async Task OpenAsync(Finding f, CancellationToken cancellationToken)
    {
        // Numbers are short, for people; the lock on all payments makes them safe.
        var no = 1 + (await book.ReadAsync("SELECT COALESCE(MAX(no), 0) AS no FROM {t}difference", r => r.Whole("no")!.Value, cancellationToken))[0];
        await book.RunAsync("""
            INSERT INTO {t}difference (no, subject, kind, bank, state, ours_fen, theirs_fen, words, day, opened_at, changed_at, message)
            VALUES (@no, @subject, @kind, @bank, 'open', @ours, @theirs, @words, @day, @now, @now, @message)
            """, cancellationToken,
            ("no", no), ("subject", f.Subject), ("kind", f.Kind), ("bank", f.Bank), ("ours", f.OursFen), ("theirs", f.TheirsFen), ("words", f.Words), ("day", f.Day), ("now", now), ("message", f.Message.Value));
        await NoteAsync(no, "opened", f.Words, cancellationToken);
    }

    private async Task AgainAsync(Known old, Finding f, CancellationToken cancellationToken)
    {
        var same = (old.Ours, old.Theirs, old.Words) == (f.OursFen, f.TheirsFen, f.Words);
        if (same && (old.State != "closed" || await ClosedByPersonAsync(old.No, cancellationToken)))
            return;
        await book.RunAsync("UPDATE {t}difference SET ours_fen = @ours, theirs_fen = @theirs, words = @words, message = @message WHERE no = @no", cancellationToken,
            ("ours", f.OursFen), ("theirs", f.TheirsFen), ("words", f.Words), ("message", f.Message.Value), ("no", old.No));
        await MoveAsync(old.No, "open", old.State == "open" ? "changed" : "opened again", f.Words, cancellationToken);
    }

    private async Task<bool> ClosedByPersonAsync(long no, CancellationToken cancellationToken) =>
        (await book.ReadAsync("SELECT who FROM {t}difference_event WHERE no = @no ORDER BY at DESC LIMIT 1", r => r.Text("who"), cancellationToken, ("no", no))).FirstOrDefault() is { } who && who != Hub;

    private async Task MoveAsync(long no, string state, string what, string words, CancellationToken cancellationToken)
    {
        await book.RunAsync("UPDATE {t}difference SET state = @state, changed_at = @now WHERE no = @no", cancellationToken, ("state", state), ("now", now), ("no", no));
        await NoteAsync(no, what, words, cancellationToken);
    }

    private Task NoteAsync(long no, string what, string words, CancellationToken cancellationToken) => book.RunAsync(
        "INSERT INTO {t}difference_event (no, at, what, who, words) VALUES (@no, @now, @what, @who, @words)", cancellationToken,
        ("no", no), ("now", now), ("what", what), ("who", Hub), ("words", words));

    private sealed record Known(long No, string Kind, string State, long? Ours, long? Theirs, string Words);
}
