using System.CommandLine;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Host.Hosting;

namespace Integration.Hub.Host.Cli;

/// <summary>hub replay: one message again, or all of a time that a subscriber has not had.</summary>
public static class ReplayVerb
{
    public static Command Make()
    {
        var message = new Argument<string?>("message") { Description = "Message id; leave it out to replay a time", Arity = ArgumentArity.ZeroOrOne };
        var to = new Option<string>("--to") { Description = "Subscriber or endpoint", Required = true };
        var from = new Option<DateTimeOffset?>("--from") { Description = "From this time on, e.g. 2026-11-01 or 2026-11-01T08:00+08:00" };
        var until = new Option<DateTimeOffset?>("--until") { Description = "Up to this time (default: now)" };
        var type = new Option<string[]>("--type") { Description = "Only these canonical types (default: all that the subscriber takes)" };
        var rate = new Option<int>("--rate") { Description = "Deliveries made per second", DefaultValueFactory = _ => 500 };
        return Verb.OnStores("replay", "Deliver an old message to a subscriber once more; or all messages of a time that it has not had, in their order, before what is live.",
            ["replay 019ab3c4-… --to archive", "replay --to SUB-1 --from 2026-11-01", "replay --to SUB-1 --from 2026-11-01 --until 2026-11-15 --type CustomerBillIssued --rate 100"],
            async (parse, output, stores, cancellationToken) =>
            {
                var subscriber = parse.GetValue(to)!;
                if (parse.GetValue(message) is { } one)
                    return await OneAsync(one, subscriber, stores, output, cancellationToken);
                if (parse.GetValue(from) is not { } since)
                    return Output.Fail("Say which: a message id, or --from a time.", 2);
                return await TimeAsync(parse.GetValue(Verb.Config)!.FullName, subscriber, (since, parse.GetValue(until), parse.GetValue(type) ?? [], parse.GetValue(rate)), stores, output, cancellationToken);
            }, message, to, from, until, type, rate);
    }

    private static async Task<int> OneAsync(string message, string to, Stores stores, Output output, CancellationToken cancellationToken)
    {
        if (!MessageId.TryParse(message, out var id))
            return Output.Fail($"'{message}' is not a message id.", 2);
        if (!await stores.Operations.ReplayAsync(id, to, RepairVerbs.Me(), cancellationToken))
            return Output.Fail("There is no such message, or that delivery is still unfinished.");
        output.Said("Replayed.");
        return 0;
    }

    private static async Task<int> TimeAsync(
        string folder, string to, (DateTimeOffset From, DateTimeOffset? Until, string[] Types, int Rate) asked, Stores stores, Output output, CancellationToken cancellationToken)
    {
        var (_, loaded) = ConfigCheck.Load(folder);
        var wiring = loaded.Wire(stores.QueryHandlers, stores.Customers);
        if (!wiring.Outbound.TryGetValue(to, out var endpoint))
            return Output.Fail($"There is no outbound interface {to}{Suggestion.For(to, wiring.Outbound.Keys)}.", 2);
        if (endpoint.Config.Batching is not null)
            return Output.Fail($"{to} sends files of many messages; replay its messages one by one, or send a batch again: hub batch resend.", 2);
        var types = asked.Types.Length > 0 ? asked.Types : [.. endpoint.Routes.Keys];
        if (types.FirstOrDefault(t => !endpoint.Routes.ContainsKey(t)) is { } foreign)
            return Output.Fail($"{to} does not take {foreign}{Suggestion.For(foreign, endpoint.Routes.Keys)}.", 2);
        var counts = await new Replaying(stores, stores.Router(wiring), RepairVerbs.Me())
            .RunAsync(to, asked.From, asked.Until, types, Math.Max(1, asked.Rate), c => Tell(output, c), cancellationToken);
        output.Said($"{counts.Planned} of {counts.Looked} messages go to {to}; {counts.Had} it has had already, {counts.Unwanted} it does not want. hub status shows how far they are.", counts);
        return 0;
    }

    private static void Tell(Output output, ReplayCounts counts)
    {
        if (!output.Json)
            Console.WriteLine($"  {counts.Planned + counts.Had + counts.Unwanted} of {counts.Looked} looked at, {counts.Planned} to send");
    }
}
