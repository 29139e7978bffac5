using System.Globalization;
using Integration.CanonicalModel;
using Integration.CoreApp.Payments.Ledger;

namespace Integration.CoreApp.Payments.Reconciling;

/// <summary>What does not agree within a statement, and between it and the one before. Pure.</summary>
internal static class StatementFindings
{
    public static IEnumerable<Finding> Of(Statement s, Statement? before)
    {
        if (s.OpeningFen + s.EntriesFen != s.ClosingFen)
            yield return Make(s, "sums", s.OpeningFen + s.EntriesFen, s.ClosingFen,
                $"Opening {Yuan(s, s.OpeningFen)} and {s.Entries} entries of {Yuan(s, s.EntriesFen)} make {Yuan(s, s.OpeningFen + s.EntriesFen)}; the statement closes with {Yuan(s, s.ClosingFen)}.");
        if (before is not null && before.ClosingFen != s.OpeningFen)
            yield return Make(s, "balance", before.ClosingFen, s.OpeningFen,
                $"Statement {before.StatementNo} of {Day(before.To)} closed with {Yuan(before, before.ClosingFen)}, this one opens with {Yuan(s, s.OpeningFen)}: a statement between them is missing, or one of them is wrong.");
        if (s.OtherContent is not null)
            yield return Make(s, "statementTwice", null, null, "Another statement came under this number with other content; the first one stands. Ask the bank which is true.");
    }

    private static Finding Make(Statement s, string kind, long? ours, long? theirs, string words) =>
        new(Subjects.Statement(s.Bank, s.StatementNo), kind, s.Bank, ours, theirs, s.To, s.Message, words);

    private static string Yuan(Statement s, long fen) => new Money(fen, s.Currency).ToString();

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
