using System.CommandLine;
using System.Text;
using Integration.Hub.Host.Cli;

// GB18030, GBK and their kin are not among .NET's built-in encodings.
Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

var root = new RootCommand("Integration hub 集成平台: joins a telecom's systems around its big customers. Start with: hub up");
root.Options.Add(Verb.Config);
root.Options.Add(Verb.Json);
IEnumerable<Command>[] verbs =
[
    RunVerbs.All(),
    SendVerbs.All(),
    MessageVerbs.All(),
    [SearchVerbs.Make()],
    RepairVerbs.All(),
    [FailureVerbs.Make(), RepairRunVerbs.Make()],
    [EndpointVerbs.Make(), FileVerbs.Make()],
    WatchVerbs.All(),
    QueryVerbs.All(),
    BatchVerbs.All(),
    ConfigVerbs.All(),
    ContractVerbs.All(),
    [ArchiveVerbs.Make()],
    [SettlementVerbs.Make()],
    CustomerVerbs.All(),
    PaymentVerbs.All(),
    OrderVerbs.All(),
    WarningVerbs.All(),
    [UserVerbs.Make()],
];
foreach (var verb in verbs.SelectMany(v => v))
    root.Subcommands.Add(verb);
// A stop lasts as long as stopGrace wants; the library's own limit of two seconds would cut calls under way off and end with 143.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(5) });
