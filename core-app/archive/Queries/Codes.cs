namespace Integration.CoreApp.Archive.Queries;

/// <summary>Wire names in columns → codes.</summary>
internal static class Codes
{
    public static T Read<T>(string? wireName)
        where T : struct, Enum => Enum.Parse<T>(wireName ?? throw new InvalidOperationException($"a {typeof(T).Name} is missing in the archive"), ignoreCase: true);
}
