namespace Integration.Hub.Core.Configuration;

/// <summary>A further caller of interfaces that the hub serves, beside the system that each belongs to.</summary>
/// <param name="Name">How the caller is known: in messages, and under <c>jurisdictions</c>.</param>
/// <param name="Interfaces">Interfaces whose operations it may call; no others.</param>
public sealed record CallerConfig(string Name, CredentialConfig? Credential, IReadOnlyList<string> Interfaces)
{
    /// <summary>The caller's own section, for located errors.</summary>
    public YamlSection? Section { get; init; }

    /// <summary>The callers under <c>callers:</c>; interfaces that do not exist are reported where they are named.</summary>
    internal static IReadOnlyList<CallerConfig> ReadAll(YamlSection? section, IReadOnlyDictionary<string, CredentialConfig> credentials, IReadOnlyList<SystemConfig> systems) =>
        [.. (section?.Keys ?? []).Select(name => (Name: name, Section: section!.Section(name))).Where(c => c.Section is not null).Select(c => Read(c.Name, c.Section!, credentials, systems))];

    private static CallerConfig Read(string name, YamlSection section, IReadOnlyDictionary<string, CredentialConfig> credentials, IReadOnlyList<SystemConfig> systems)
    {
        if (systems.Any(s => s.Id == name))
            section.Report($"caller '{name}' has the name of a system; a system calls its own interfaces with the credential that they name");
        var reference = section.RequiredText("credential");
        var credential = credentials.GetValueOrDefault(reference);
        if (credential is null && reference.Length > 0)
            section.ReportAt("credential", $"caller '{name}': credential '{reference}' is not given under 'credentials:'{Suggestion.For(reference, credentials.Keys)}");
        var served = systems.SelectMany(s => s.Interfaces).Where(i => i is { Direction: InterfaceDirection.In, Channel: "soap" }).Select(i => i.Id).ToList();
        var interfaces = section.Texts("interfaces");
        if (interfaces.Count == 0)
            section.Report($"caller '{name}': interfaces is missing: the served interfaces that it may call, of {string.Join(", ", served)}");
        foreach (var unknown in interfaces.Except(served))
            section.ReportAt("interfaces", $"caller '{name}': '{unknown}' is no interface that the hub serves{Suggestion.For(unknown, served)}; there are {string.Join(", ", served)}");
        return new CallerConfig(name, credential, interfaces) { Section = section };
    }
}

/// <summary>What an authenticated caller may call and see. Pure.</summary>
public sealed class CallerRights(IReadOnlyList<CallerConfig> callers, IReadOnlyDictionary<string, IReadOnlyList<string>> jurisdictions)
{
    /// <summary>A system calls its own interfaces; a further caller those that are listed for it. Where no credential is asked, anybody calls.</summary>
    /// <param name="caller">Null where the channel asked for no credential.</param>
    public bool MayCall(string? caller, InterfaceConfig @interface) =>
        @interface.Credential is null || caller == @interface.System || callers.Any(c => c.Name == caller && c.Interfaces.Contains(@interface.Id));

    public QueryCaller Of(string? caller, InterfaceConfig @interface)
    {
        var name = caller ?? @interface.System;
        return new QueryCaller(name, jurisdictions.GetValueOrDefault(name));
    }
}
