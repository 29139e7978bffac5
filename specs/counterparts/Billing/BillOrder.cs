namespace Integration.Specs.Counterparts;

/// <summary>Which bill file is to be made.</summary>
/// <param name="Lines">Lines of the file with header and trailer; at least 4.</param>
/// <param name="FirstAccount">Index of the first account that gets a bill; the others follow.</param>
/// <param name="FileNo">Number within area and period; null: the next free one.</param>
public sealed record BillOrder(string Period, long Lines, string Area = "0571", int FirstAccount = 0, int? FileNo = null, int Seed = 1);

/// <summary>A bill file as billing's books know it.</summary>
/// <param name="TotalFen">Sum of all bills, as the trailer says it in a well-behaved file.</param>
/// <param name="Bad">Lines that the contract does not allow, written on purpose.</param>
public sealed record BillFile(string Name, string Period, long Lines, long Bills, long Items, long TotalFen, IReadOnlyList<BadLine> Bad, IReadOnlyList<MoodKind> Moods)
{
    public long GoodBills => Bills - Bad.Count;

    /// <summary>Sum of the bills that the contract allows.</summary>
    public long GoodFen => TotalFen - Bad.Sum(b => b.DueFen);
}

/// <param name="Line">1-based number of the bad line.</param>
/// <param name="BillLine">Number of the <c>B</c> line of its bill.</param>
/// <param name="What">What is wrong with it.</param>
/// <param name="DueFen">Amount of its bill.</param>
public sealed record BadLine(long Line, long BillLine, string BillNo, string What, long DueFen);
