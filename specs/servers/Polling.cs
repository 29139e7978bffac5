using System.Diagnostics;

namespace Integration.Specs.Servers;

/// <summary>For what a server outside gives no signal of: looks again and again, and says what was awaited when patience is over.</summary>
public static class Polling
{
    public static async Task UntilAsync(Func<Task<bool>> condition, string awaited, TimeSpan patience, TimeSpan? interval = null)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > patience)
                throw new TimeoutException($"Not within {patience.TotalSeconds:0} s: {awaited}.");
            await Task.Delay(interval ?? TimeSpan.FromMilliseconds(5));
        }
    }

    public static Task UntilAsync(Func<bool> condition, string awaited, TimeSpan patience) => UntilAsync(() => Task.FromResult(condition()), awaited, patience);
}
