using System.Text;

namespace Integration.Specs.Drill;

/// <summary>Several faults at once, at systems that do not disturb each other: each is seen, has one alert, and is gone when it has ended.</summary>
internal sealed class Round(DrillHub hub, IReadOnlyList<Fault> faults)
{
    /// <summary>Asked of the hub, from the first effect on.</summary>
    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(15);

    // An open circuit is tried again after half a minute, and an alert ends when its cause has been gone for ten seconds.
    private static readonly TimeSpan GoneWithin = TimeSpan.FromSeconds(120);
    private static readonly string[] Well = ["ok", "idle"];
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(250);

    /// <param name="others">Alerts about what follows from a fault that many share, such as a broker.</param>
    public async Task PlayAsync(bool others = false)
    {
        using var time = new MachineTime();
        var before = (await hub.AlertsAsync()).Select(a => a.Id).ToHashSet();
        await Task.WhenAll(faults.Select(f => f.Begin()));
        var watched = faults.Where(f => f.Shows).ToDictionary(f => f, _ => new Sighting());
        await UntilAsync(time, SeenWithin, () => LookAsync(watched, before), () => Unseen(watched));
        await Task.WhenAll(faults.Select(f => f.End()));
        await Task.WhenAll(faults.Where(f => f.Action is not null).Select(f => f.Action!()));
        var left = new List<string>();
        await UntilAsync(time, GoneWithin, async () =>
        {
            left.Clear();
            foreach (var fault in faults)
                left.AddRange(await LeftAsync(fault, before));
            return left.Count == 0;
        }, () => $"not gone:\n{string.Join('\n', left)}");
        var alerts = (await hub.AlertsAsync()).Where(a => !before.Contains(a.Id)).ToList();
        foreach (var fault in faults)
        {
            var raised = alerts.Where(a => a.Subject == fault.About).ToList();
            Assert.True(raised.Count == (fault.Shows ? 1 : 0), $"{fault}: {raised.Count} alerts\n{Words(raised)}");
        }
        var more = alerts.Where(a => faults.All(f => f.About != a.Subject)).ToList();
        Assert.True(others || more.Count == 0, $"alerts about what nobody disturbed:\n{Words(more)}");
    }

    private async Task<bool> LookAsync(Dictionary<Fault, Sighting> watched, HashSet<string> before)
    {
        var alerts = (await hub.AlertsAsync()).Where(a => !before.Contains(a.Id)).ToList();
        foreach (var (fault, seen) in watched)
        {
            var state = (await hub.LinkAsync(fault.Link)).GetProperty("state").GetString()!;
            seen.States.Add(state);
            seen.OnMap |= fault.States.Contains(state);
            seen.Alerts = [.. alerts.Where(a => a.Subject == fault.About)];
            seen.Told |= seen.Alerts.Any(a => fault.Rules.Contains(a.Rule));
        }
        return watched.Values.All(s => s is { OnMap: true, Told: true });
    }

    private async Task<IReadOnlyList<string>> LeftAsync(Fault fault, HashSet<string> before)
    {
        var link = await hub.LinkAsync(fault.Link);
        var state = link.GetProperty("state").GetString()!;
        var standing = (await hub.AlertsAsync()).Where(a => !before.Contains(a.Id) && a.Subject == fault.About && !a.Over).ToList();
        return
        [
            .. Well.Contains(state) ? [] : new[] { $"{fault}: the map says {state}: {(link.TryGetProperty("why", out var why) ? why.GetString() : "")}" },
            .. standing.Select(a => $"{fault}: {a.Rule} stands: {a.Words}"),
        ];
    }

    private static async Task UntilAsync(MachineTime time, TimeSpan limit, Func<Task<bool>> holds, Func<string> missing)
    {
        var began = time.Now;
        using var again = new PeriodicTimer(Again);
        while (!await holds())
        {
            Assert.True(time.Now - began <= limit, $"within {limit.TotalSeconds:0} s {missing()}");
            await again.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    private static string Unseen(Dictionary<Fault, Sighting> watched)
    {
        var words = new StringBuilder("not seen:\n");
        foreach (var (fault, seen) in watched.Where(w => w.Value is not { OnMap: true, Told: true }))
            words.AppendLine($"{fault}: on the map {string.Join(", ", seen.States)}; alerts: {Words(seen.Alerts)}");
        return words.ToString();
    }

    private static string Words(IEnumerable<DrillAlert> alerts) => string.Join('\n', alerts.Select(a => $"  {a.Rule} of {a.Subject}: {a.Words}{(a.Over ? " (over)" : "")}").DefaultIfEmpty("  none"));

    private sealed class Sighting
    {
        public bool OnMap { get; set; }

        public bool Told { get; set; }

        public SortedSet<string> States { get; } = [];

        public IReadOnlyList<DrillAlert> Alerts { get; set; } = [];
    }
}
