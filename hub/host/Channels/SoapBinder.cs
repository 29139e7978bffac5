using Integration.Hub.Channels.Soap;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Host.Channels;

/// <summary>SOAP interfaces from their configuration: the contract of both directions, and the calling side.</summary>
internal static class SoapBinder
{
    public static void Check(InterfaceConfig config, List<ConfigError> errors)
    {
        var contract = Contract(config, errors);
        if (config.Direction == InterfaceDirection.In)
        {
            _ = SoapServerBinder.Options(config);
            return;
        }
        if (config.Address is not null && Address(config) is null)
            config.Section.ReportAt("address", $"interface {config.Id}: address '{config.Address}' is not an http or https address");
        // Any address and contract will do for checking the section.
        if (contract is not null)
            CheckFaults(config, Options(config, new Uri("http://localhost"), contract, TimeProvider.System), contract);
    }

    public static ISendingChannel Sender(InterfaceConfig config, TimeProvider time) =>
        new SoapClientChannel(Options(config, Address(config)!, SoapContract.Load(config.Contract!), time) with { ClientCertificate = config.Credential?.LoadCertificate() });

    private static SoapContract? Contract(InterfaceConfig config, List<ConfigError> errors)
    {
        if (config.Contract is null || !File.Exists(config.Contract))
            return null;
        try
        {
            var contract = SoapContract.Load(config.Contract);
            foreach (var operation in config.Operations.Where(o => contract.Find(o.Operation) is null))
                errors.Add(new ConfigError(config.Section.File, operation.Line, $"interface {config.Id}: the contract has no operation '{operation.Operation}'{Suggestion.For(operation.Operation, contract.Operations.Select(o => o.Name))}"));
            if (config.Ask is { } ask && contract.Find(ask.Operation) is null)
                ask.Section.ReportAt("operation", $"interface {config.Id}: the contract has no operation '{ask.Operation}' to ask with{Suggestion.For(ask.Operation, contract.Operations.Select(o => o.Name))}");
            return contract;
        }
        catch (SoapContractException e)
        {
            errors.Add(new ConfigError(config.Contract, 0, e.Message));
            return null;
        }
    }

    private static void CheckFaults(InterfaceConfig config, SoapClientOptions options, SoapContract contract)
    {
        var declared = contract.Operations.SelectMany(o => o.Faults).SelectMany(f => new[] { f.Name, f.Element.Name }).Distinct().ToList();
        foreach (var unknown in (options.BusinessFaults ?? new HashSet<string>()).Where(f => !declared.Contains(f)))
            config.Own().ReportAt("businessFaults", $"{config.Own().Path}.businessFaults: the contract declares no fault '{unknown}'{Suggestion.For(unknown, declared)}");
    }

    private static SoapClientOptions Options(InterfaceConfig config, Uri address, SoapContract contract, TimeProvider time)
    {
        var s = config.Own();
        var options = new SoapClientOptions(address, contract)
        {
            Version = s.Choice("version", SoapVersion.Soap11, ("1.1", SoapVersion.Soap11), ("1.2", SoapVersion.Soap12)),
            Charset = s.Choice("charset", SoapCharset.Utf8, ("utf-8", SoapCharset.Utf8), ("utf-16", SoapCharset.Utf16), ("gbk", SoapCharset.Gbk), ("gb18030", SoapCharset.Gb18030)),
            Credential = Credential(config.Credential, s.Choice("credential", "basic", ("basic", "basic"), ("token-text", "token-text"), ("token-digest", "token-digest"))),
            TrustedIssuers = s.Authorities("caFile"),
            ServerThumbprints = s.Thumbprints("thumbprints"),
            Addressing = s.Flag("addressing", true),
            Timeout = config.Timeout,
            ConnectTimeout = s.Duration("connectTimeout", TimeSpan.FromSeconds(5)),
            BusinessFaults = s.Texts("businessFaults") is { Count: > 0 } faults ? faults.ToHashSet() : null,
            Time = time,
        };
        return options with { Limits = SoapServerBinder.Limits(s, options.Limits) };
    }

    private static Uri? Address(InterfaceConfig config) =>
        Uri.TryCreate(config.Address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;

    private static SoapClientCredential? Credential(CredentialConfig? credential, string kind) => credential is not { User: { } user, Password: { } password }
        ? null
        : kind switch
        {
            "token-text" => new SoapClientCredential.TokenText(user, password),
            "token-digest" => new SoapClientCredential.TokenDigest(user, password),
            _ => new SoapClientCredential.Basic(user, password),
        };
}
