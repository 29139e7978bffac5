using System.CommandLine;
using Integration.Hub.Core.Batches;
using Integration.Hub.Host.Hosting;

namespace Integration.Hub.Host.Cli;

/// <summary>Files of many messages: list, show, close now, send again.</summary>
public static class BatchVerbs
{
    public static IEnumerable<Command> All()
    {
        var batch = new Command("batch", "Files of many messages: list them, show one, close what waits now, send one again.");
        foreach (var verb in new[] { List(), Show(), Close(), Resend() })
            batch.Subcommands.Add(verb);
        yield return batch;
    }

    private static Argument<string> Interface() => new("interface") { Description = "Interface, e.g. BNK-1" };

    private static Argument<long> Number() => new("number") { Description = "Number of the batch, from hub batch list" };

    private static Command List()
    {
        var of = new Option<string?>("--if") { Description = "Only of this interface" };
        return Verb.OnStores("list", "Batches, newest first.", ["batch list --if BNK-1"], async (parse, output, stores, ct) =>
        {
            output.List(await stores.Hub.Batches.ListAsync(new BatchQuery(parse.GetValue(of)), ct), "No batches yet.",
                ("interface", b => b.Interface), ("number", b => $"{b.Number}"), ("file", b => b.FileName), ("state", b => $"{b.State}"), ("closed", b => $"{b.ClosedAt:u}"),
                ("messages", b => $"{b.Messages}"), ("left out", b => $"{b.LeftOut}"), ("bytes", b => $"{b.Content?.Size}"), ("attempts", b => $"{b.Attempt}"), ("failure", b => b.Failure?.Message));
            return 0;
        }, of);
    }

    private static Command Show()
    {
        var (of, number) = (Interface(), Number());
        var to = new Option<FileInfo?>("--out") { Description = "Write the file's bytes here" };
        return Verb.OnStores("show", "One batch with its messages, or its bytes.", ["batch show BNK-1 12", "batch show BNK-1 12 --out copy.xml"], async (parse, output, stores, ct) =>
        {
            if (await FindAsync(stores, parse.GetValue(of)!, parse.GetValue(number), ct) is not { } batch)
                return Output.Fail($"{parse.GetValue(of)} has no batch {parse.GetValue(number)}.");
            if (parse.GetValue(to) is { } file)
                await WriteAsync(stores.Hub.Batches, batch, file, ct);
            var messages = await stores.Hub.Batches.ListMessagesAsync(batch.Id, 1000, ct);
            output.Said($"{batch.FileName}: {batch.State}, {batch.Messages} messages, {batch.LeftOut} left out, {batch.Content?.Size.ToString() ?? "no"} bytes, sha256 {batch.Content?.Sha256 ?? "-"}\n"
                + $"closed {batch.ClosedAt:u} ({batch.Reason}), ended {batch.EndedAt:u}, mapping {batch.Content?.Mapping ?? "-"}{(batch.Failure is null ? "" : $"\n{batch.Failure.Code}: {batch.Failure.Message}")}\n"
                + string.Join('\n', messages), new { batch, messages });
            return 0;
        }, of, number, to);
    }

    private static Command Close()
    {
        var of = Interface();
        var reason = new Option<string>("--reason") { Description = "Why; kept for ever", DefaultValueFactory = _ => "by hand" };
        return Verb.Make("close", "Close what waits now; the running hub sends it.", ["batch close BNK-1"], async (parse, output, ct) =>
        {
            var (config, loaded) = ConfigCheck.Load(parse.GetValue(Verb.Config)!.FullName);
            if (config.Find(parse.GetValue(of)!) is not { Batching: not null } one)
                return Output.Fail($"{parse.GetValue(of)} is no interface with a batch section.", 2);
            await using var stores = await Stores.OpenAsync(config, TimeProvider.System, $"{config.Node}-cli-{Environment.ProcessId}", ct);
            var planner = new BatchPlanner(loaded.Wire(stores.QueryHandlers, stores.Customers).Outbound[one.Id]);
            var closed = await CloseAsync(stores, planner, one.Id, parse.GetValue(reason)!, ct);
            output.Said(closed.Count == 0 ? "Nothing waits." : string.Join('\n', closed.Select(b => $"{b.FileName}: {b.Messages} messages")), closed);
            return closed.Count > 0 ? 0 : 1;
        }, of, reason);
    }

    private static Command Resend()
    {
        var (of, number) = (Interface(), Number());
        var reason = new Option<string>("--reason") { Description = "Why; kept for ever", Required = true };
        return Verb.OnStores("resend", "Send a batch once more: same name, same bytes. What stands there already is left as it is.",
            ["batch resend BNK-1 12 --reason \"the bank lost it\""], async (parse, output, stores, ct) =>
            {
                if (await FindAsync(stores, parse.GetValue(of)!, parse.GetValue(number), ct) is not { } batch)
                    return Output.Fail($"{parse.GetValue(of)} has no batch {parse.GetValue(number)}.");
                if (!await stores.Hub.Batches.ResendAsync(batch.Id, RepairVerbs.Me(), parse.GetValue(reason)!, ct))
                    return Output.Fail($"{batch.FileName} is {batch.State}: only a sent or parked batch is sent again.");
                output.Said($"{batch.FileName} goes out again.");
                return 0;
            }, of, number, reason);
    }

    internal static async Task<List<OutgoingBatch>> CloseAsync(Stores stores, BatchPlanner planner, string of, string reason, CancellationToken cancellationToken)
    {
        var closed = new List<OutgoingBatch>();
        var batches = stores.Hub.Batches;
        foreach (var closing in planner.ByHand(await batches.WaitingAsync(of, 1, cancellationToken), stores.Time.GetUtcNow(), RepairVerbs.Me(), reason))
        {
            while (await batches.CloseAsync(closing, cancellationToken) is { } batch)
                closed.Add(batch);
        }
        return closed;
    }

    private static async Task WriteAsync(IOutgoingBatches batches, OutgoingBatch batch, FileInfo file, CancellationToken cancellationToken)
    {
        await using var target = file.Create();
        await foreach (var piece in batches.ReadContentAsync(batch, cancellationToken))
            await target.WriteAsync(piece, cancellationToken);
    }

    private static async Task<OutgoingBatch?> FindAsync(Stores stores, string of, long number, CancellationToken cancellationToken) =>
        (await stores.Hub.Batches.ListAsync(new BatchQuery(of, number), cancellationToken)).FirstOrDefault();
}
