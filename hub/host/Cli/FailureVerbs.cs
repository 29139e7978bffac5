using System.CommandLine;
using System.Globalization;
using Integration.Hub.Host.Hosting;

namespace Integration.Hub.Host.Cli;

/// <summary>hub failures: what waits for a person, by cause; who takes care of it; giving it up.</summary>
public static class FailureVerbs
{
    private const int Page = 500;

    public static Command Make()
    {
        var failures = new Command("failures", "What waits for a person, by cause: groups with their course, owner and note.");
        foreach (var verb in new[] { List(), Show(), Own(), Note(), Discard(), Export() })
            failures.Subcommands.Add(verb);
        return failures;
    }

    private static Argument<string> Group() => new("group") { Description = "Fingerprint from hub failures list" };

    private static Command List() => Verb.OnStores("list", "All groups, the largest first.", ["failures list", "failures list --json"],
        async (_, output, stores, ct) =>
        {
            output.List(await stores.Operations.SummariseParkedAsync(ct), "Nothing is parked.",
                ("group", g => g.Fingerprint), ("where", g => g.Subscriber), ("code", g => g.Code), ("count", g => Number(g.Count)), ("today", g => Number(g.Trend.Sum())),
                ("since", g => Output.Age(g.FirstSeen, stores.Time)), ("last", g => Output.Age(g.LastSeen, stores.Time)), ("owner", g => g.Owner), ("what", g => g.Message));
            return 0;
        });

    private static Command Show()
    {
        var group = Group();
        var limit = new Option<int>("--limit") { Description = "Newest deliveries, so many", DefaultValueFactory = _ => 10 };
        return Verb.OnStores("show", "One group: what it says, its newest deliveries, its runs.", ["failures show 3f2a9c0d11e4b7aa"],
            (parse, output, stores, ct) => OnGroupAsync(parse.GetValue(group)!, stores, ct, async found =>
            {
                var parked = await stores.Failures.ParkedAsync(found, null, Math.Clamp(parse.GetValue(limit), 1, Page), ct);
                var runs = await stores.Hub.Runs.RunsAsync(new RunQuery(Group: found.Fingerprint), ct);
                if (output.Json)
                {
                    output.One(new { group = found, parked, runs }, _ => { });
                    return 0;
                }
                Console.WriteLine($"{found.Fingerprint}  {found.Subscriber}  {found.Code}  {found.Location}\n{found.Message}");
                Console.WriteLine($"{Number(found.Count)} parked; by hour, the present last: {string.Join(' ', found.Trend)}");
                Console.WriteLine($"owner: {found.Owner ?? "nobody"}{(found.Note is { } note ? $"\nnote: {note}" : "")}\n");
                output.List(parked, "Nothing of it is parked any more.", ("message", p => p.Id.Message.ToString()), ("type", p => p.Type), ("key", p => p.BusinessKey), ("attempts", p => Number(p.Attempts)),
                    ("age", p => Output.Age(p.ParkedAt, stores.Time)), ("what", p => p.Failure.Message));
                if (runs.Count > 0)
                    RepairRunVerbs.Print(output, runs, stores.Time);
                return 0;
            }), group, limit);
    }

    private static Command Own()
    {
        var group = Group();
        var owner = new Argument<string?>("owner") { Description = "Sign-in name; left out: nobody", Arity = ArgumentArity.ZeroOrOne };
        return Verb.OnStores("own", "Say who takes care of a group.", ["failures own 3f2a9c0d11e4b7aa li.na", "failures own 3f2a9c0d11e4b7aa"],
            (parse, output, stores, ct) => OnGroupAsync(parse.GetValue(group)!, stores, ct, found => ChangeAsync(found, parse.GetValue(owner), found.Note, stores, output, ct)), group, owner);
    }

