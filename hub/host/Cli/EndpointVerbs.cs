using System.CommandLine;
using System.Globalization;
using Integration.Hub.Host.Hosting;
using Integration.Hub.Operations.Endpoints;

namespace Integration.Hub.Host.Cli;

/// <summary>Endpoints: how they are, and what is done to them, as the console does it.</summary>
public static class EndpointVerbs
{
    public static Command Make()
    {
        var endpoints = List("endpoints", ["endpoints", "endpoints --json", "endpoints test BIL-4"]);
        foreach (var verb in new[] { List("list", ["endpoints list"]), Show(), Blocked(), Pause(), Unpause(), Drain(), Test() })
            endpoints.Subcommands.Add(verb);
        return endpoints;
    }

    private static Argument<string> Endpoint() => new("endpoint") { Description = "Subscriber or interface, e.g. BIL-4" };

    private static Option<string> Reason() => new("--reason") { Description = "Why; kept in the audit log", Required = true };

    private static Command List(string name, string[] examples) => Verb.OnStores(name, "Every interface and part: state, depth, oldest, parked, rate.", examples,
        async (_, output, stores, ct) =>
        {
            using var desk = stores.Desk(() => stores.Config);
            output.List(await desk.Endpoints.ListAsync(ct), "Nothing is configured.",
                ("endpoint", e => e.Link.Interface), ("system", e => e.Link.System), ("direction", e => e.Link.To == "hub" ? "in" : "out"), ("channel", e => e.Link.Channel), ("state", e => Word(e)),
                ("per min", e => e.Link.RatePerMinute.ToString("0.#", CultureInfo.InvariantCulture)), ("waiting", e => e.Link.Depth.ToString(CultureInfo.InvariantCulture)), ("parked", e => e.Link.Parked.ToString(CultureInfo.InvariantCulture)),
                ("oldest", e => Output.Age(e.Link.OldestAt, stores.Time)), ("address", e => e.Limits?.Address));
            return 0;
        });

    private static Command Show()
    {
        var endpoint = Endpoint();
        return OnKnown("show", "One endpoint: state, circuits, limits, what ends when, last errors.", ["endpoints show BIL-4"], endpoint, async (parse, output, stores, desk, found, ct) =>
        {
            var errors = await desk.LastFailuresAsync(found.Link.Interface, ct);
            output.One(new { endpoint = found, lastErrors = errors }, _ =>
            {
                Console.WriteLine($"{found.Link.Interface}  {Word(found)}  {found.Link.Summary}");
                if (found.Limits is { } l)
                    Console.WriteLine($"  {found.Link.Channel} {l.Address}, {l.Concurrency} at once, {l.Timeout.TotalSeconds:0.#} s for an answer, {l.Attempts} tries, circuit after {l.CircuitAfter} failures, order {l.Order}");
                Console.WriteLine($"  {found.Link.Depth} waiting, {found.Link.Parked} parked, oldest {Output.Age(found.Link.OldestAt, stores.Time)}");
                foreach (var c in found.Link.Circuits)
                    Console.WriteLine($"  circuit open for {c.MessageType} since {c.OpenedAt?.ToLocalTime():yyyy-MM-dd HH:mm:ss}, next probe {c.ProbeAt?.ToLocalTime():HH:mm:ss}: {c.Reason}");
                foreach (var e in found.Expiries)
                    Console.WriteLine($"  {e.What} ends on {e.At:yyyy-MM-dd}");
                foreach (var e in errors)
                    Console.WriteLine($"  {e.At.ToLocalTime():MM-dd HH:mm:ss} {e.Message} {e.State.ToString().ToLowerInvariant()} after {e.Attempts}: {e.Failure.Code} {e.Failure.Message}");
            });
            return 0;
        });
    }

    private static Command Blocked()
    {
        var endpoint = Endpoint();
        return OnKnown("blocked", "Keys that wait, behind which message, since when.", ["endpoints blocked N97-1"], endpoint, async (parse, output, stores, desk, found, ct) =>
        {
            output.List(await desk.BlockedAsync(found.Link.Interface, null, 200, ct), "No key waits.", ("key", k => k.Key), ("waiting", k => k.Count.ToString(CultureInfo.InvariantCulture)),
                ("since", k => Output.Age(k.Since, stores.Time)), ("message", k => k.Behind?.ToString()), ("which is", k => k.BehindState?.ToString().ToLowerInvariant()));
            return 0;
        });
    }

