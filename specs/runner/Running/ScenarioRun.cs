using System.Diagnostics;
using BoDi;
using Integration.Specs.Runner.Bindings;
using Integration.Specs.Runner.Features;
using TechTalk.SpecFlow;
using TechTalk.SpecFlow.Infrastructure;

namespace Integration.Specs.Runner.Running;

/// <summary>One scenario from its first hook to the disposal of what it made.</summary>
internal sealed class ScenarioRun
{
    private readonly BindingRegistry _bindings;
    private readonly FeatureFile _file;
    private readonly ScenarioText _scenario;
    private readonly FeatureContext _feature;
    private readonly ObjectContainer _container;
    private readonly ScenarioContext _context;
    private readonly OutputHelper _output = new();
    private readonly List<Exception> _errors = [];

    public ScenarioRun(BindingRegistry bindings, FeatureFile file, ScenarioText scenario, FeatureContext feature, ObjectContainer outer)
    {
        (_bindings, _file, _scenario, _feature) = (bindings, file, scenario, feature);
        _container = new ObjectContainer(outer);
        _context = new ScenarioContext(scenario.Info, _container);
        _container.RegisterInstanceAs(_context);
        _container.RegisterInstanceAs(scenario.Info);
        _container.RegisterInstanceAs<IObjectContainer>(_container);
        _container.RegisterInstanceAs<ISpecFlowOutputHelper>(_output);
    }

    public async Task RunAsync()
    {
        // A scenario with a step that nobody knows is not begun: it could only fail later.
        var matches = FindDefinitions();
        if (await TryAsync(() => HooksAsync(HookType.BeforeScenario)))
            await StepsAsync(matches);
        _errors.AddRange(await Hooks.RunAllAsync(_bindings, HookType.AfterScenario, _container, _feature.FeatureInfo, _scenario.Info));
        await TryAsync(() => _container.DisposeAsync().AsTask());
        if (_errors.Count > 0)
            throw _errors.Count == 1 ? _errors[0] : new AggregateException(_errors);
    }

    private List<StepMatch> FindDefinitions()
    {
        var found = _scenario.Steps.Select(s => (Step: s, Result: StepMatch.Find(_bindings, s, _feature.FeatureInfo, _scenario.Info))).ToList();
        var problems = found.Where(f => f.Result.Problem is not null).ToList();
        return problems.Count == 0
            ? [.. found.Select(f => f.Result.Match!)]
            : throw new ScenarioFailedException(
                string.Join("\n", problems.Select(p => $"{Place(p.Step)}: {p.Step}\n    {p.Result.Problem}")), (_file.Path, problems[0].Step.Line), null);
    }

    private async Task StepsAsync(List<StepMatch> matches)
    {
        foreach (var match in matches)
        {
            if (_errors.Count > 0)
                _output.WriteLine($"{match.Step}\n-> not run");
            else
                await StepAsync(match);
        }
    }

    private async Task StepAsync(StepMatch match)
    {
        var step = match.Step;
        var watch = Stopwatch.StartNew();
        _context.StepContext = new ScenarioStepContext(new StepInfo(step.Kind, step.Text, step.Table, step.DocString));
        _output.WriteLine(step.ToString());
        if (await TryAsync(() => HooksAsync(HookType.BeforeStep), step))
            await TryAsync(() => InvokeAsync(match), step);
        foreach (var error in await Hooks.RunAllAsync(_bindings, HookType.AfterStep, _container, _feature.FeatureInfo, _scenario.Info))
            await TryAsync(() => Task.FromException(error), step);
        _output.WriteLine($"-> {(_errors.Count == 0 ? "done" : "FAILED")}: {match.Binding} ({watch.Elapsed.TotalSeconds:0.0}s)");
        _context.StepContext = null;
    }

    private async Task InvokeAsync(StepMatch match)
    {
        var arguments = await new StepArguments(_bindings, _container).ConvertAsync(match);
        await match.Binding.InvokeAsync(match.Binding.Method.IsStatic ? null : _container.Resolve(match.Binding.Type), arguments);
    }

    private Task HooksAsync(HookType type) => Hooks.RunAsync(_bindings, type, _container, _feature.FeatureInfo, _scenario.Info);

    private async Task<bool> TryAsync(Func<Task> work, Step? step = null)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception e)
        {
            _context.TestError ??= e;
            _context.ScenarioExecutionStatus = e switch
            {
                PendingStepException => ScenarioExecutionStatus.StepDefinitionPending,
                BindingException or ObjectContainerException or FormatException => ScenarioExecutionStatus.BindingError,
                _ => ScenarioExecutionStatus.TestError,
            };
            _errors.Add(step is null ? e : new ScenarioFailedException($"{Place(step)}: {step}\n{e.Message}", (_file.Path, step.Line), e));
            return false;
        }
    }

    private string Place(Step step) => $"{_file.Name}:{step.Line}";
}
