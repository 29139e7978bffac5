using Integration.CoreApp.Payments.Overdue;
using Integration.Specs.Servers;

namespace Integration.Specs.Payments;

/// <summary>Debits of 22 November; their results are due at noon on the 23rd.</summary>
public abstract class OverdueSpecs(PostgresForAll? postgres) : PaymentSpecs(postgres)
{
    private static readonly TimeZoneInfo China = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private readonly ManualTimeProvider _clock = new(On(22));
    private readonly Dictionary<string, Envelope> _box = [];

    private OverdueDebits Overdue => new(Store.OpenAsync, Store.Dialect, new ResultsBy(1, new TimeOnly(12, 0), China), _clock);

    [Fact]
    public async Task Before_the_hour_nothing_is_overdue_and_from_then_on_what_has_no_result_is()
    {
        await ArriveAsync(Debit("D1"), Debit("D2"), Debit("D3"));
        await ArriveAsync(Settled("D1"));
        await ArriveAsync(Failed("D2"));
        _clock.Advance(On(23).AddHours(2).AddTicks(-1) - _clock.GetUtcNow());
        Assert.Empty(await Overdue.ListAsync(10, Token));
        Assert.Empty(await LookAsync());
        _clock.Advance(On(23).AddHours(2) - _clock.GetUtcNow());
        var debit = Assert.Single(await Overdue.ListAsync(10, Token));
        Assert.Equal(("D3", "102", new DateOnly(2026, 11, 22), On(23).AddHours(2), 10_000L), (debit.DebitNo, debit.Bank, debit.Day, debit.DueAt, debit.Fen));
        Assert.Equal(["debit-results:102:2026-11-22 raised"], await LookAsync());
    }

    [Fact]
    public async Task A_late_result_is_matched_once_and_ends_the_warning_when_it_was_the_last()
    {
        await ArriveAsync(Debit("D1"), Debit("D2"));
        _clock.Advance(On(24) - _clock.GetUtcNow());
        Assert.Equal(["debit-results:102:2026-11-22 raised"], await LookAsync());
        await DeliverAsync(FromAt(On(24), Bank, Settled("D1")));
        Assert.Empty(await LookAsync());
        Assert.Equal(["D2"], (await Overdue.ListAsync(10, Token)).Select(d => d.DebitNo));
        await DeliverAsync(FromAt(On(24).AddHours(1), Bank, Failed("D2")));
        await DeliverAsync(FromAt(On(24).AddHours(2), Bank, Settled("D1")));
        Assert.Equal(["debit-results:102:2026-11-22 closed"], await LookAsync());
        Assert.Equal(On(24).AddHours(1), CanonicalJson.Deserialize<WarningStateChanged>(_box["debit-results:102:2026-11-22/closed"].Body).OccurredAt);
        Assert.Empty(await Overdue.ListAsync(10, Token));
        Assert.Single(Said<PostPayment>());
        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task A_warning_is_one_for_each_bank_and_day_however_many_debits()
    {
        await ArriveAsync(Enumerable.Range(0, 50).Select(i => Debit($"D{i}")).ToArray());
        await ArriveAsync(Debit("E1") with { Debtor = Debit().Debtor with { Bank = "105" } });
        await DeliverAsync(FromAt(On(23), "core", Debit("F1") with { CollectOn = new DateOnly(2026, 11, 23) }));
        _clock.Advance(On(25) - _clock.GetUtcNow());
        Assert.Equal(["debit-results:102:2026-11-22 raised", "debit-results:102:2026-11-23 raised", "debit-results:105:2026-11-22 raised"], await LookAsync());
        Assert.Equal(52, (await Overdue.ListAsync(100, Token)).Count);
        Assert.Empty(await LookAsync());
    }

    [Fact]
    public async Task A_debit_asked_for_after_its_day_is_counted_from_when_it_was_asked_for()
    {
        await DeliverAsync(FromAt(On(25), "core", Debit("D1")));
        _clock.Advance(On(26) - _clock.GetUtcNow());
        Assert.Empty(await Overdue.ListAsync(10, Token));
        _clock.Advance(On(26).AddHours(2) - _clock.GetUtcNow());
        Assert.Equal(new DateOnly(2026, 11, 25), Assert.Single(await Overdue.ListAsync(10, Token)).Day);
    }

    [Fact]
    public async Task Two_nodes_and_a_crash_before_it_was_noted_say_the_same_words()
    {
        await ArriveAsync(Debit("D1"));
        _clock.Advance(On(24) - _clock.GetUtcNow());
        await Assert.ThrowsAsync<IOException>(() => new OverdueWarnings(Overdue, "cn.zj", _clock).LookAsync(BreakAfterwardsAsync, Token));
        var first = _box["debit-results:102:2026-11-22/raised"];
        _clock.Advance(On(24).AddHours(1) - _clock.GetUtcNow());
        // The box takes the second one for a duplicate only if it says the same.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new OverdueWarnings(Overdue, "cn.zj", _clock).LookAsync((e, _) =>
        {
            Assert.Equal((first.DuplicateKey, first.Source, first.Type, Convert.ToHexString(first.Body.Span)), (e.DuplicateKey, e.Source, e.Type, Convert.ToHexString(e.Body.Span)));
            return ValueTask.FromResult(new AcceptResult(AcceptStatus.Duplicate, e.Id));
        }, Token), Token)));
        Assert.Empty(await LookAsync());
    }

    /// <summary>What one look says, as "warning what".</summary>
    private async Task<IReadOnlyList<string>> LookAsync()
    {
        var before = _box.Keys.ToHashSet();
        await new OverdueWarnings(Overdue, "cn.zj", _clock).LookAsync(TakeAsync, Token);
        return [.. _box.Keys.Where(k => !before.Contains(k)).Select(k => k.Replace('/', ' ')).Order(StringComparer.Ordinal)];
    }

    private ValueTask<AcceptResult> TakeAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        Assert.True(_box.TryAdd(envelope.DuplicateKey!, envelope), $"{envelope.DuplicateKey} was said twice");
        return ValueTask.FromResult(new AcceptResult(AcceptStatus.Accepted, envelope.Id));
    }

    private async ValueTask<AcceptResult> BreakAfterwardsAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        await TakeAsync(envelope, cancellationToken);
        throw new IOException("the node dies here");
    }
}

public sealed class Overdue_debits_on_PostgreSql(PostgresForAll postgres) : OverdueSpecs(postgres);

public sealed class Overdue_debits_on_Sqlite() : OverdueSpecs(null);
