using System.Globalization;
using Integration.CoreApp.Payments.Ledger;

namespace Integration.CoreApp.Payments.Reconciling;

/// <summary>What does not agree about a movement. Pure: the same facts give the same findings, in whatever order they came.</summary>
internal static class Findings
{
    /// <param name="covered">A statement of the bank covers the day.</param>
    public static IEnumerable<Finding> Of(Movement m, Func<string, DateOnly, bool> covered) =>
        [.. AboutTheWord(m), .. AboutTheStatement(m, covered), .. AboutThePosting(m)];

    private static IEnumerable<Finding> AboutTheWord(Movement m)
    {
        if (m.Instructions.Count > 1)
            yield return Make(m, "instructionTwice", m.Instructions[0].Fen, m.Instructions[1].Fen,
                $"The debit was asked for again with other content ({m.Instructions[1].Words}); the first one ({m.Instructions[0].Words}) was collected. Give the second one a number of its own if it is meant.");
        if (m.Result is { } result && m.Instruction is null)
            yield return Make(m, "unknownDebit", null, result.Fen, $"{result.Bank} reports a result ({Word(result)}) for a debit that was never asked for. Ask the bank what it collected.");
        if (m.Result is { Kind: FactKind.Settled } settled && m.Instruction is { } asked && (settled.Fen, settled.Currency) != (asked.Fen, asked.Currency))
            yield return Make(m, "resultAmount", asked.Fen, settled.Fen, $"Asked for {Yuan(asked)}, {settled.Bank} collected {Yuan(settled)}. It is not posted; settle the rest with the bank and the customer.");
        if (m.Results.Count > 1)
            yield return Make(m, "resultTwice", m.Results[0].Fen, m.Results[1].Fen,
                $"{m.Results[1].Bank} first said {Word(m.Results[0])}, later {Word(m.Results[1])}. The first one stands. Ask the bank which is true.");
        if (m.Notices.Count > 1)
            yield return Make(m, "noticeTwice", m.Notices[0].Fen, m.Notices[1].Fen, $"{m.Notices[1].Bank} first told of {Yuan(m.Notices[0])}, later of {Yuan(m.Notices[1])} under the same reference. Ask the bank which is true.");
        if (m.Notice is { AccountNo: null } notice)
            yield return Make(m, "noAccount", notice.Fen, null, $"{Yuan(notice)} came from {notice.Words ?? "an unnamed payer"}, who did not say for which account. Find out, then post it at billing by hand.");
    }

    private static IEnumerable<Finding> AboutTheStatement(Movement m, Func<string, DateOnly, bool> covered)
    {
        if (m.Entries.Count == 0)
        {
            if (m.Money is { Bank: { } bank } money && covered(bank, money.Day))
                yield return Make(m, "missingThere", money.Fen, null, $"{bank} said on {Day(money.Day)} that {Yuan(money)} is there; the statement of that day does not have it.", money.Day);
            yield break;
        }
        var first = m.Entries[0];
        if (m.Money is not { } expected)
            yield return Make(m, "missingHere", null, m.EntriesFen, m.Result is { } failed
                ? $"{first.Bank} booked {Yuan(first)} ({first.Content}) and had said that the debit failed ({failed.Code})."
                : $"{first.Bank} booked {Yuan(first)} ({first.Content}, {first.Words ?? "no party named"}); nobody here knows of it.", first.Day);
        else if (m.EntriesFen != expected.Fen)
            yield return Booked(m, first, expected);
    }

    private static Finding Booked(Movement m, Fact first, Fact expected)
    {
        var places = string.Join(", ", m.Entries.Select(e => $"{e.Content} {Yuan(e)}"));
        return m.Entries.Count > 1 && m.Entries.All(e => e.Fen == expected.Fen)
            ? Make(m, "twice", expected.Fen, m.EntriesFen, $"{first.Bank} booked {Yuan(expected)} {m.Entries.Count} times: {places}. Ask the bank to take back what is too much.", first.Day)
            : m.EntriesFen == 0 ? Make(m, "takenBack", expected.Fen, 0, $"{first.Bank} booked {Yuan(expected)} and took it back: {places}. Billing has it as paid.", first.Day)
            : Make(m, "amount", expected.Fen, m.EntriesFen, $"{Yuan(expected)} by the bank's word, {Yuan(m.EntriesFen, first.Currency)} in its statement: {places}.", first.Day);
    }

    private static IEnumerable<Finding> AboutThePosting(Movement m)
    {
        if (m.Posted is { } posted && m.Money is null)
            yield return Make(m, "postingUnknown", null, posted.Fen, "Billing posted a payment that it was not told of by the hub.");
        else if (m.Posted is { } other && m.Money is { } money && other.Fen != money.Fen)
            yield return Make(m, "postingAmount", money.Fen, other.Fen, $"{Yuan(money)} is there, billing posted {Yuan(other)}. Correct it at billing.");
        else if (m.Refused is { } refused && m.Posted is null)
            yield return Make(m, "postingRefused", m.Money?.Fen, null, $"Billing did not post {(m.Money is { } there ? Yuan(there) : "it")} to account {m.AccountNo}: {refused.Code} {refused.Words}");
    }

    private static Finding Make(Movement m, string kind, long? ours, long? theirs, string words, DateOnly? day = null) =>
        new(m.Subject, kind, m.Bank, ours, theirs, day ?? m.Last.Day, m.Last.Message, words);

    private static string Word(Fact result) => result.Kind == FactKind.Settled ? $"settled, {Yuan(result)}" : $"failed, {result.Code}";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Yuan(Fact fact) => Yuan(fact.Fen, fact.Currency);

    private static string Yuan(long fen, string currency) => new CanonicalModel.Money(fen, currency).ToString();
}
