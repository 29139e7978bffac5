using BoDi;
using Integration.Specs.Runner;
using TechTalk.SpecFlow;
using Xunit;

namespace Integration.Specs.RunnerSpecs;

public sealed class Hooks_and_contexts
{
    private sealed class Log : List<string>;

    private sealed class Shared(Log log) : IAsyncDisposable
    {
        public int Number { get; set; }

        public ValueTask DisposeAsync()
        {
            log.Add("disposed");
            return ValueTask.CompletedTask;
        }
    }

    [Binding]
    private sealed class Hooks(Log log, ScenarioContext scenario, FeatureContext feature)
    {
        public static Log Run { get; set; } = [];

        [BeforeTestRun]
        public static void BeforeRun(IObjectContainer container)
        {
            container.RegisterInstanceAs(Run);
            Run.Add("before run");
        }

        [AfterTestRun]
        public static void AfterRun() => Run.Add("after run");

        [BeforeFeature]
        public static async Task BeforeFeature(FeatureContext feature)
        {
            await Task.Yield();
            Run.Add($"before {feature.FeatureInfo.Title}");
        }

        [AfterFeature]
        public static void AfterFeature(FeatureInfo feature) => Run.Add($"after {feature.Title}");

        [BeforeScenario(Order = 2)]
        public void Second() => log.Add("second");

        [BeforeScenario(Order = 1)]
        public void First() => log.Add("first");

        [BeforeScenario("slow", "@late")]
        public void OnlySlow() => log.Add("slow");

        [AfterScenario]
        public async ValueTask After()
        {
            await Task.Yield();
            log.Add($"after {scenario.ScenarioInfo.Title} of {feature.FeatureInfo.Title}: {scenario.ScenarioExecutionStatus}");
        }

        [AfterScenario]
        public void AfterToo() => log.Add("after too");

        [BeforeStep]
        public void BeforeStep() => log.Add($"> {scenario.StepContext!.StepInfo.Text}");

        [AfterStep]
        public void AfterStep() => log.Add("<");
    }

    [Binding]
    private sealed class First(Shared shared)
    {
        [Given("a number {int}")]
        public void Number(int number) => shared.Number += number;

        [Given("it breaks")]
        public void Breaks() => throw new InvalidOperationException("broken");

        [Given("it is pending")]
        public void Pending() => throw new PendingStepException();
    }

    [Binding]
    private sealed class Second(Shared shared, ScenarioContext scenario)
    {
        [Then("it is {int}")]
        public void Is(int number)
        {
            Assert.Equal(number, shared.Number);
            scenario.Set(shared);
            Assert.Same(shared, scenario.Get<Shared>());
        }
    }

    [Binding]
    private sealed class BadHook
    {
        [BeforeFeature]
        public static void Fail() => throw new InvalidOperationException("no server");

        [Given("x")]
        public void X() { }
    }

    [Binding]
    private sealed class BadClean
    {
        [AfterScenario]
        public void Fail() => throw new InvalidOperationException("can't clean");

        [Given("it breaks")]
        public void Breaks() => throw new InvalidOperationException("broken");
    }

    private interface IUnknown;

    [Binding]
    private sealed class AsksForUnknown(IUnknown unknown)
    {
        [Given("x")]
        public void X() => Assert.NotNull(unknown);
    }

    [Fact]
    public async Task Hooks_run_around_what_they_are_for_in_their_order()
    {
        Hooks.Run = [];
        using var runs = new FeatureRuns();
        var results = await runs.RunAsync(
            [
                "Feature: one\n  @slow\n  Scenario: a\n    Given a number 1\n    Then it is 1\n  Scenario: b\n    Given a number 2\n    Then it is 2",
                "@late\nFeature: two\n  Scenario: c\n    Given a number 1",
            ],
            typeof(Hooks), typeof(First), typeof(Second));
        Assert.All(results.Values, Assert.Null);
        Assert.Equal(
            [
                "before run", "before one",
                "first", "second", "slow", "> a number 1", "<", "> it is 1", "<", "after a of one: OK", "after too", "disposed",
                "first", "second", "> a number 2", "<", "> it is 2", "<", "after b of one: OK", "after too", "disposed",
                "after one", "before two",
                "first", "second", "slow", "> a number 1", "<", "after c of two: OK", "after too", "disposed",
                "after two", "after run",
            ],
            Hooks.Run);
    }

    [Fact]
    public async Task After_a_step_that_breaks_the_next_do_not_run_and_all_is_cleaned_up()
    {
        Hooks.Run = [];
        var error = await FeatureRuns.FailAsync("Feature: f\n  Scenario: s\n    Given it breaks\n    Then it is 5", typeof(Hooks), typeof(First), typeof(Second));
        Assert.Equal("features/1.feature:3: Given it breaks\nbroken", error.Message);
        Assert.IsType<InvalidOperationException>(error.InnerException);
        Assert.Contains(":line 3", error.StackTrace, StringComparison.Ordinal);
        Assert.DoesNotContain("> it is 5", Hooks.Run);
        Assert.Equal(["after s of f: TestError", "after too", "disposed"], Hooks.Run.SkipWhile(l => !l.StartsWith("after s", StringComparison.Ordinal)).Take(3));
    }

    [Fact]
    public async Task A_pending_step_fails_its_scenario()
    {
        Hooks.Run = [];
        var error = await FeatureRuns.FailAsync("Feature: f\n  Scenario: s\n    Given it is pending", typeof(Hooks), typeof(First), typeof(Second));
        Assert.IsType<PendingStepException>(error.InnerException);
        Assert.Contains("after s of f: StepDefinitionPending", Hooks.Run);
    }

    [Fact]
    public async Task A_feature_whose_hook_fails_fails_in_all_its_scenarios()
    {
        var results = await FeatureRuns.RunAsync("Feature: f\n  Scenario: a\n    Given x\n  Scenario: b\n    Given x", typeof(BadHook));
        Assert.All(results.Values, e => Assert.Contains("[BeforeFeature] BadHook.Fail(): no server", e?.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_to_clean_up_does_not_hide_the_failure_before_it()
    {
        var error = Assert.IsType<AggregateException>(await FeatureRuns.FailAsync("Feature: f\n  Scenario: s\n    Given it breaks", typeof(BadClean)));
        Assert.Contains("broken", error.Message, StringComparison.Ordinal);
        Assert.Contains("[AfterScenario] BadClean.Fail(): can't clean", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_made_says_who_asked_for_it() => Assert.Contains(
        "AsksForUnknown → IUnknown",
        (await FeatureRuns.FailAsync("Feature: f\n  Scenario: s\n    Given x", typeof(AsksForUnknown))).Message,
        StringComparison.Ordinal);
}
