using Integration.CoreApp.Settlement;

namespace Integration.Specs.Features.Peers;

public sealed class SharingSpecs
{
    [Fact]
    public void Shares_sum_up_to_the_amount_and_are_less_than_a_fen_from_exact_whatever_the_claims()
    {
        var dice = new Random(20261122);
        for (var run = 0; run < 5_000; run++)
        {
            var claims = Claims(dice, dice.Next(1, 32));
            var fen = dice.NextInt64(-10_000_000_000, 10_000_000_000);
            var parts = LargestRemainder.Share(fen, claims);
            Assert.Equal(fen, parts.Values.Sum());
            Assert.All(parts, p => Assert.True(Math.Abs(p.Value - ((decimal)fen * claims[p.Key] / LargestRemainder.Whole)) < 1, $"{p} of {fen}"));
        }
    }

    [Fact]
    public void Of_equal_remainders_the_first_unit_by_its_code_gets_the_fen() =>
        Assert.Equal(new Dictionary<string, long> { ["cn.a"] = 1, ["cn.b"] = 0 }, LargestRemainder.Share(1, new Dictionary<string, int> { ["cn.b"] = 5_000, ["cn.a"] = 5_000 }));

    [Fact]
    public void Claims_that_are_not_the_whole_are_refused() =>
        Assert.Contains("9999", Assert.Throws<ArgumentException>(() => LargestRemainder.Share(100, new Dictionary<string, int> { ["cn"] = 9_999 })).Message);

    private static Dictionary<string, int> Claims(Random dice, int units)
    {
        var cuts = Enumerable.Range(0, units - 1).Select(_ => dice.Next(0, LargestRemainder.Whole + 1)).Append(0).Append(LargestRemainder.Whole).Order().ToList();
        return Enumerable.Range(0, units).ToDictionary(i => $"cn.p{i:D2}", i => cuts[i + 1] - cuts[i]);
    }
}
