using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo.Chapters;

/// <summary>Feasibility checks (RES-1).</summary>
internal sealed class ResourceChapter(DemoScene scene) : IDemoChapter
{
    private readonly ResourceCounterpart _resource = scene.Demo.Resource;

    public void Misbehave() => _resource.Moods.Set("RES-1", new Mood(MoodKind.Unavailable, Times: 2));

    public IEnumerable<DemoStep> Steps(DemoStage stage) => stage == DemoStage.Morning
        ? [new($"{scene.Plan.Checks} feasibility checks", ChecksAsync)]
        : [];

    public Task CompareAsync(DemoComparison books, CancellationToken cancellationToken)
    {
        books.Add("RES-1", "checks answered", books.Sent("RES-1"), _resource.Books.Summary("RES-1").Accepted);
        books.NothingWrong("RES", _resource.Books);
        return Task.CompletedTask;
    }

    private async Task ChecksAsync(CancellationToken cancellationToken)
    {
        for (var n = 0; n < scene.Plan.Checks; n++)
        {
            var (a, z) = (scene.Demo.World.Customer(n), scene.Demo.World.Customer(n + 1));
            var check = DemoFacts.Feasibility(n, scene.Run, a, a.Address, n % 5 == 4 ? "舟山市嵊泗岛码头1号" : z.Address);
            await scene.PostAsync(check, check.RequestId.Value, check.RequestId.Value, cancellationToken);
        }
        await _resource.Books.WaitAsync(b => b.Summary("RES-1").Accepted >= scene.Plan.Checks, cancellationToken);
    }
}
