using Integration.CanonicalModel;

namespace Integration.Hub.Core.Configuration;

/// <summary>On which ways alerts are told. The rules themselves are data: people change them while the hub runs.</summary>
public sealed record AlertsConfig(IReadOnlyList<AlertRouteConfig> Routes)
{
    internal static AlertsConfig? Read(YamlSection? s, IReadOnlyDictionary<string, CredentialConfig> credentials)
    {
        if (s is null)
            return null;
        var routes = s.Sections("routes").Select(r => AlertRouteConfig.Read(r, credentials)).ToList();
        foreach (var twice in routes.GroupBy(r => r.Name).Where(g => g.Count() > 1))
            s.ReportAt("routes", $"{s.Path}.routes: two routes are called '{twice.Key}'; what is still to be told is kept by the route's name");
        return new AlertsConfig(routes);
    }
}

/// <param name="Kind">webHook, mail or message.</param>
/// <param name="Address">Of the web hook, or smtp://host:port.</param>
/// <param name="From">Alerts of this severity on.</param>
/// <param name="Recipients">Of mails.</param>
public sealed record AlertRouteConfig(string Name, string Kind, string Address, CredentialConfig? Credential, Severity From, string Sender, IReadOnlyList<string> Recipients, bool StartTls)
{
    internal static AlertRouteConfig Read(YamlSection s, IReadOnlyDictionary<string, CredentialConfig> credentials)
    {
        var kind = s.Choice("kind", "webHook", ("webHook", "webHook"), ("mail", "mail"), ("message", "message"));
        var address = kind == "message" ? "" : s.RequiredText("address");
        var schemes = kind == "mail" ? new[] { "smtp" } : ["http", "https"];
        if (address.Length > 0 && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme)))
            s.ReportAt("address", $"{s.Path}.address is not an address of the kind {string.Join(" or ", schemes)}");
        CredentialConfig? credential = null;
        if (s.Text("credential") is { } name && !credentials.TryGetValue(name, out credential))
            s.ReportAt("credential", $"{s.Path}.credential: there is no credential '{name}'{Suggestion.For(name, credentials.Keys)}");
        var to = s.Texts("to");
        if (kind == "mail" && to.Count == 0)
            s.Report($"{s.Path}.to is missing: a list of mail addresses");
        return new AlertRouteConfig(
            s.RequiredText("name"), kind, address, credential, s.Choice("from", Severity.Minor, ("minor", Severity.Minor), ("major", Severity.Major), ("critical", Severity.Critical)),
            kind == "mail" ? s.RequiredText("sender") : "", to, kind == "mail" && s.Flag("startTls", false));
    }
}
