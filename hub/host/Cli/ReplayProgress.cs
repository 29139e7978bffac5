using Spectre.Console;

namespace Integration.Hub.Host.Cli;

/// <summary>Shows how far a replay is: bars on a screen, lines in a pipe, nothing for programs.</summary>
internal static class ReplayProgress
{
    public static async Task<Replay?> ShowAsync(Output output, Replay begun, Func<Action<Replay>?, Task<Replay?>> run)
    {
        if (output.Json)
            return await run(null);
        if (Console.IsOutputRedirected)
            return await run(Lines());
        return await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(context =>
        {
            var (looking, making) = (context.AddTask("messages looked at"), context.AddTask("deliveries made", autoStart: false));
            return run(replay =>
            {
                looking.Value = LookedAt(replay);
                looking.Description = $"{replay.Looked} messages looked at";
                if (replay.State == ReplayState.SettingAside)
                    return;
                if (!making.IsStarted)
                    making.StartTask();
                making.Value = replay.State == ReplayState.Done ? 100 : Made(replay);
                making.Description = $"{replay.Planned} deliveries made";
            });
        });
    }

    // One line for every tenth of the way.
    private static Action<Replay> Lines()
    {
        var told = (State: (ReplayState?)null, Tenth: -1);
        return replay =>
        {
            var percent = replay.State == ReplayState.SettingAside ? LookedAt(replay) : Made(replay);
            if (told == (replay.State, (int)percent / 10))
                return;
            told = (replay.State, (int)percent / 10);
            Console.WriteLine($"  {replay.Looked} messages looked at, {replay.Planned} of at most {replay.Wanted} deliveries made");
        };
    }

    private static double LookedAt(Replay replay) => replay is { State: ReplayState.SettingAside, Reached: { } reached }
        ? Math.Clamp(100 * (reached - replay.Wish.Since) / (replay.Wish.Until - replay.Wish.Since), 0, 100)
        : replay.State == ReplayState.SettingAside ? 0 : 100;

    private static double Made(Replay replay) => replay.Wanted == 0 ? 100 : Math.Min(100, 100.0 * (replay.Planned + replay.Unwanted) / replay.Wanted);
}
