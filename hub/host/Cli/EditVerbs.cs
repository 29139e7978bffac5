using System.CommandLine;
using Integration.Hub.Core.Repairing;
using Integration.Hub.Host.Hosting;
using Integration.Hub.Serving;

namespace Integration.Hub.Host.Cli;

/// <summary>Another body for a parked delivery, and the second person's word where one is needed.</summary>
public static class EditVerbs
{
    public static IEnumerable<Command> All() => [Edit(), Edits()];

    private static Command Edit()
    {
        var (message, to) = (RepairVerbs.Message(), RepairVerbs.To());
        var file = new Option<FileInfo>("--file") { Description = "The edited body (hub show --bodies prints the present one)", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why; kept for ever", Required = true };
        return Verb.OnStores("edit", "Replace the body of one parked delivery and let it go on; the original and the difference are kept. Where editApproval says so, a second person has to agree first: hub edits approve.",
            ["edit --message 019ab3c4-… --file fixed.json --reason \"wrong code\""],
            async (parse, output, stores, ct) =>
            {
                var (selection, problem) = await RepairVerbs.SelectAsync(parse.GetValue(message), parse.GetValue(to), null, 1, stores, ct);
                if (selection?.One is not { } one)
                    return Output.Fail(problem.Length > 0 ? problem : "--message is missing", 2);
                if (parse.GetValue(file) is not { Exists: true } edited)
                    return Output.Fail($"File {parse.GetValue(file)} does not exist.", 2);
                if (await stores.Operations.GetAsync(one.Message, ct) is not { } parked)
                    return Output.Fail($"There is no message {one.Message} (any more).");
                try
                {
                    var made = await ProposeAsync(parked, one.Subscriber, edited, parse.GetValue(reason)!, stores, ct);
                    output.Said(made.State == EditState.Waiting ? $"Kept as {made.Id}; another person has to agree: hub edits approve {made.Id}" : "Edited and resumed.", new { edit = made.Id, state = made.State.ToString() });
                    return 0;
                }
                catch (BodyInvalidException e)
                {
                    return Output.Fail($"{edited}{(e.Problem.Line is { } line ? $":{line}" : "")}: {e.Problem.Path}{(e.Problem.Path is null ? "" : ": ")}{e.Message}");
                }
            }, message, to, file, reason);
    }

    private static async Task<Edit> ProposeAsync(MessageDetail parked, string to, FileInfo file, string reason, Stores stores, CancellationToken cancellationToken)
    {
        var content = (await stores.Operations.GetPayloadsAsync(parked.Envelope.Id, cancellationToken)).FirstOrDefault(p => p.Subscriber is null && p.Payload.Kind == PayloadKind.Raw)?.Payload.ContentType ?? "";
        var encoding = parked.Envelope.Type == Envelope.Untranslated ? BodyCharset.Of(content) : System.Text.Encoding.UTF8;
        var text = encoding.GetString(await File.ReadAllBytesAsync(file.FullName, cancellationToken)).TrimStart('\ufeff');
        return await Desk(stores).ProposeAsync(parked, new EditProposal(Guid.NewGuid().ToString("N"), to, text, reason), BodyCharset.Of, RepairVerbs.Me(), cancellationToken);
    }

    private static EditDesk Desk(Stores stores) => new(stores.Operations, stores.Edits, stores.Config.EditNeedsApproval);

    private static Command Edits()
    {
        var edits = new Command("edits", "Edited bodies: what was changed, and what waits for a second person.");
        edits.Add(List());
        edits.Add(Show());
        edits.Add(Decide("approve", "Agree to what another person has edited; it goes on.", agreed: true));
        edits.Add(Decide("refuse", "Refuse what somebody has edited; the original stays parked.", agreed: false));
        return edits;
    }

    private static Command List()
    {
        var waiting = new Option<bool>("--waiting") { Description = "Only those that wait for a second person" };
        return Verb.OnStores("list", "The newest edits.", ["edits list --waiting"], async (parse, output, stores, ct) =>
        {
            var found = await stores.Edits.EditsAsync(new EditQuery(parse.GetValue(waiting) ? EditState.Waiting : null, Limit: 200), ct);
            output.List(found, "Nothing was edited.", ("edit", e => e.Id.ToString()), ("message", e => e.Delivery.Message.ToString()), ("to", e => e.Delivery.Subscriber), ("state", e => e.State.ToString()), ("by", e => e.By.Name), ("at", e => e.At.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)), ("decided by", e => e.DecidedBy?.Name), ("reason", e => e.Reason));
            return 0;
        }, waiting);
    }

    private static Command Show()
    {
        var edit = new Argument<Guid>("edit");
        return Verb.OnStores("show", "What an edit changes.", ["edits show 019ab3c4-…"], async (parse, output, stores, ct) =>
        {
            if (await stores.Edits.FindEditAsync(parse.GetValue(edit), ct) is not { } found)
                return Output.Fail($"There is no edit {parse.GetValue(edit)}.");
            output.List(BodyDifference.Read(found.Difference), "It changes nothing.", ("at", c => c.At), ("before", c => c.Before), ("after", c => c.After));
            return 0;
        }, edit);
    }

    private static Command Decide(string name, string description, bool agreed)
    {
        var edit = new Argument<Guid>("edit");
        var reason = new Option<string?>("--reason") { Description = "Why; kept for ever", Required = !agreed };
        return Verb.OnStores(name, description, [$"edits {name} 019ab3c4-…"], async (parse, output, stores, ct) =>
        {
            var decided = await stores.Edits.DecideAsync(parse.GetValue(edit), agreed, parse.GetValue(reason), RepairVerbs.Me(), ct);
            if (decided is null)
                return Output.Fail($"There is no edit {parse.GetValue(edit)}.");
            output.Said(decided.State switch { EditState.Sent => "Agreed; it goes on.", EditState.Refused => "Refused; the original stays parked.", _ => "It was resumed, edited or discarded meanwhile; nothing was changed." }, new { state = decided.State.ToString() });
            return decided.State == EditState.Overtaken ? 1 : 0;
        }, edit, reason);
    }
}