    private static Command Pause()
    {
        var (endpoint, reason) = (Endpoint(), Reason());
        return OnKnown("pause", "Hold an endpoint's deliveries until it is unpaused.", ["endpoints pause BIL-4 --reason \"billing's month-end\""], endpoint, async (parse, output, stores, desk, found, ct) =>
        {
            await desk.PauseAsync(found.Link.Interface, RepairVerbs.Me(), parse.GetValue(reason)!, ct);
            output.Said($"{found.Link.Interface} is paused.");
            return 0;
        }, reason);
    }

    private static Command Unpause()
    {
        var endpoint = Endpoint();
        return OnKnown("unpause", "Let a paused endpoint go on.", ["endpoints unpause BIL-4"], endpoint, async (parse, output, stores, desk, found, ct) =>
        {
            await desk.UnpauseAsync(found.Link.Interface, RepairVerbs.Me(), ct);
            output.Said($"{found.Link.Interface} goes on.");
            return 0;
        });
    }

    private static Command Drain()
    {
        var (endpoint, reason) = (Endpoint(), Reason());
        var wait = new Option<int>("--wait") { Description = "Seconds to wait for what is under way", DefaultValueFactory = _ => 30 };
        return OnKnown("drain", "Pause an endpoint and wait until nothing is under way any more.", ["endpoints drain BIL-4 --reason \"new release over there\""], endpoint, async (parse, output, stores, desk, found, ct) =>
        {
            var drained = await desk.DrainAsync(found.Link.Interface, RepairVerbs.Me(), parse.GetValue(reason)!, TimeSpan.FromSeconds(Math.Clamp(parse.GetValue(wait), 0, 3600)), ct);
            output.Said(drained.IsDrained ? $"{found.Link.Interface} is drained and paused; {drained.Held} deliveries wait." : $"{found.Link.Interface} is paused; {drained.InFlight} deliveries are still under way.", drained);
            return drained.IsDrained ? 0 : 1;
        }, reason, wait);
    }

    private static Command Test()
    {
        var endpoint = Endpoint();
        return OnKnown("test", "Try the connection, without an effect on the other side.", ["endpoints test BIL-4"], endpoint, async (parse, output, stores, desk, found, ct) =>
        {
            if (await desk.TestAsync(found.Link.Interface, ct) is not { } test)
                return Output.Fail($"{found.Link.Interface} is a part of the hub's own: there is nothing to connect to.", 2);
            output.One(test, t => Console.WriteLine(t.Ok ? $"✔ {t.How} ({t.Took.TotalMilliseconds:0} ms)" : $"✖ {t.How}: {t.Message} ({t.Code})\n  {t.Advice}"));
            return test.Ok ? 0 : 1;
        });
    }

    private static string Word(WatchedEndpoint e) => e.Link.Why is { } why ? $"{Access.Codes.Of(e.Link.State)}: {why}" : Access.Codes.Of(e.Link.State);

    private static Command OnKnown(
        string name, string description, string[] examples, Argument<string> endpoint, Func<ParseResult, Output, Stores, EndpointDesk, WatchedEndpoint, CancellationToken, Task<int>> work, params Symbol[] more) =>
        Verb.OnStores(name, description, examples, async (parse, output, stores, ct) =>
        {
            using var desk = stores.Desk(() => stores.Config);
            var named = parse.GetValue(endpoint)!;
            if (await desk.Endpoints.FindAsync(named, ct) is not { } found)
                return Output.Fail($"There is no endpoint '{named}'{Core.Configuration.Suggestion.For(named, stores.Config.Interfaces.Select(i => i.Id))}", 2);
            try
            {
                return await work(parse, output, stores, desk.Endpoints, found, ct);
            }
            catch (RequestRefusedException e)
            {
                return Output.Fail(e.Message);
            }
        }, [endpoint, .. more]);
}
