namespace Integration.CanonicalModel;

/// <summary>A typed identity or code whose wire form is a plain JSON string of 1 to <see cref="Id.MaxLength"/> characters.</summary>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    string Value { get; }

    /// <summary>Throws <see cref="FormatException"/>, saying what is wrong with <paramref name="value"/>.</summary>
    static abstract TSelf Of(string value);
}

/// <summary>What holds for every identity: short, visible, no blanks at its ends, so that two systems' copies compare equal.</summary>
public static class Id
{
    public const int MaxLength = 64;

    /// <summary>The same rule as a pattern for the published schemas.</summary>
    public const string Pattern = @"\S(.*\S)?";

    public static string Valid(string value, string kind)
    {
        if (string.IsNullOrEmpty(value))
            throw new FormatException($"a {kind} must not be empty");
        if (value.Length > MaxLength)
            throw new FormatException($"a {kind} has at most {MaxLength} characters; this one has {value.Length}: '{value[..MaxLength]}…'");
        if (char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]))
            throw new FormatException($"a {kind} has no blanks at its ends: '{value}'");
        foreach (var c in value)
        {
            if (char.IsControl(c))
                throw new FormatException($"a {kind} has no control characters; found U+{(int)c:X4}");
        }

        WireText.Check(value);
        return value;
    }
}
