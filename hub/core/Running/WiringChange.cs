using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;

namespace Integration.Hub.Core.Running;

/// <summary>Which interfaces a new configuration adds, removes and changes.</summary>
public sealed record WiringChange(IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Changed)
{
    internal static WiringChange Between(Wiring before, Wiring after)
    {
        var (old, now) = (Prints(before), Prints(after));
        return new WiringChange(
            [.. now.Keys.Except(old.Keys)],
            [.. old.Keys.Except(now.Keys)],
            [.. now.Where(n => old.TryGetValue(n.Key, out var print) && print != n.Value).Select(n => n.Key)]);
    }

    public bool IsEmpty => Added.Count + Removed.Count + Changed.Count == 0;

    public override string ToString() => IsEmpty
        ? "nothing has changed"
        : string.Join("; ", new[] { Part("added", Added), Part("changed", Changed), Part("removed", Removed) }.OfType<string>());

    private static string? Part(string word, IReadOnlyList<string> ids) => ids.Count == 0 ? null : $"{word} {string.Join(", ", ids)}";

    private static Dictionary<string, string> Prints(Wiring wiring) => wiring.Config.Interfaces.ToDictionary(i => i.Id, i => wiring.Fingerprints.GetValueOrDefault(i.Id, ""));
}
