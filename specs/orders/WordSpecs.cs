using System.Text.RegularExpressions;
using static Integration.Specs.Orders.Given;

namespace Integration.Specs.Orders;

public sealed class WordsOnSqlite() : WordSpecs(null);

public sealed class WordsOnPostgres(PostgresForAll postgres) : WordSpecs(postgres);

/// <summary>What orders say themselves is read in the reader's language: refusals, troubles, what became of parts. What others say stands as they said it.</summary>
public abstract partial class WordSpecs(PostgresForAll? postgres) : IAsyncLifetime
{
    private const string Accept = "leased-line-new-cross-city/accept";
    private OrderWorld? _world;

    private OrderWorld World => _world!;

    public async ValueTask InitializeAsync() => _world = await OrderWorld.StartAsync(postgres);

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_refusal_stands_in_the_history_in_both_languages_with_what_was_wanted()
    {
        await World.ArrivesAsync(OrderWorld.Order(Line()));
        await World.WishAsync(OrderWish.Resume);
        await World.WishAsync(OrderWish.RetryStep, Accept);
        var refused = (await HistoryAsync()).Where(h => h.What == "refused").ToList();
        Assert.Equal(["恢复：订单进行中，只有挂起的订单才能恢复", $"重试：环节“{Accept}”进行中，只有异常的环节才能重试或跳过"], refused.Select(r => r.Words!.Zh));
        Assert.Equal(["Resume: the order is in progress; only one that is held is resumed", $"Retry: step \"{Accept}\" is in progress: only a step that has failed is tried again or skipped"], refused.Select(r => r.Words!.En));
    }

    [Fact]
    public async Task A_systems_own_words_stand_as_it_said_them_and_ours_in_both_languages()
    {
        await CheckedAsync(null, null);
        Assert.Equal(("资源不具备", "resources are not there"), await TroubleAsync());
        await World.WishAsync(OrderWish.RetryStep, "check/1");
        await World.ArrivesAsync(new ServiceFeasibilityChecked { RequestId = World.Last<CheckServiceFeasibility>().RequestId, Feasible = false, ReasonCode = "R-1", Reason = "无可用端口" });
        var line = (await HistoryAsync()).Last(h => h.What == "StepFailed");
        Assert.Equal(("R-1", "无可用端口", null), (line.Code, line.Note, line.Words));
    }

    [Fact]
    public async Task What_a_step_lacks_is_named_in_both_languages()
    {
        await World.DrawAsync(Template(Step("accept"), BySystem("install", TemplateStepDo.WorkOrderZEnd, "accept")) with { Serves = new TemplateScope([OrderAction.New], ["EQUIPMENT"], []) });
        await World.ArrivesAsync(OrderWorld.Order(Line(zEnd: null) with { Offering = new("EQUIPMENT") }));
        await World.WishAsync(OrderWish.CompleteStep, "trial/accept");
        var (zh, en) = await TroubleAsync();
        Assert.Equal(("缺少 Z 端：前面的环节没有带来，订单中也没有", "the Z end is not known: no earlier step has brought it and the order does not say it"), (zh, en));
        var desk = Assert.Single(await World.Queries.FalloutAsync(null, 10, TestContext.Current.CancellationToken));
        Assert.Equal((zh, en), (desk.Words!.Zh, desk.Words.En));
    }

    [Fact]
    public async Task A_persons_reason_stands_at_what_it_was_given_for_and_nowhere_else()
    {
        await World.ArrivesAsync(OrderWorld.Order(Line()));
        await World.WishAsync(OrderWish.Hold, reason: "客户要求");
        await World.WishAsync(OrderWish.Resume);
        await World.WishAsync(OrderWish.CompleteStep, Accept);
        Assert.Equal(["Placed:", "Hold:客户要求", "Resume:", "StepEnded:"], (await HistoryAsync()).Select(h => $"{h.What}:{h.Note}"));
    }

    [Fact]
    public void Every_text_names_the_same_in_both_languages()
    {
        foreach (var code in OrderWords.Codes)
        {
            var words = OrderWords.Find(code, null)!;
            Assert.Equal(Places().Matches(words.Zh).Select(m => m.Value).Order(), Places().Matches(words.En).Select(m => m.Value).Order());
        }
    }

    private async Task CheckedAsync(string? code, string? reason)
    {
        await World.ArrivesAsync(OrderWorld.Order(Line()));
        await World.WishAsync(OrderWish.CompleteStep, Accept);
        await World.ArrivesAsync(new ServiceFeasibilityChecked { RequestId = World.Last<CheckServiceFeasibility>().RequestId, Feasible = false, ReasonCode = code, Reason = reason });
    }

    private async Task<(string Zh, string En)> TroubleAsync() => (await HistoryAsync()).Last(h => h.What == "StepFailed") is { Words: { } words } ? (words.Zh, words.En) : ("", "");

    private async Task<IReadOnlyList<OrderHistoryLine>> HistoryAsync() =>
        (await World.Queries.ShowAsync("O2026112300001", null, World.Time.GetUtcNow(), TestContext.Current.CancellationToken))!.History;

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Places();
}
