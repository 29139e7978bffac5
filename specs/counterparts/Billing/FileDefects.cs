namespace Integration.Specs.Counterparts;

/// <summary>What a file's defects are; all false and 0 in a well-behaved one.</summary>
internal sealed record FileDefects(bool Truncated = false, bool WrongTotal = false, bool WrongEncoding = false, int BadLines = 0, bool Empty = false)
{
    /// <summary>The defects that the moods want now, used up by one.</summary>
    public static (FileDefects Defects, IReadOnlyList<MoodKind> Shown) Take(MoodBoard moods, string @interface)
    {
        var shown = new List<MoodKind>();
        Mood? TakeOne(MoodKind kind)
        {
            var mood = moods.Take(@interface, kind);
            if (mood is not null)
                shown.Add(kind);
            return mood;
        }
        return (new FileDefects(
            TakeOne(MoodKind.Truncated) is not null, TakeOne(MoodKind.WrongTotal) is not null, TakeOne(MoodKind.WrongEncoding) is not null,
            TakeOne(MoodKind.BadLines)?.Count ?? 0, TakeOne(MoodKind.Empty) is not null), shown);
    }
}