    private static Command Note()
    {
        var group = Group();
        var text = new Argument<string>("text") { Description = "What others should know; empty: no note" };
        return Verb.OnStores("note", "Write a note to a group.", ["failures note 3f2a9c0d11e4b7aa \"resource system is mended on Monday\""],
            (parse, output, stores, ct) => OnGroupAsync(parse.GetValue(group)!, stores, ct, found => ChangeAsync(found, found.Owner, parse.GetValue(text) is { Length: > 0 } note ? note : null, stores, output, ct)), group, text);
    }

    private static async Task<int> ChangeAsync(FailureGroup found, string? owner, string? note, Stores stores, Output output, CancellationToken cancellationToken)
    {
        if (await stores.Failures.NoteAsync(found.Fingerprint, found.Version, owner, note, RepairVerbs.Me(), cancellationToken) is not { } noted)
            return Output.Fail("Somebody changed it meanwhile; look at it again: hub failures show " + found.Fingerprint);
        output.Said($"{noted.Fingerprint}: owner {noted.Owner ?? "nobody"}{(noted.Note is { } text ? $", note: {text}" : "")}", noted);
        return 0;
    }

    private static Command Discard()
    {
        var group = Group();
        var reason = new Option<string>("--reason") { Description = "Why; kept for ever", Required = true };
        var before = new Option<DateTimeOffset?>("--before") { Description = "Nothing that parked later (default: now)" };
        return Verb.OnStores("discard", "Give a group up: nothing that parks after the command, or after --before.",
            ["failures discard 3f2a9c0d11e4b7aa --reason \"sent by hand\"", "failures discard 3f2a9c0d11e4b7aa --before 2026-11-22T08:00 --reason \"old\""],
            (parse, output, stores, ct) => OnGroupAsync(parse.GetValue(group)!, stores, ct, async found =>
            {
                var wish = new RunWish($"cli-{Guid.NewGuid():N}", RunKind.Discard, new RunChoice(Group: found.Fingerprint), [], null, null, null, parse.GetValue(reason), parse.GetValue(before));
                var run = (await stores.Hub.Runs.StartRunAsync(wish, RepairVerbs.Me(), ct))!;
                var time = stores.Time;
                while (!run.Over)
                {
                    if (!await stores.Hub.Runs.WorkOnRunsAsync(ct))
                        await Task.Delay(TimeSpan.FromMilliseconds(100), time, ct);
                    run = (await stores.Hub.Runs.FindRunAsync(run.Id, ct))!;
                }
                output.Said($"{run.Gone} discarded.", new { discarded = run.Gone, run = run.Id });
                return run.Gone > 0 ? 0 : 1;
            }), group, reason, before);
    }

    private static Command Export()
    {
        var group = Group();
        return Verb.OnStores("export", "The deliveries of a group as a table for spreadsheets (CSV).", ["failures export 3f2a9c0d11e4b7aa > group.csv"],
            (parse, _, stores, ct) => OnGroupAsync(parse.GetValue(group)!, stores, ct, async found =>
            {
                Console.WriteLine("message,type,source,interface,business key,to,attempts,parked at,code,failure,location");
                for (long? below = null; ;)
                {
                    var parked = await stores.Failures.ParkedAsync(found, below, Page, ct);
                    foreach (var p in parked)
                        Console.WriteLine(Integration.Hub.Serving.Csv.Line([p.Id.Message.ToString(), p.Type, p.Source, p.Interface, p.BusinessKey, p.Id.Subscriber, Number(p.Attempts), p.ParkedAt.ToString("O"), p.Failure.Code, p.Failure.Message, p.Failure.Location]));
                    if (parked.Count < Page)
                        return 0;
                    below = parked[^1].Sequence;
                }
            }), group);
    }

    private static async Task<int> OnGroupAsync(string group, Stores stores, CancellationToken cancellationToken, Func<FailureGroup, Task<int>> work) =>
        await stores.Failures.GroupAsync(group, cancellationToken) is { } found ? await work(found) : Output.Fail($"There is no group {group}; hub failures list shows them.");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
