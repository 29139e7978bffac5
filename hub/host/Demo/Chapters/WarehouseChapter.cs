using Integration.Hub.Core.Replays;
using Integration.Hub.Host.Cli;
using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo.Chapters;

/// <summary>A data warehouse subscribes while the hub runs: over a queue (SUB-1), SOAP (SUB-2) and files (SUB-3).</summary>
internal sealed class WarehouseChapter(DemoScene scene) : IDemoChapter
{
    private static readonly TimeSpan TheDay = TimeSpan.FromHours(1);
    private readonly WarehouseCounterpart _warehouse = scene.Demo.Warehouse.System;
    private readonly FilePlace _files = scene.Demo.Warehouse.Files;
    private bool _faults;

    public void Misbehave()
    {
        _faults = true;
        DemoScene.Once(_warehouse.Moods, "SUB-2", MoodKind.SystemFault, MoodKind.Unavailable, MoodKind.Slow, MoodKind.Truncated, MoodKind.Lost, MoodKind.AmbiguousTimeout, MoodKind.BusinessFault);
    }

    /// <summary>When the archive is filled: what was said before is given to it on request.</summary>
    public async Task JoinAsync(CancellationToken cancellationToken)
    {
        WarehouseWorld.Write(scene.Demo.Settings.OwnAdapters, Hosting.Places.Home);
        // It has not opened yet; what is for it waits in its queue.
        if (scene.Plan.Faults)
            _warehouse.Moods.Set("SUB-1", MoodKind.Down);
        await scene.Hub.ReloadAsync(cancellationToken);
        scene.Demo.OpenWarehouse();
        var runner = new ReplayRunner(scene.Hub.Stores.Hub.Replays, scene.Hub.Stores.Router(scene.Hub.Runtime.Wiring), "demo", scene.Hub.Time);
        var wish = new ReplayWish("SUB-1", scene.Now - TheDay, scene.Now, ["CustomerProfileChanged"], 10_000);
        if (await runner.BeginAsync(wish, RepairVerbs.Me(), cancellationToken) is { } begun)
            await runner.RunAsync(begun, null, cancellationToken);
    }

    public IEnumerable<DemoStep> Steps(DemoStage stage) => (stage, _faults) switch
    {
        (DemoStage.Morning, true) => [new("a folder of the data warehouse blocked, cleared and its files sent again", SurveysAsync)],
        (DemoStage.Evening, _) => [new("data warehouse has all that it wanted", CompleteAsync)],
        _ => [],
    };

    public async Task CompareAsync(DemoComparison books, CancellationToken cancellationToken)
    {
        foreach (var one in new[] { "SUB-1", "SUB-2" })
            books.Add(one, "messages it wanted", books.Sent(one), _warehouse.Books.Summary(one).Accepted, DemoComparison.Flow.Out);
        books.Add("SUB-2", "refused, kept for a person", books.Out("SUB-2")?.Parked ?? 0, _warehouse.Books.Summary("SUB-2").Rejected);
        books.Add("SUB-3", "survey scores in its files", books.Sent("SUB-3"), (await RecordsAsync(cancellationToken)).Count, DemoComparison.Flow.Out);
        books.NothingWrong("SUB", _warehouse.Books);
    }

    // The first surveys of the morning find it away.
    private Task SurveysAsync(CancellationToken cancellationToken) => scene.FolderBlockedAsync(Path.Combine(_files.Folder, "surveys"), "SUB-3", () => Task.CompletedTask, cancellationToken);

    private async Task CompleteAsync(CancellationToken cancellationToken)
    {
        _warehouse.Moods.Clear("SUB-1", MoodKind.Down);
        await scene.Hub.RestAsync(cancellationToken);
        // A queue's reader is behind its writer; nothing of the hub's tells how far.
        var sent = (await scene.Hub.Stores.Operations.InterfaceFiguresAsync(DateTimeOffset.MinValue, cancellationToken)).Single(f => f is { Interface: "SUB-1", Direction: "out" }).Sent;
        await _warehouse.Books.WaitAsync(b => b.Summary("SUB-1").Accepted >= sent, cancellationToken);
    }

    private Task<IReadOnlyList<Newtonsoft.Json.Linq.JObject>> RecordsAsync(CancellationToken cancellationToken) => WarehouseCounterpart.RecordsAsync(_files.Drop, cancellationToken);
}
