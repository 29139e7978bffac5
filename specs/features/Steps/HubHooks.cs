using BoDi;

namespace Integration.Specs.Features.Steps;

[Binding]
public sealed class HubHooks(WholeHub hub)
{
    [BeforeTestRun]
    public static async Task StartAsync(IObjectContainer container) => container.RegisterInstanceAs(await WholeHub.StartAsync(), dispose: true);

    [AfterScenario]
    public void EverybodyBehavesAgain() => hub.Calm();
}
