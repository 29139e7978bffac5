using System.Globalization;

namespace Integration.CanonicalModel;

/// <summary>An amount in the smallest unit of its currency: fen for CNY. Never a fraction, never a floating point number.</summary>
/// <remarks>Wire form <c>{"fen":12345,"currency":"CNY"}</c>. Arithmetic is checked: it throws instead of wrapping round or mixing currencies.</remarks>
public readonly record struct Money : IComparable<Money>
{
    public const string Yuan = "CNY";

    private readonly string? _currency;

    /// <param name="fen">Smallest units; negative for a credit.</param>
    /// <param name="currency">ISO 4217: three capital letters.</param>
    /// <exception cref="FormatException">The currency is not three capital letters.</exception>
    public Money(long fen, string currency)
    {
        if (currency is not { Length: 3 } || !currency.All(char.IsAsciiLetterUpper))
            throw new FormatException($"a currency is three capital letters (ISO 4217), such as CNY; found '{currency}'");
        (Fen, _currency) = (fen, currency);
    }

    public long Fen { get; }

    public string Currency => _currency ?? Yuan;

    public static Money Cny(long fen) => new(fen, Yuan);

    /// <summary>Nothing, in yuan.</summary>
    public static Money Zero => Cny(0);

    public static Money operator +(Money a, Money b) => new(checked(a.Fen + b.In(a.Currency)), a.Currency);

    public static Money operator -(Money a, Money b) => new(checked(a.Fen - b.In(a.Currency)), a.Currency);

    public static Money operator -(Money a) => new(checked(-a.Fen), a.Currency);

    public static bool operator <(Money a, Money b) => a.CompareTo(b) < 0;

    public static bool operator >(Money a, Money b) => a.CompareTo(b) > 0;

    public static bool operator <=(Money a, Money b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Money a, Money b) => a.CompareTo(b) >= 0;

    public int CompareTo(Money other) => Fen.CompareTo(other.In(Currency));

    public bool Equals(Money other) => Fen == other.Fen && Currency == other.Currency;

    public override int GetHashCode() => HashCode.Combine(Fen, Currency);

    /// <summary>For people, e.g. <c>123.45 CNY</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(decimal)Fen / 100:0.00} {Currency}");

    private long In(string currency) => currency == Currency
        ? Fen
        : throw new InvalidOperationException($"{Currency} cannot be combined with {currency}: convert first, with a rate that is on record");
}
