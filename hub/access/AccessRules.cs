namespace Integration.Hub.Access;

/// <summary>How passwords and sessions are kept.</summary>
public sealed record AccessRules
{
    /// <summary>Characters that a password has at least.</summary>
    public int PasswordLength { get; init; } = 10;

    /// <summary>After this time a new one is asked for.</summary>
    public TimeSpan PasswordAge { get; init; } = TimeSpan.FromDays(90);

    /// <summary>So many passwords before the present one are not taken again.</summary>
    public int PasswordsKept { get; init; } = 5;

    /// <summary>So many wrong passwords one after the other lock a person out …</summary>
    public int WrongAtMost { get; init; } = 5;

    /// <summary>… for this time.</summary>
    public TimeSpan LockedFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A session ends when nothing was asked for so long …</summary>
    public TimeSpan IdleAtMost { get; init; } = TimeSpan.FromHours(2);

    /// <summary>… and in any case after this time.</summary>
    public TimeSpan SessionAge { get; init; } = TimeSpan.FromHours(12);

    public bool IsExpired(Person person, DateTimeOffset now) => person.MustChange || now - person.PasswordAt >= PasswordAge;
}
