using System.CommandLine;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Host.Hosting;
using Spectre.Console;

namespace Integration.Hub.Host.Cli;

/// <summary>Handing things in by hand, through the same journeys that the channels use.</summary>
public static class SendVerbs
{
    public static IEnumerable<Command> All() => [Send()];

    private static Command Send()
    {
        var @interface = new Argument<string>("interface") { Description = "Inbound interface, e.g. BIL-1 or N97-2" };
        var file = new Argument<FileInfo>("file") { Description = "The file, or a file that holds one message" };
        return Verb.Make("send", "Hand a file or a message in, as if it had come over the interface's channel.",
            ["send BIL-1 BILL_0571_202610_001.txt", "send N97-2 event.json"],
            async (parse, output, cancellationToken) =>
            {
                var (config, loaded) = ConfigCheck.Load(parse.GetValue(Verb.Config)!.FullName);
                if (parse.GetValue(file) is not { Exists: true } path)
                    return Output.Fail($"File {parse.GetValue(file)} does not exist.", 2);
                await using var stores = await Stores.OpenAsync(config, TimeProvider.System, $"{config.Node}-cli-{Environment.ProcessId}", cancellationToken);
                var wiring = loaded.Wire(stores.QueryHandlers, stores.Customers);
                if (!wiring.Inbound.TryGetValue(parse.GetValue(@interface)!, out var inbound))
                    return Output.Fail($"{parse.GetValue(@interface)} is not an inbound file or queue interface{Suggestion.For(parse.GetValue(@interface)!, wiring.Inbound.Keys)}; there are {string.Join(", ", wiring.Inbound.Keys)}.", 2);
                return inbound.Config.Channel == "file"
                    ? await FileAsync(inbound, path, stores, wiring, output, cancellationToken)
                    : await MessageAsync(inbound, path, stores, wiring, output, cancellationToken);
            }, @interface, file);
    }

    private static async Task<int> MessageAsync(InboundInterface inbound, FileInfo file, Stores stores, Wiring wiring, Output output, CancellationToken cancellationToken)
    {
        var journey = new MessageIn(inbound, stores.Hub.Box, Translation(stores), stores.Router(wiring));
        var body = await File.ReadAllBytesAsync(file.FullName, cancellationToken);
        var raw = new RawMessage(body, "application/octet-stream", null, null, null, null, Environment.UserName, $"cli {file.Name}", null, stores.Time.GetUtcNow());
        var status = await journey.ReceiveAsync(raw, cancellationToken);
        var kept = status == AcceptStatus.Duplicate ? null
            : (await stores.Operations.SearchAsync(new MessageQuery { Interface = inbound.Config.Id, Limit = 1 }, cancellationToken)).Messages.FirstOrDefault();
        var parked = kept?.Deliveries.FirstOrDefault(d => d.State == DeliveryState.Parked);
        output.Said($"{inbound.Config.Id}: {status.ToString().ToLowerInvariant()} {kept?.Id}{(parked is null ? "" : $", parked: {parked.Failure?.Message} ({parked.Failure?.Location})")}",
            new { status, message = kept?.Id, parked = parked?.Failure });
        return status == AcceptStatus.Conflict || parked is not null ? 1 : 0;
    }

    private static async Task<int> FileAsync(InboundInterface inbound, FileInfo file, Stores stores, Wiring wiring, Output output, CancellationToken cancellationToken)
    {
        var journey = new FileIn(inbound, stores.Hub.Box, stores.Hub.Transfers, stores.Hub.Rejects, Translation(stores), stores.Router(wiring), stores.Config.Node, stores.Config.Lease, stores.Time);
        var incoming = new IncomingFile(inbound.Config.Id, file.Name, file.Length, file.LastWriteTimeUtc, (offset, _) =>
        {
            var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
            stream.Seek(offset, SeekOrigin.Begin);
            return Task.FromResult<Stream>(stream);
        });
        var verdict = await WithProgressAsync(stores, inbound.Config.Id, file.Name, output, journey.ReceiveAsync(incoming, cancellationToken), cancellationToken);
        var transfer = (await stores.Hub.Transfers.ListAsync(new TransferQuery(inbound.Config.Id), cancellationToken)).FirstOrDefault(t => t.Key.FileName == file.Name);
        output.Said($"{file.Name}: {verdict.State.ToString().ToLowerInvariant()}, {transfer?.Progress.Accepted:N0} accepted, {transfer?.Progress.Rejected:N0} rejected. {verdict.Failure?.Message}",
            new { state = verdict.State, transfer?.Progress.Accepted, transfer?.Progress.Rejected, reason = verdict.Failure?.Message });
        return verdict.State is TransferState.Done or TransferState.Duplicate ? 0 : 1;
    }

    private static async Task<T> WithProgressAsync<T>(Stores stores, string @interface, string name, Output output, Task<T> work, CancellationToken cancellationToken)
    {
        if (output.Json || Console.IsOutputRedirected)
            return await work;
        return await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async bars =>
        {
            var bar = bars.AddTask($"{@interface} {name}: checking");
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
            while (!work.IsCompleted && await timer.WaitForNextTickAsync(cancellationToken))
            {
                var transfer = (await stores.Hub.Transfers.ListAsync(new TransferQuery(@interface), cancellationToken)).FirstOrDefault(t => t.Key.FileName == name);
                if (transfer?.ExpectedRecords is not > 0)
                    continue;
                bar.MaxValue = transfer.ExpectedRecords.Value;
                bar.Value = transfer.Progress.Accepted + transfer.Progress.Rejected;
                bar.Description = $"{@interface} {name}";
            }
            bar.Value = bar.MaxValue;
            return await work;
        });
    }

    private static Translation Translation(Stores stores) =>
        new(stores.Time, sequence => stores.Hub.Box.NextNumberAsync(sequence, CancellationToken.None).AsTask().GetAwaiter().GetResult(), stores.Numbers);
}
