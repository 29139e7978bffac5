using System.CommandLine;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Host.Hosting;

namespace Integration.Hub.Host.Cli;

/// <summary>Options that every verb shares, and how a verb runs: configuration errors and unreachable stores end in a clear line and an exit code.</summary>
/// <remarks>Exit codes: 0 done; 1 not done (nothing found, refused, a check failed); 2 wrong usage or configuration.</remarks>
public static class Verb
{
    public static Option<DirectoryInfo> Config { get; } = new("--config", "-c")
    {
        Description = "Configuration folder with hub.yaml (default: $HUB_CONFIG, else what ./run made)",
        DefaultValueFactory = _ => new DirectoryInfo(Environment.GetEnvironmentVariable("HUB_CONFIG") ?? Path.Combine(Places.Data, "run", "config")),
        Recursive = true,
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "Print JSON", Recursive = true };

    /// <summary>A verb with its work and examples for its help.</summary>
    public static Command Make(string name, string description, string[] examples, Func<ParseResult, Output, CancellationToken, Task<int>> work, params Symbol[] symbols)
    {
        var command = new Command(name, description + "\n\nExamples:\n" + string.Join('\n', examples.Select(e => "  hub " + e)));
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
                command.Add(argument);
            else
                command.Add((Option)symbol);
        }
        command.SetAction((parse, cancellationToken) => GuardAsync(() => work(parse, new Output(parse.GetValue(Json)), cancellationToken)));
        return command;
    }

    /// <summary>A verb that works on the stores of a configured hub.</summary>
    public static Command OnStores(string name, string description, string[] examples, Func<ParseResult, Output, Stores, CancellationToken, Task<int>> work, params Symbol[] symbols) =>
        Make(name, description, examples, async (parse, output, cancellationToken) =>
        {
            var config = HubConfigLoader.Load(parse.GetValue(Config)!.FullName);
            await using var stores = await Stores.OpenAsync(config, TimeProvider.System, $"{config.Node}-cli-{Environment.ProcessId}", cancellationToken);
            return await work(parse, output, stores, cancellationToken);
        }, symbols);

    /// <summary>As <see cref="OnStores"/>, for work that says something to other parts and systems: what it says is routed as in the running hub.</summary>
    public static Command OnRoutedStores(string name, string description, string[] examples, Func<ParseResult, Output, Stores, CancellationToken, Task<int>> work, params Symbol[] symbols) =>
        Make(name, description, examples, async (parse, output, cancellationToken) =>
        {
            var (config, loaded) = ConfigCheck.Load(parse.GetValue(Config)!.FullName);
            await using var stores = await Stores.OpenAsync(config, TimeProvider.System, $"{config.Node}-cli-{Environment.ProcessId}", cancellationToken);
            stores.Route(loaded.Wire(stores.QueryHandlers, stores.Customers));
            return await work(parse, output, stores, cancellationToken);
        }, symbols);

    private static async Task<int> GuardAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (ConfigurationException e)
        {
            return Output.Fail(e.Message, 2);
        }
        catch (Integration.Mappings.MappingSetException e)
        {
            return Output.Fail(e.Message, 2);
        }
        catch (System.Data.Common.DbException e)
        {
            return Output.Fail($"The store cannot be used: {e.Message}\nIs it running, and does hub.yaml's 'store' point to it? Try: hub doctor", 2);
        }
        catch (RequestRefusedException e)
        {
            return Output.Fail(e.Message);
        }
        catch (TimeoutException e)
        {
            return Output.Fail(e.Message);
        }
        catch (OperationCanceledException)
        {
            return Output.Fail("Stopped.", 1);
        }
    }
}
