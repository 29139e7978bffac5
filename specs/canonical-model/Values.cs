using Integration.CanonicalModel;

namespace Integration.Specs.CanonicalModel;

public sealed class Values
{
    [Fact]
    public void Money_adds_up_to_the_fen_and_never_wraps_round()
    {
        Assert.Equal(Money.Cny(30), Money.Cny(10) + Money.Cny(20));
        Assert.Equal(Money.Cny(-10), Money.Cny(10) - Money.Cny(20));
        Assert.Equal(Money.Cny(-10), -Money.Cny(10));
        Assert.True(Money.Cny(1) < Money.Cny(2));
        Assert.Throws<OverflowException>(() => Money.Cny(long.MaxValue) + Money.Cny(1));
        Assert.Throws<OverflowException>(() => -Money.Cny(long.MinValue));
        Assert.Equal("-123.45 CNY", Money.Cny(-12345).ToString());
    }

    [Fact]
    public void Currencies_are_not_mixed()
    {
        var e = Assert.Throws<InvalidOperationException>(() => Money.Cny(1) + new Money(1, "HKD"));
        Assert.StartsWith("HKD cannot be combined with CNY", e.Message);
        Assert.Throws<InvalidOperationException>(() => Money.Cny(1) < new Money(1, "HKD"));
        Assert.Throws<FormatException>(() => new Money(1, "cny"));
        Assert.Equal(Money.Zero, default);
    }

    [Fact]
    public void A_billing_period_is_a_month()
    {
        var period = BillingPeriod.Parse("2026-12");
        Assert.Equal(new DateOnly(2026, 12, 1), period.FirstDay);
        Assert.Equal(new DateOnly(2026, 12, 31), period.LastDay);
        Assert.Equal("2027-01", period.AddMonths(1).ToString());
        Assert.True(period.CompareTo(period.AddMonths(1)) < 0);
        foreach (var wrong in new[] { "", "2026", "2026-00", "2026-13", "2026/12", "202612", " 026-12", "2026-1２" })
            Assert.Throws<FormatException>(() => BillingPeriod.Parse(wrong));
    }

    [Fact]
    public void An_id_is_short_visible_and_without_blanks_at_its_ends()
    {
        Assert.Equal("0571-8700 1234", new ServiceNumber("0571-8700 1234").ToString());
        foreach (var wrong in new[] { "", " a", "a\u3000", "a\tb", "a\ud800", new string('x', 65) })
            Assert.Throws<FormatException>(() => new ServiceNumber(wrong));
        Assert.Throws<FormatException>(() => new ServiceNumber(null!));
    }
}
