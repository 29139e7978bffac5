using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Integration.Hub.Access;

/// <summary>Hashes, checks and makes passwords.</summary>
internal static class Passwords
{
    // No l, 1, I, 0, O: it is read from a screen and typed.
    private const string Letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
    private const string Digits = "23456789";
    private static readonly PasswordHasher<string> Hasher = new();

    // Checked where there is no such person, so that the time taken does not tell.
    private static readonly string Nobodys = Hasher.HashPassword("", Guid.NewGuid().ToString());

    public static string Hash(string name, string password) => Hasher.HashPassword(name, password);

    public static bool Fits(string name, string? hash, string password) =>
        Hasher.VerifyHashedPassword(name, hash ?? Nobodys, password) != PasswordVerificationResult.Failed && hash is not null;

    /// <summary>Fourteen characters that nobody can guess, and that the rules take.</summary>
    public static string Make() => RandomNumberGenerator.GetString(Letters, 10) + RandomNumberGenerator.GetString(Digits, 4);

    /// <exception cref="AccessRefusedException">It is too weak.</exception>
    public static void Check(string name, string password, AccessRules rules)
    {
        if (password.Length < rules.PasswordLength)
            throw new AccessRefusedException("new", "tooShort", $"a password has at least {rules.PasswordLength} characters") { Args = new Dictionary<string, string> { ["min"] = $"{rules.PasswordLength}" } };
        if (password.Length > 200)
            throw new AccessRefusedException("new", "tooLong", "a password has at most 200 characters") { Args = new Dictionary<string, string> { ["max"] = "200" } };
        if (!password.Any(char.IsLetter) || password.All(char.IsLetter) || password.Distinct().Count() < 5)
            throw new AccessRefusedException("new", "tooSimple", "a password has letters and something else, and at least five different characters");
        if (password.Contains(name, StringComparison.OrdinalIgnoreCase))
            throw new AccessRefusedException("new", "likeName", "the password must not contain the sign-in name");
    }
}
