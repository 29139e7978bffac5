using System.Security.Cryptography.X509Certificates;
using Integration.Hub.Channels.Soap;
using Integration.Hub.Core;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;

namespace Integration.Hub.Host.Channels;

/// <summary>SOAP addresses that the hub serves. All interfaces of a path share its contract, its callers and the one <c>soap:</c> section among them.</summary>
internal static class SoapServerBinder
{
    private static readonly (string Word, SoapCredentialKinds Kind)[] Kinds =
    [
        ("token-text", SoapCredentialKinds.UsernameTokenText), ("token-digest", SoapCredentialKinds.UsernameTokenDigest),
        ("basic", SoapCredentialKinds.Basic), ("certificate", SoapCredentialKinds.ClientCertificate),
    ];

    /// <summary>What serves every path that has inbound SOAP interfaces.</summary>
    public static IReadOnlyDictionary<string, RequestDelegate> Services(Wiring wiring, HubRuntime runtime, IUsedOnce used, TimeProvider time, ILoggerFactory logs)
    {
        var services = new Dictionary<string, RequestDelegate>();
        foreach (var path in Paths(wiring.Config.Interfaces))
        {
            var leader = Leader(path);
            var callers = SoapCallers.Of(path, wiring.Config.Callers).Select(c => c.Caller).Distinct().ToList();
            var options = Options(leader) with
            {
                Credentials = callers.Count == 0 ? null : new ConfiguredCredentials(callers, time, Authorities(leader)),
                ReplayGuard = new SharedReplayGuard(used),
                Time = time,
            };
            services[path.Key] = new SoapService(SoapContract.Load(leader.Contract!), options, runtime.Requests(path.Key, wiring), logs.CreateLogger<SoapService>()).HandleAsync;
        }
        return services;
    }

    /// <summary>Interfaces of one path must not contradict each other, and its callers must be told apart.</summary>
    public static void CheckPaths(IReadOnlyList<InterfaceConfig> interfaces, IReadOnlyList<CallerConfig> furtherCallers)
    {
        foreach (var path in Paths(interfaces))
        {
            SoapCallers.Check(path.Key, SoapCallers.Of(path, furtherCallers));
            var leader = Leader(path);
            foreach (var other in path.Where(i => i != leader && i.ChannelSection is not null))
                other.Section.ReportAt("soap", $"interface {other.Id}: path {path.Key} has its soap section at {leader.Id} already; the interfaces of a path share one");
            foreach (var other in path.Where(i => i.Contract is not null && leader.Contract is not null && i.Contract != leader.Contract))
                other.Section.ReportAt("contract", $"interface {other.Id}: path {path.Key} serves {leader.Contract} for {leader.Id}; the interfaces of a path share one contract");
        }
    }

    public static SoapServerOptions Options(InterfaceConfig config)
    {
        var s = config.Own();
        _ = Authorities(config);
        var options = new SoapServerOptions();
        return options with
        {
            Accept = Accept(s),
            TokenWindow = s.Duration("tokenWindow", options.TokenWindow),
            ClockSkew = s.Duration("clockSkew", options.ClockSkew),
            Limits = Limits(s, options.Limits),
            BodyTimeout = s.Duration("bodyTimeout", options.BodyTimeout),
            AnswerTimeout = s.Duration("answerTimeout", options.AnswerTimeout),
            RetryAfter = s.Duration("retryAfter", options.RetryAfter),
            MaxConcurrent = s.Int("maxConcurrent", options.MaxConcurrent, 1, 10_000),
            PublicAddress = PublicAddress(s),
        };
    }

    public static SoapLimits Limits(YamlSection s, SoapLimits otherwise) => otherwise with
    {
        MaxBytes = s.Int("maxBytes", otherwise.MaxBytes, 1024, 1024 * 1024 * 1024),
        MaxDepth = s.Int("maxDepth", otherwise.MaxDepth, 4, 1000),
    };

    private static IEnumerable<IGrouping<string, InterfaceConfig>> Paths(IEnumerable<InterfaceConfig> interfaces) =>
        interfaces.Where(i => i is { Direction: InterfaceDirection.In, Channel: "soap", Path: not null }).GroupBy(i => i.Path!);

    private static InterfaceConfig Leader(IEnumerable<InterfaceConfig> path) => path.FirstOrDefault(i => i.ChannelSection is not null) ?? path.First();

    private static X509Certificate2Collection? Authorities(InterfaceConfig config) => config.Own().Authorities("caFile");

    private static SoapCredentialKinds Accept(YamlSection s)
    {
        var accept = default(SoapCredentialKinds);
        foreach (var word in s.Texts("accept"))
        {
            var known = Array.Find(Kinds, k => k.Word == word);
            if (known.Word is null)
                s.ReportAt("accept", $"{s.Path}.accept: '{word}' is no kind of credential, expected {string.Join(", ", Kinds.Select(k => k.Word))}");
            accept |= known.Kind;
        }
        return accept == default ? SoapCredentialKinds.All : accept;
    }

    private static Uri? PublicAddress(YamlSection s)
    {
        if (s.Text("publicAddress") is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            return uri;
        s.ReportAt("publicAddress", $"{s.Path}.publicAddress is '{text}', expected an http or https address");
        return null;
    }
}
