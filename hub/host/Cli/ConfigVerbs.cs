using System.CommandLine;
using Integration.Hub.Host.Hosting;
using Integration.Mappings;

namespace Integration.Hub.Host.Cli;

/// <summary>Checking: config check, mapping list/test/lineage/dry-run, doctor.</summary>
public static class ConfigVerbs
{
    public static IEnumerable<Command> All()
    {
        var config = new Command("config", "The configuration folder.") { CheckConfig(), ReloadVerb.Make(), ReloadVerb.Status() };
        var mapping = new Command("mapping", "Mappings: list, tests beside them, lineage, dry run over stored messages; changed while the hub runs.") { ListMappings(), TestMappings(), Lineage(), DryRun() };
        foreach (var verb in RevisionVerbs.All())
            mapping.Add(verb);
        return [config, mapping, Doctor()];
    }

    private static Command CheckConfig() => Verb.Make("check", "Check configuration, adapters, mappings and contracts; prints everything that is wrong.",
        ["config check --config /etc/hub"],
        (parse, output, _) =>
        {
            var (config, loaded) = ConfigCheck.Load(parse.GetValue(Verb.Config)!.FullName);
            output.Said($"Good: {config.Systems.Count} systems, {config.Interfaces.Count()} interfaces, {loaded.Mappings.All.Count} mappings.",
                new { systems = config.Systems.Count, interfaces = config.Interfaces.Count(), mappings = loaded.Mappings.All.Count });
            return Task.FromResult(0);
        });

    private static Command ListMappings() => Verb.Make("list", "All mappings.", ["mapping list"],
        (parse, output, _) =>
        {
            var (_, loaded) = ConfigCheck.Load(parse.GetValue(Verb.Config)!.FullName);
            output.List(loaded.Mappings.All, "There are no mappings.", ("mapping", m => m.Reference), ("title", m => m.Title),
                ("makes or takes", m => m is IInboundMapping i ? "→ " + string.Join(", ", i.Produces) : m is IOutboundMapping o ? o.Consumes + " →" : ""), ("file", m => m.File));
            return Task.FromResult(0);
        });

    private static Command TestMappings()
    {
        var only = new Argument<string?>("only") { Description = "Only mappings whose name begins so, e.g. n97 or billing/bil-1-bills", Arity = ArgumentArity.ZeroOrOne };
        return Verb.Make("test", "Run the tests that stand beside the mappings.", ["mapping test", "mapping test billing"],
            async (parse, output, cancellationToken) =>
            {
                var (config, _) = ConfigCheck.Load(parse.GetValue(Verb.Config)!.FullName);
                var library = MappingLibrary.Load(config.MappingsFolder, CanonicalModel.CanonicalCatalog.Messages);
                var results = await MappingTests.RunAsync(config.MappingsFolder, library, parse.GetValue(only), cancellationToken);
                output.List(results.Where(r => output.Json || !r.Passed).ToList(), "", ("test", r => r.Name), ("at", r => $"{r.File}:{r.Line}"), ("problems", r => string.Join("; ", r.Problems)));
                if (!output.Json)
                    Console.WriteLine($"{results.Count(r => r.Passed)} passed, {results.Count(r => !r.Passed)} failed");
                return results.Count > 0 && results.All(r => r.Passed) ? 0 : 1;
            }, only);
    }

    private static Command Lineage()
    {
        var reference = new Argument<string>("mapping") { Description = "name@version, e.g. billing/bil-1-bills@1" };
        return Verb.Make("lineage", "Which source fields each target field is made of.", ["mapping lineage billing/bil-1-bills@1"],
            (parse, output, _) =>
            {
                var (_, loaded) = ConfigCheck.Load(parse.GetValue(Verb.Config)!.FullName);
                if (loaded.Mappings.Find(parse.GetValue(reference)!) is not { } mapping)
                    return Task.FromResult(Output.Fail($"There is no mapping {parse.GetValue(reference)}; hub mapping list names them."));
                output.List(mapping.Lineage.Fields, "It maps nothing.", ("target", f => f.Target), ("from", f => string.Join(", ", f.Sources)), ("expression", f => f.Expression), ("line", f => f.Line.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                return Task.FromResult(0);
            }, reference);
    }

    private static Command DryRun()
    {
        var reference = new Argument<string>("mapping") { Description = "Inbound mapping to try, e.g. n97/n97-2-events@2" };
        var @interface = new Option<string>("--if") { Description = "Over the stored raw messages of this interface", Required = true };
        var limit = new Option<int>("--limit") { Description = "At most so many, newest first", DefaultValueFactory = _ => 100 };
        return Verb.OnStores("dry-run", "Apply a mapping to stored messages and show what would come out differently; changes nothing.",
            ["mapping dry-run n97/n97-2-events@2 --if N97-2"],
            async (parse, output, stores, cancellationToken) =>
            {
                var (_, loaded) = ConfigCheck.Load(parse.GetValue(Verb.Config)!.FullName);
                if (loaded.Mappings.Find(parse.GetValue(reference)!) is not IInboundMapping mapping)
                    return Output.Fail($"There is no inbound mapping {parse.GetValue(reference)}.", 2);
                var results = await MappingDryRun.RunAsync(mapping, parse.GetValue(@interface)!, parse.GetValue(limit), stores, cancellationToken);
                output.List(results.Where(r => r.Outcome != "same").ToList(), $"{results.Count} messages, all the same.",
                    ("message", r => r.Message.ToString()), ("outcome", r => r.Outcome), ("what", r => r.What));
                return results.Any(r => r.Outcome == "fails") ? 1 : 0;
            }, reference, @interface, limit);
    }

    private static Command Doctor() => Verb.Make("doctor", "What is missing on this machine or out of reach, and how to get it.",
        ["doctor", "doctor --config /etc/hub"],
        async (parse, output, cancellationToken) =>
        {
            var findings = await HubDoctor.LookAsync(parse.GetValue(Verb.Config)!.FullName, cancellationToken);
            output.List(findings, "", ("", f => f.Good ? "✔" : "✖"), ("what", f => f.What), ("found", f => f.Found), ("to do", f => f.ToDo));
            return findings.All(f => f.Good) ? 0 : 1;
        });
}
