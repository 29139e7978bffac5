using Integration.Hub.Channels.Soap;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Host.Channels;

/// <summary>Who may call a served path, with the place in the configuration that says so.</summary>
/// <param name="Who">The system's interface or the further caller, in words.</param>
internal sealed record SoapCaller(ConfiguredCaller Caller, string Who, YamlSection? Section);

/// <summary>The callers of a served SOAP path: the systems of its interfaces, and those under <c>callers:</c>.</summary>
internal static class SoapCallers
{
    public static IReadOnlyList<SoapCaller> Of(IEnumerable<InterfaceConfig> path, IReadOnlyList<CallerConfig> further)
    {
        var served = path.ToList();
        return
        [
            .. served.Where(i => i.Credential is not null).Select(i => new SoapCaller(Caller(i.System, i.Credential!), $"interface {i.Id}", i.Section)),
            .. further.Where(c => c.Credential is not null && served.Exists(i => c.Interfaces.Contains(i.Id))).Select(c => new SoapCaller(Caller(c.Name, c.Credential!), $"caller '{c.Name}'", c.Section)),
        ];
    }

    /// <summary>Of two callers with one user, the first would answer for both: the second could never sign in, or would be taken for somebody else.</summary>
    public static void Check(string path, IReadOnlyList<SoapCaller> callers)
    {
        Refuse(path, callers, c => c.UserName, "user");
        Refuse(path, callers, c => c.CertificateThumbprint?.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant(), "certificate thumbprint");
        Refuse(path, callers, c => c.CertificateSubject, "certificate subject");
    }

    private static void Refuse(string path, IReadOnlyList<SoapCaller> callers, Func<ConfiguredCaller, string?> known, string what)
    {
        foreach (var same in callers.Where(c => known(c.Caller) is not null).GroupBy(c => known(c.Caller)))
        {
            foreach (var second in same.DistinctBy(c => c.Caller).Skip(1))
                second.Section?.ReportAt("credential", $"{second.Who}: its credential has the {what} '{same.Key}', as {same.First().Who} on path {path} has; each caller of a path needs a {what} of its own, and one system one credential");
        }
    }

    private static ConfiguredCaller Caller(string name, CredentialConfig credential) =>
        new(name, credential.User, credential.Password, credential.Thumbprint, credential.Subject);
}
