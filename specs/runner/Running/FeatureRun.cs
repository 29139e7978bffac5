using System.Reflection;
using BoDi;
using Integration.Specs.Runner.Bindings;
using Integration.Specs.Runner.Features;
using Integration.Specs.Runner.Running;
using TechTalk.SpecFlow;
using TechTalk.SpecFlow.Infrastructure;

namespace Integration.Specs.Runner;

/// <summary>
/// A run of the scenarios of one suite, one after the other: run hooks around all, feature hooks around the scenarios of a feature.
/// xunit makes it once per suite and disposes it after the last scenario.
/// </summary>
public sealed class FeatureRun : IAsyncDisposable
{
    private readonly ObjectContainer _container = new();
    private BindingRegistry? _bindings;
    private Exception? _failedToStart;
    private OpenFeature? _open;

    /// <summary>Made by xunit for a <see cref="FeatureSuite"/>.</summary>
    public FeatureRun()
    {
        _container.RegisterInstanceAs<IObjectContainer>(_container);
        _container.RegisterInstanceAs<ISpecFlowOutputHelper>(new OutputHelper());
    }

    /// <summary>Runs one scenario.</summary>
    /// <exception cref="ScenarioFailedException">A step or hook failed, is not there, or not the only one.</exception>
    /// <exception cref="BindingException">Bindings that can't work.</exception>
    public Task RunAsync(Scenario scenario, IReadOnlyList<Assembly> stepAssemblies) => RunAsync(scenario, () => BindingRegistry.For(stepAssemblies));

    internal async Task RunAsync(Scenario scenario, Func<BindingRegistry> bindings)
    {
        var (file, text) = scenario.Load();
        await StartAsync(bindings);
        var open = await OpenAsync(file);
        await new ScenarioRun(_bindings!, file, text, open.Context, open.Container).RunAsync();
    }

    /// <summary>Runs the last hooks and disposes what the run and its last feature have made.</summary>
    public async ValueTask DisposeAsync()
    {
        var errors = new List<Exception>();
        await CollectAsync(CloseAsync, errors);
        if (_bindings is not null)
            errors.AddRange(await Hooks.RunAllAsync(_bindings, HookType.AfterTestRun, _container, null, null));
        try
        {
            await _container.DisposeAsync();
        }
        catch (Exception e)
        {
            errors.Add(e);
        }
        Throw(errors);
    }

    private async Task StartAsync(Func<BindingRegistry> bindings)
    {
        if (_failedToStart is not null)
            throw _failedToStart;
        if (_bindings is not null)
            return;
        try
        {
            _bindings = bindings();
            _bindings.Check();
            await Hooks.RunAsync(_bindings, HookType.BeforeTestRun, _container, null, null);
        }
        catch (Exception e)
        {
            _failedToStart = e;
            throw;
        }
    }

    private async Task<OpenFeature> OpenAsync(FeatureFile file)
    {
        if (_open?.File == file)
            return _open.FailedToStart is null ? _open : throw _open.FailedToStart;
        await CloseAsync();
        var container = new ObjectContainer(_container);
        _open = new OpenFeature(file, container, new FeatureContext(file.Info, container));
        container.RegisterInstanceAs(_open.Context);
        container.RegisterInstanceAs(file.Info);
        container.RegisterInstanceAs<IObjectContainer>(container);
        try
        {
            await Hooks.RunAsync(_bindings!, HookType.BeforeFeature, container, file.Info, null);
        }
        catch (Exception e)
        {
            // Every scenario of the feature says so, not only the first.
            _open.FailedToStart = e;
            throw;
        }
        return _open;
    }

    private async Task CloseAsync()
    {
        if (_open is not { } open)
            return;
        _open = null;
        var errors = new List<Exception>();
        errors.AddRange(await Hooks.RunAllAsync(_bindings!, HookType.AfterFeature, open.Container, open.File.Info, null));
        await CollectAsync(() => open.Container.DisposeAsync().AsTask(), errors);
        Throw(errors);
    }

    private static async Task CollectAsync(Func<Task> work, List<Exception> errors)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            errors.Add(e);
        }
    }

    private static void Throw(List<Exception> errors)
    {
        if (errors.Count > 0)
            throw errors.Count == 1 ? errors[0] : new AggregateException(errors);
    }

    private sealed class OpenFeature(FeatureFile file, ObjectContainer container, FeatureContext context)
    {
        public FeatureFile File => file;

        public ObjectContainer Container => container;

        public FeatureContext Context => context;

        public Exception? FailedToStart { get; set; }
    }
}
