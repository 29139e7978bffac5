using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;
using Integration.Mappings;

namespace Integration.Hub.Core.Running;

/// <summary>
/// All that decides how an interface works, as one hash: its section with settings and credential resolved, its contract, its mappings and the code
/// tables that these name. Taken when the configuration is read, so that a file edited later makes a difference.
/// </summary>
internal static partial class Fingerprint
{
    public static string Of(InterfaceConfig i, HubConfig hub, Wiring wiring)
    {
        var text = new StringBuilder(i.Section.Resolved()).Append('\n').Append(Secrets(i.Credential)).Append('\n').Append(i.TimeZone.Id).Append('\n');
        if (i.Contract is { } contract && File.Exists(contract))
            text.Append(File.ReadAllText(contract));
        foreach (var mapping in MappingsOf(i, wiring).Select(m => m.Reference).Distinct().Order(StringComparer.Ordinal))
            text.Append(mapping).Append('\n').Append(MappingText(mapping, wiring.Mappings));
        // Who may call and what they see is asked for at every request of a served interface.
        text.Append(string.Join(';', hub.Jurisdictions.Select(j => $"{j.Key}={string.Join(',', j.Value)}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Of all interfaces together.</summary>
    public static string Of(IReadOnlyDictionary<string, string> interfaces) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', interfaces.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => $"{i.Key} {i.Value}")))))[..12];

    private static IEnumerable<IMapping> MappingsOf(InterfaceConfig i, Wiring wiring)
    {
        IEnumerable<IMapping?> all =
        [
            wiring.Inbound.GetValueOrDefault(i.Id)?.Mapping, wiring.Inbound.GetValueOrDefault(i.Id)?.Receipt?.Receipt, wiring.Inbound.GetValueOrDefault(i.Id)?.Receipt?.Rejects,
            .. wiring.Outbound.GetValueOrDefault(i.Id)?.Routes.Values.SelectMany(r => new IMapping?[] { r.Mapping, r.Answer }.Concat(r.Faults.Values)) ?? [],
            .. wiring.Served.GetValueOrDefault(i.Id)?.Values.SelectMany(o => new IMapping?[] { o.Request, o.Answer, o.Refusal?.Mapping }) ?? [],
            .. wiring.Outbound.GetValueOrDefault(i.Id)?.Ask is { } ask ? new IMapping?[] { ask.Request, ask.Answer, ask.Refused }.Concat(ask.Done.Values) : [],
        ];
        return all.OfType<IMapping>();
    }

    // As it was loaded: the file may be another by now, or another text stand in its place. A canonical form has no file, and never changes.
    private static string MappingText(string reference, IMappingLibrary mappings) =>
        mappings.TextOf(reference.Replace("@", ".v", StringComparison.Ordinal) + ".yaml") is not { } text ? ""
            : text + string.Concat(TableName().Matches(text).Select(m => $"{m.Groups[1].Value}/codes/{m.Groups[2].Value}.yaml").Distinct().Select(mappings.TextOf));

    private static string Secrets(CredentialConfig? c) => c is null ? "" : string.Join('\n', c.Name, c.User, c.Password, c.KeyFile, c.Fingerprint, c.CertificateFile, c.CertificatePassword, c.Thumbprint, c.Subject,
        c.CertificateFile is { } certificate && File.Exists(certificate) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(certificate))) : "",
        c.KeyFile is { } key && File.Exists(key) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(key))) : "");

    [GeneratedRegex("\"([a-z0-9-]+)/([a-z0-9-]+)\"")]
    private static partial Regex TableName();
}
