using System.CommandLine;
using System.Globalization;
using System.Text;
using Integration.CanonicalModel;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Dispatch;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Core.Journeys.Through;
using Integration.Hub.Host.Channels;
using Integration.Hub.Host.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Newtonsoft.Json.Linq;

namespace Integration.Hub.Host.Cli;

/// <summary>Asking other systems through the hub, as the core app does.</summary>
public static class QueryVerbs
{
    public static IEnumerable<Command> All() =>
        [new Command("query", "Ask another system through the hub; its last known answer, if it cannot be asked.") { CurrentCharges() }];

    private static Command CurrentCharges()
    {
        var customer = new Argument<string>("customer") { Description = "Customer number" };
        var account = new Option<string?>("--account") { Description = "One account only" };
        return Verb.Make("current-charges", "Charges of a customer in the current period so far (BIL-5).",
            ["query current-charges C05710000001", "query current-charges C05710000001 --account A000000002 --json"],
            async (parse, output, cancellationToken) =>
            {
                var question = new FindCurrentCharges
                {
                    RequestId = new RequestId($"CLI{MessageId.New(TimeProvider.System.GetUtcNow())}"),
                    CustomerNo = new CustomerNumber(parse.GetValue(customer)!),
                    AccountNo = parse.GetValue(account) is { } one ? new AccountNumber(one) : null,
                };
                try
                {
                    var answer = await AskAsync(parse.GetValue(Verb.Config)!.FullName, question, cancellationToken);
                    Print(output, answer);
                    return 0;
                }
                catch (RequestRefusedException e)
                {
                    return Output.Fail($"{e.Code}: {e.Message}");
                }
            }, customer, account);
    }

    // Circuits and last known answers are those of the hub's nodes: they stand in the store.
    private static async Task<ThroughAnswer> AskAsync<T>(string configFolder, T question, CancellationToken cancellationToken) where T : class
    {
        var (config, loaded) = ConfigCheck.Load(configFolder);
        await using var stores = await Stores.OpenAsync(config, TimeProvider.System, $"{config.Node}-cli-{Environment.ProcessId}", cancellationToken);
        var wiring = loaded.Wire(stores.QueryHandlers, stores.Customers);
        var endpoint = wiring.Outbound.Values.FirstOrDefault(o => o.Routes.TryGetValue(typeof(T).Name, out var route) && route.Query)
            ?? throw new RequestRefusedException("query.no-interface", $"no interface of {configFolder} carries {typeof(T).Name} with 'query: true'");
        var translation = new Translation(stores.Time, _ => throw new InvalidOperationException("a question draws no number"), stores.Numbers);
        var gate = new EndpointGate(endpoint.Config.Id, endpoint.Config.Circuit, stores.Hub.States, stores.Time);
        gate.Refresh((await stores.Hub.States.ListAsync(cancellationToken)).FirstOrDefault(s => s.Endpoint == endpoint.Config.Id));
        await using var channel = new ChannelFactory(stores.Time).CreateSender(endpoint.Config);
        await using var through = new QueryThrough(endpoint, channel, gate, stores.Hub.Box, stores.Operations,
            new Replies(translation, stores.Router(wiring), stores.Time), translation, stores.Time, NullLogger.Instance);
        return await through.AskAsync(question, "cli", cancellationToken);
    }

    private static void Print(Output output, ThroughAnswer answer)
    {
        var charges = CanonicalJson.Deserialize<CurrentCharges>(answer.Body);
        output.Said(
            $"{charges.CustomerNo} {charges.Period}: {Yuan(charges.Total)} yuan as of {charges.AsOf:u}{(answer.Stale ? $"; STALE, answered {answer.Age.TotalMinutes:0} minutes ago: {answer.Why?.Message}" : "")}"
            + string.Concat(charges.Accounts.Select(a => $"\n  {a.AccountNo} {Yuan(a.Charge)}{(a.Balance is { } b ? $" (balance {Yuan(b)})" : "")}")),
            new { charges = new JRaw(Encoding.UTF8.GetString(answer.Body.Span)), answer.Stale, ageSeconds = (long)answer.Age.TotalSeconds, answer.AnsweredAt, why = answer.Why?.Message, message = answer.Message });
    }

    private static string Yuan(Money money) => (money.Fen / 100m).ToString("N2", CultureInfo.InvariantCulture);
}
