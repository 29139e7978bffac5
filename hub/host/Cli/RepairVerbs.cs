using System.CommandLine;

namespace Integration.Hub.Host.Cli;

/// <summary>Repairing: resume, discard, edit, replay. Every one is in the audit log under the name of who did it.</summary>
public static class RepairVerbs
{
    public static IEnumerable<Command> All() => [Resume(), Discard(), .. EditVerbs.All(), ReplayVerb.Make()];

    internal static Option<string?> Message() => new("--message") { Description = "One message (with --to, where it has several deliveries)" };

    internal static Option<string?> To() => new("--to") { Description = "Subscriber or endpoint" };

    private static Option<string?> Group() => new("--group") { Description = "Fingerprint from hub parked" };

    private static Command Resume()
    {
        var (message, to, group) = (Message(), To(), Group());
        var max = new Option<int>("--max") { Description = "At most so many", DefaultValueFactory = _ => int.MaxValue };
        var mapping = new Option<string?>("--mapping") { Description = "Outbound mapping (name@version) to go out with from now on, instead of the one each was accepted under" };
        return Verb.OnStores("resume", "Make parked deliveries ready again.",
            ["resume --message 019ab3c4-…", "resume --group 3f2a… --max 10", "resume --to BIL-4", "resume --message 019ab3c4-… --mapping billing/bil-4-open-account@2"],
            async (parse, output, stores, ct) =>
            {
                var (selection, problem) = await SelectAsync(parse.GetValue(message), parse.GetValue(to), parse.GetValue(group), parse.GetValue(max), stores, ct);
                if (selection is null)
                    return Output.Fail(problem, 2);
                if (parse.GetValue(mapping) is { } named && MappingProblem(named, stores) is { } wrong)
                    return Output.Fail(wrong, 2);
                var count = parse.GetValue(mapping) is { } other
                    ? await stores.Operations.RemapAsync(selection, other, Me(), ct)
                    : await stores.Operations.ResumeAsync(selection, Me(), ct);
                output.Said($"{count} resumed.", new { resumed = count });
                return count > 0 ? 0 : 1;
            }, message, to, group, max, mapping);
    }

    internal static string? MappingProblem(string mapping, Hosting.Stores stores)
    {
        var library = Integration.Mappings.MappingLibrary.Load(stores.Config.MappingsFolder, Integration.CanonicalModel.CanonicalCatalog.Messages);
        return library.Find(mapping) is Integration.Mappings.IOutboundMapping
            ? null
            : $"There is no outbound mapping '{mapping}'{Core.Configuration.Suggestion.For(mapping, library.All.OfType<Integration.Mappings.IOutboundMapping>().Select(m => m.Reference))}";
    }

    private static Command Discard()
    {
        var (message, to, group) = (Message(), To(), Group());
        var reason = new Option<string>("--reason") { Description = "Why; kept for ever", Required = true };
        return Verb.OnStores("discard", "Give parked deliveries up, with the reason.",
            ["discard --message 019ab3c4-… --reason \"sent again by hand\""],
            async (parse, output, stores, ct) =>
            {
                var (selection, problem) = await SelectAsync(parse.GetValue(message), parse.GetValue(to), parse.GetValue(group), int.MaxValue, stores, ct);
                if (selection is null)
                    return Output.Fail(problem, 2);
                var count = await stores.Operations.DiscardAsync(selection, Me(), parse.GetValue(reason)!, ct);
                output.Said($"{count} discarded.", new { discarded = count });
                return count > 0 ? 0 : 1;
            }, message, to, group, reason);
    }

    internal static Actor Me() => new(Environment.UserName, "cli");

    internal static async Task<(DeliverySelection? Selection, string Problem)> SelectAsync(
        string? message, string? to, string? group, int max, Hosting.Stores stores, CancellationToken cancellationToken)
    {
        if (message is null)
            return to is null && group is null ? (null, "Say which: --message, --group or --to.") : (new DeliverySelection(Subscriber: to, Fingerprint: group, Max: max), "");
        if (!MessageId.TryParse(message, out var id))
            return (null, $"'{message}' is not a message id.");
        if (to is not null)
            return (new DeliverySelection(new DeliveryId(id, to)), "");
        var parked = (await stores.Operations.GetAsync(id, cancellationToken))?.Summary.Deliveries.Where(d => d.State == DeliveryState.Parked).ToList() ?? [];
        return parked switch
        {
            [var one] => (new DeliverySelection(new DeliveryId(id, one.Subscriber)), ""),
            [] => (null, $"Message {id} has no parked delivery."),
            _ => (null, $"Message {id} is parked in several places; say one with --to: {string.Join(", ", parked.Select(p => p.Subscriber))}"),
        };
    }
}
