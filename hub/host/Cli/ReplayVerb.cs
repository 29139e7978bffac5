using System.CommandLine;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Repairing;
using Integration.Hub.Core.Replays;
using Integration.Hub.Host.Hosting;

namespace Integration.Hub.Host.Cli;

/// <summary>hub replay: one message again, or all of a time that a subscriber has not had.</summary>
public static class ReplayVerb
{
    public static Command Make()
    {
        var message = new Argument<string?>("message") { Description = "Message id; leave it out to replay a time", Arity = ArgumentArity.ZeroOrOne };
        var to = new Option<string?>("--to") { Description = "Subscriber or endpoint" };
        var from = new Option<DateTimeOffset?>("--from") { Description = "From this time on, e.g. 2026-11-01 or 2026-11-01T08:00+08:00" };
        var until = new Option<DateTimeOffset?>("--until") { Description = "Up to this time (default: now)" };
        var type = new Option<string[]>("--type") { Description = "Only these canonical types (default: all that the subscriber takes)" };
        var rate = new Option<int>("--rate") { Description = "Deliveries made per second", DefaultValueFactory = _ => 1000 };
        var received = new Option<bool>("--received") { Description = "One message anew as it was received: translated again, beside what it was the first time" };
        var mapping = new Option<string?>("--mapping") { Description = "With this mapping (name@version) instead of the configured one" };
        var reason = new Option<string?>("--reason") { Description = "Why; kept for ever" };
        var stop = new Option<bool>("--stop") { Description = "End the replay that is under way" };
        return Verb.OnStores("replay", "Deliver an old message to a subscriber once more; or all messages of a time that it has not had: each once, in the order of its key, beside what is live.",
            ["replay 019ab3c4-… --to archive", "replay 019ab3c4-… --to BIL-4 --mapping billing/bil-4-open-account@2", "replay 019ab3c4-… --received --reason \"table mended\"", "replay --to SUB-1 --from 2026-11-01", "replay --to SUB-1 --from 2026-11-01 --until 2026-11-15 --type CustomerBillIssued --rate 100", "replay --to SUB-1 --stop"],
            async (parse, output, stores, cancellationToken) =>
            {
                var subscriber = parse.GetValue(to);
                if (subscriber is null && !parse.GetValue(received))
                    return Output.Fail("--to is missing: a subscriber or an endpoint.", 2);
                if (parse.GetValue(stop))
                    return await StopAsync(subscriber!, stores, output, cancellationToken);
                if (parse.GetValue(message) is { } one)
                    return await OneAsync(one, new ReplayOne(Guid.NewGuid().ToString("N"), parse.GetValue(received), subscriber, parse.GetValue(mapping), parse.GetValue(reason) ?? ""), parse, stores, output, cancellationToken);
                if (parse.GetValue(from) is not { } since)
                    return Output.Fail("Say which: a message id, or --from a time.", 2);
                return await TimeAsync(parse.GetValue(Verb.Config)!.FullName, subscriber!, (since, parse.GetValue(until), parse.GetValue(type) ?? [], parse.GetValue(rate)), stores, output, cancellationToken);
            }, message, to, from, until, type, rate, received, mapping, reason, stop);
    }

    private static async Task<int> OneAsync(string message, ReplayOne wish, ParseResult parse, Stores stores, Output output, CancellationToken cancellationToken)
    {
        if (!MessageId.TryParse(message, out var id))
            return Output.Fail($"'{message}' is not a message id.", 2);
        var wiring = ConfigCheck.Load(parse.GetValue(Verb.Config)!.FullName).Loaded.Wire(stores.QueryHandlers, stores.Customers);
        var desk = new ReplayDesk(stores.Operations, () => wiring, [.. stores.Subscribers.Select(s => s.Name)], stores.Time);
        if (await desk.ReplayAsync(id, wish, RepairVerbs.Me(), cancellationToken) is not { } done)
            return Output.Fail($"There is no message {id} (any more).");
        output.Said(done.Anew is { } anew ? $"Taken up anew as {anew} with {done.Mapping}." : $"Replayed to {done.To}.", new { to = done.To, mapping = done.Mapping, made = done.Anew?.ToString() });
        return 0;
    }

    private static async Task<int> TimeAsync(
        string folder, string to, (DateTimeOffset From, DateTimeOffset? Until, string[] Types, int Rate) asked, Stores stores, Output output, CancellationToken cancellationToken)
    {
        var (config, loaded) = ConfigCheck.Load(folder);
        var wiring = loaded.Wire(stores.QueryHandlers, stores.Customers);
        var takers = wiring.Outbound.Where(o => o.Value.Config.Peer is null).Select(o => o.Key).ToList();
        if (!wiring.Outbound.TryGetValue(to, out var endpoint))
            return Output.Fail($"There is no outbound interface {to}{Suggestion.For(to, takers)}.", 2);
        if (endpoint.Config.Peer is { } peer)
            return Output.Fail($"{to} leads to the peer hub {peer}: what it hears of is decided by the peer rules when it happens, and not by its subscriptions. Replay single messages to it: hub replay MESSAGE --to {to}", 2);
        var own = endpoint.Routes.Where(r => !r.Value.Query).Select(r => r.Key).ToList();
        var types = asked.Types.Length > 0 ? asked.Types : [.. own];
        if (types.FirstOrDefault(t => !own.Contains(t)) is { } foreign)
            return Output.Fail($"{to} does not take {foreign}{Suggestion.For(foreign, own)}.", 2);
        if (asked.From >= (asked.Until ?? stores.Time.GetUtcNow()))
            return Output.Fail("--from has to be before --until, and before now.", 2);
        var runner = new ReplayRunner(stores.Hub.Replays, stores.Router(wiring), $"{config.Node}-cli-{Environment.ProcessId}", stores.Time);
        var wish = new ReplayWish(to, asked.From, asked.Until ?? stores.Time.GetUtcNow(), types, Math.Max(1, asked.Rate));
        if (await runner.BeginAsync(wish, RepairVerbs.Me(), cancellationToken) is not { } begun)
            return Output.Fail($"A replay to {to} is under way ({await UnderWayAsync(to, stores, cancellationToken)}). Wait for it, or stop it: hub replay --to {to} --stop");
        var done = await ReplayProgress.ShowAsync(output, begun, told => runner.RunAsync(begun, told, cancellationToken));
        if (done is null)
            return Output.Fail($"The replay to {to} was stopped, or a node of the hub goes on with it: {await UnderWayAsync(to, stores, cancellationToken)}");
        output.Said($"{done.Planned} of {done.Wanted} messages go to {to}; {done.Had} it has had already, {done.Unwanted} it does not want. hub status shows how far they are.",
            new { looked = done.Looked, wanted = done.Wanted, planned = done.Planned, had = done.Had, unwanted = done.Unwanted });
        return 0;
    }

    private static async Task<int> StopAsync(string to, Stores stores, Output output, CancellationToken cancellationToken)
    {
        if (!await stores.Hub.Replays.StopAsync(to, RepairVerbs.Me(), cancellationToken))
            return Output.Fail($"No replay to {to} is under way.");
        output.Said("Stopped. What it had planned already goes out.");
        return 0;
    }

    private static async Task<string> UnderWayAsync(string to, Stores stores, CancellationToken cancellationToken) =>
        (await stores.Hub.Replays.ReplaysAsync(cancellationToken)).FirstOrDefault(r => r.Wish.Subscriber == to) is { } r
            ? $"{r.State} by {r.Node} since {r.StartedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}: {r.Wanted} found, {r.Planned} planned"
            : "none is known";
}
