namespace Integration.CoreApp.Settlement;

/// <summary>
/// Shares an amount out so that the parts sum up to it to the fen: each gets its basis points rounded down, and what is left goes fen by fen to
/// those who lost most by the rounding; of equals, to the unit that comes first by its code. A credit is shared out like a charge.
/// </summary>
public static class LargestRemainder
{
    public const int Whole = 10_000;

    /// <param name="fen">Amount; negative for a credit.</param>
    /// <param name="claims">Unit → basis points, together <see cref="Whole"/>.</param>
    /// <exception cref="ArgumentException">The claims are not the whole.</exception>
    public static IReadOnlyDictionary<string, long> Share(long fen, IReadOnlyDictionary<string, int> claims)
    {
        if (claims.Values.Any(c => c < 0) || claims.Values.Sum(c => (long)c) != Whole)
            throw new ArgumentException($"claims are together {claims.Values.Sum(c => (long)c)} basis points; expected {Whole}", nameof(claims));
        var amount = Math.Abs((decimal)fen);
        var parts = claims.ToDictionary(c => c.Key, c => decimal.Floor(amount * c.Value / Whole));
        var left = (int)(amount - parts.Values.Sum());
        foreach (var (unit, _) in claims.OrderByDescending(c => amount * c.Value % Whole).ThenBy(c => c.Key, StringComparer.Ordinal).Take(left))
            parts[unit]++;
        return parts.ToDictionary(p => p.Key, p => Math.Sign(fen) * (long)p.Value);
    }
}
