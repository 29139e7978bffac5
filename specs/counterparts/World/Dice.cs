namespace Integration.Specs.Counterparts;

/// <summary>Numbers that look random and are always the same for the same question: no state, so any item of the world stands by itself.</summary>
internal static class Dice
{
    /// <summary>0 … <paramref name="sides"/> − 1.</summary>
    public static int Roll(int sides, long index, string about, int seed = 0) => (int)(Mix(index, about, seed) % (ulong)sides);

    private static ulong Mix(long index, string about, int seed)
    {
        var h = 14695981039346656037UL ^ (ulong)(uint)seed;
        foreach (var c in about)
            h = (h ^ c) * 1099511628211UL;
        h ^= (ulong)index * 0x9E3779B97F4A7C15UL;
        h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9UL;
        h = (h ^ (h >> 27)) * 0x94D049BB133111EBUL;
        return h ^ (h >> 31);
    }
}
