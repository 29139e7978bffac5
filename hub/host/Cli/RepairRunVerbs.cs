using System.CommandLine;
using System.Globalization;
using Integration.Hub.Host.Hosting;

namespace Integration.Hub.Host.Cli;

/// <summary>hub runs: many parked deliveries sent again in steps. The nodes of the hub carry a run out; the commands start, show and change it.</summary>
public static class RepairRunVerbs
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    public static Command Make()
    {
        var runs = new Command("runs", "Send many parked deliveries again, in steps, at a rate, stopping where too many fail again.");
        foreach (var verb in new[]
        {
            Start(), List(), Show(), Watch(),
            Change("pause", "Hold a run; what has gone goes on.", new RunChange.Pause()),
            Change("go-on", "Let a run go on that was held or has stopped.", new RunChange.GoOn()),
            Next(),
            Change("cancel", "End a run: what has not gone is taken back.", new RunChange.Cancel()),
        })
            runs.Subcommands.Add(verb);
        return runs;
    }

    internal static void Print(Output output, IReadOnlyList<RepairRun> runs, TimeProvider time) => output.List(runs, "There are no runs.",
        ("run", r => r.Id.ToString()), ("what", What), ("by", r => r.By.Name), ("age", r => Output.Age(r.MadeAt, time)), ("state", State), ("step", r => Number(r.Step)),
        ("planned", r => Number(r.Planned)), ("gone", r => Number(r.Gone)), ("delivered", r => Number(r.Delivered)), ("failed again", r => Number(r.FailedAgain)), ("left", r => Number(r.Left)));

    private static Argument<Guid> Run() => new("run") { Description = "Its id, from hub runs list" };

    private static Command Start()
    {
        var group = new Option<string?>("--group") { Description = "Fingerprint from hub failures list" };
        var query = new Option<string?>("--query", "-q") { Description = "Parked deliveries of the messages that this finds (the language of hub messages search)" };
        var message = new Option<string[]>("--message") { Description = "Messages by id", AllowMultipleArgumentsPerToken = true };
        var steps = new Option<string>("--steps") { Description = "How many go before their end is waited for; the last number goes on. 'all': without waiting", DefaultValueFactory = _ => "1,10,100" };
        var rate = new Option<int?>("--rate") { Description = "Deliveries per second at most" };
        var stopAbove = new Option<double?>("--stop-above") { Description = "Stop where more than this share of a step (0 to 1) fails again" };
        var mapping = new Option<string?>("--mapping") { Description = "Outbound mapping (name@version) to go out with from now on" };
        var reason = new Option<string?>("--reason") { Description = "Why; kept for ever" };
        var watch = new Option<bool>("--watch") { Description = "Stay and show how far it is" };
        return Verb.OnStores("start", "Make a run. A running node carries it out, also when this command has ended.",
            ["runs start --group 3f2a9c0d11e4b7aa --steps 1,10,100 --rate 50 --stop-above 0.2 --reason \"code table mended\" --watch", "runs start -q 'to:RES-5 线路故障 since:2d' --steps all"],
            async (parse, output, stores, ct) =>
            {
                var ids = parse.GetValue(message) ?? [];
                if (ids.FirstOrDefault(i => !MessageId.TryParse(i, out _)) is { } bad)
                    return Output.Fail($"'{bad}' is not a message id.", 2);
                var choice = new RunChoice(parse.GetValue(group), parse.GetValue(query), ids.Length > 0 ? [.. ids.Select(i => new RunTarget(MessageId.Parse(i)))] : null);
                if (new object?[] { choice.Group, choice.Query, choice.Ids }.Count(c => c is not null) != 1)
                    return Output.Fail("Say which, by one of them: --group, --query or --message.", 2);
                if (Steps(parse.GetValue(steps)!) is not { } sizes || parse.GetValue(rate) is < 1 || parse.GetValue(stopAbove) is < 0 or > 1)
                    return Output.Fail("--steps are numbers from 1 on (1,10,100) or 'all', --rate is 1 or more, --stop-above a share from 0 to 1.", 2);
                if (parse.GetValue(mapping) is { } named && RepairVerbs.MappingProblem(named, stores) is { } wrong)
                    return Output.Fail(wrong, 2);
                var wish = new RunWish($"cli-{Guid.NewGuid():N}", RunKind.Resume, choice, sizes, parse.GetValue(rate), parse.GetValue(stopAbove), parse.GetValue(mapping), parse.GetValue(reason), null);
                try
                {
                    if (await stores.Hub.Runs.StartRunAsync(wish, RepairVerbs.Me(), ct) is not { } run)
                        return Output.Fail($"There is no group {choice.Group}; hub failures list shows them.");
                    if (parse.GetValue(watch))
                        return await WatchAsync(run, output, stores, ct);
                    output.Said($"Run {run.Id} is made. hub runs watch {run.Id}", run);
                    return 0;
                }
                catch (FilterException e)
                {
                    return Output.Fail(e.Message, 2);
                }
            }, group, query, message, steps, rate, stopAbove, mapping, reason, watch);
    }

    private static Command List()
    {
        var unfinished = new Option<bool>("--unfinished") { Description = "Without those that are done or cancelled" };
        return Verb.OnStores("list", "Runs, the newest first.", ["runs list", "runs list --unfinished --json"], async (parse, output, stores, ct) =>
        {
            Print(output, await stores.Hub.Runs.RunsAsync(new RunQuery(parse.GetValue(unfinished)), ct), stores.Time);
            return 0;
        }, unfinished);
    }

    private static Command Show()
    {
        var run = Run();
        return Verb.OnStores("show", "How far a run is.", ["runs show 019ab3c4-…"], (parse, output, stores, ct) => OnRunAsync(parse.GetValue(run), stores, ct, found =>
        {
            output.One(found, r => Console.WriteLine(Line(r)));
            return Task.FromResult(0);
        }), run);
    }

    private static Command Watch()
    {
        var run = Run();
        return Verb.OnStores("watch", "Show how far a run is until it is over, or stops.", ["runs watch 019ab3c4-…"],
            (parse, output, stores, ct) => OnRunAsync(parse.GetValue(run), stores, ct, found => WatchAsync(found, output, stores, ct)), run);
    }

    private static Command Next()
    {
        var run = Run();
        var step = new Option<int?>("--step") { Description = "The step that is not to be waited for (default: the present one)" };
        return Verb.OnStores("next", "Begin the next step without waiting for the end of the present one.", ["runs next 019ab3c4-…", "runs next 019ab3c4-… --step 2"],
            (parse, output, stores, ct) => ChangeAsync(parse.GetValue(run), new RunChange.Next(parse.GetValue(step)), output, stores, ct), run, step);
    }

    private static Command Change(string name, string description, RunChange change)
    {
        var run = Run();
        return Verb.OnStores(name, description, [$"runs {name} 019ab3c4-…"], (parse, output, stores, ct) => ChangeAsync(parse.GetValue(run), change, output, stores, ct), run);
    }

    private static async Task<int> ChangeAsync(Guid id, RunChange change, Output output, Stores stores, CancellationToken cancellationToken)
    {
        try
        {
            if (await stores.Hub.Runs.ChangeRunAsync(id, change, RepairVerbs.Me(), cancellationToken) is not { } run)
                return Output.Fail($"There is no run {id}.");
            output.One(run, r => Console.WriteLine(Line(r)));
            return 0;
        }
        catch (RequestRefusedException e)
        {
            return Output.Fail(e.Message);
        }
    }

    private static async Task<int> OnRunAsync(Guid id, Stores stores, CancellationToken cancellationToken, Func<RepairRun, Task<int>> work) =>
        await stores.Hub.Runs.FindRunAsync(id, cancellationToken) is { } found ? await work(found) : Output.Fail($"There is no run {id}; hub runs list shows them.");

    // A line for each change, on a screen and in a pipe alike; as JSON only the end.
    private static async Task<int> WatchAsync(RepairRun run, Output output, Stores stores, CancellationToken cancellationToken)
    {
        var time = stores.Time;
        if (!output.Json && !(await stores.Hub.Nodes.NodesAsync(cancellationToken)).Any(n => n.IsThere(time.GetUtcNow())))
            await Console.Error.WriteLineAsync("No node of the hub is running: the run begins when one is started.");
        for (RepairRun? told = null; ;)
        {
            if (!output.Json && (told is null || Line(told) != Line(run)))
                Console.WriteLine(Line(run));
            told = run;
            if (run.Over || run.State is RunState.Stopped or RunState.Paused)
                break;
            await Task.Delay(Look, time, cancellationToken);
            run = await stores.Hub.Runs.FindRunAsync(run.Id, cancellationToken) ?? run;
        }
        if (output.Json)
            output.One(run, _ => { });
        return run is { State: RunState.Done, FailedAgain: 0 } ? 0 : 1;
    }

    private static IReadOnlyList<int>? Steps(string text)
    {
        if (text == "all")
            return [];
        var sizes = text.Split(',').Select(s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).ToList();
        return sizes.All(n => n > 0) ? sizes : null;
    }

    private static string Line(RepairRun r) => string.Create(CultureInfo.InvariantCulture,
        $"{State(r)}, step {r.Step}: {r.Gone:N0} of {r.Planned:N0} gone, {r.Delivered:N0} delivered, {r.FailedAgain:N0} failed again, {r.Open:N0} under way, {r.Left:N0} left{(r.PassedOver > 0 ? $", {r.PassedOver:N0} passed over" : "")}{(r.TakenBack > 0 ? $", {r.TakenBack:N0} taken back" : "")}");

    private static string State(RepairRun r) => r.Why is { } why ? $"{r.State.ToString().ToLowerInvariant()} ({why})" : r.State.ToString().ToLowerInvariant();

    private static string What(RepairRun r) => $"{(r.Wish.Kind == RunKind.Discard ? "discard " : "")}{(r.Wish.Choice.Group is { } g ? $"group {g}" : r.Wish.Choice.Query ?? $"{r.Wish.Choice.Ids!.Count} messages")}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
