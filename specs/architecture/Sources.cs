using System.Text.RegularExpressions;
using Xunit;

namespace Integration.Specs.Architecture;

/// <summary>Habits that hold in all sources.</summary>
public sealed class Sources
{
    private static readonly string[] TestFolders = [.. Project.All.Where(p => p.IsSpec).Select(p => p.Folder)];

    private static IEnumerable<string> Tests => Repository.Under("", ".cs").Where(f => TestFolders.Any(t => f.StartsWith(t, StringComparison.Ordinal)));

    private static IEnumerable<string> Product => Repository.Under("", ".cs").Where(f => !f.StartsWith("specs/", StringComparison.Ordinal));

    [Fact]
    public void No_test_sleeps() => Findings.None(Matches(Tests, Forbidden.Sleep(),
        "a test that sleeps is slow when it passes and fails on a busy machine; wait for a signal, or move a TimeProvider"));

    [Fact]
    public void No_product_code_blocks_a_thread_to_wait() => Findings.None(Matches(Product, Forbidden.ThreadSleep(),
        "a sleeping thread can't be cancelled and holds up others; use Task.Delay with the TimeProvider and the token"));

    [Fact]
    public void Product_code_takes_the_time_from_a_TimeProvider() => Findings.None(Matches(Product, Forbidden.Clock(),
        "a test must be able to run a month; take the TimeProvider and call GetUtcNow()"));

    [Fact]
    public void Product_code_delays_by_a_TimeProvider() => Findings.None(Matches(Product, Forbidden.BareDelay(),
        "a delay without a TimeProvider can't be moved by a test; pass it as the second argument"));

    [Fact]
    public void No_test_is_skipped() => Findings.None(Matches(Tests, Forbidden.Skip(),
        "a skipped test shows nothing and is forgotten; make it run or take it away"));

    private static IEnumerable<string> Matches(IEnumerable<string> files, Regex forbidden, string because) =>
        from file in files
        from line in Findings.CodeLines(file)
        let match = forbidden.Match(line.Code)
        where match.Success
        select $"{file}:{line.Line}: {match.Value.Trim()}: {because}";
}
