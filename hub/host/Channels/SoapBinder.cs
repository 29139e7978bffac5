using Integration.Hub.Channels.Soap;
using Integration.Hub.Core;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;

namespace Integration.Hub.Host.Channels;

/// <summary>SOAP interfaces from their configuration, served and called.</summary>
internal static class SoapBinder
{
    public static void Check(InterfaceConfig config, List<ConfigError> errors)
    {
        if (config.Contract is null || !File.Exists(config.Contract))
            return;
        try
        {
            var contract = SoapContract.Load(config.Contract);
            foreach (var operation in config.Operations.Where(o => contract.Find(o.Operation) is null))
                errors.Add(new ConfigError(config.Section.File, operation.Line, $"interface {config.Id}: the contract has no operation '{operation.Operation}'{Suggestion.For(operation.Operation, contract.Operations.Select(o => o.Name))}"));
            if (config.Direction == InterfaceDirection.Out)
                _ = Address(config);
        }
        catch (SoapContractException e)
        {
            errors.Add(new ConfigError(config.Contract, 0, e.Message));
        }
        catch (FormatException e)
        {
            errors.Add(new ConfigError(config.Section.File, config.Section.Line, $"interface {config.Id}: {e.Message}"));
        }
        _ = ReadSection(config);
    }

    public static ISendingChannel Sender(InterfaceConfig config, TimeProvider time)
    {
        var (version, charset, credential, addressing) = ReadSection(config);
        return new SoapClientChannel(new SoapClientOptions(Address(config), SoapContract.Load(config.Contract!))
        {
            Version = version,
            Charset = charset,
            Credential = Credential(config.Credential, credential),
            Addressing = addressing,
            Timeout = config.Timeout,
            Time = time,
        });
    }

    /// <summary>Serves every path that has inbound SOAP interfaces; all interfaces of a path share its contract and its callers.</summary>
    public static void Map(WebApplication web, Wiring wiring, HubRuntime runtime, TimeProvider time)
    {
        var served = wiring.Config.Interfaces.Where(i => i.Direction == InterfaceDirection.In && i.Channel == "soap");
        foreach (var path in served.GroupBy(i => i.Path!))
        {
            var callers = path.Where(i => i.Credential is not null).Select(i => new ConfiguredCaller(i.System, i.Credential!.User, i.Credential.Password))
                .Concat(wiring.Config.Callers.Where(c => path.Any(i => c.Interfaces.Contains(i.Id))).Select(c => new ConfiguredCaller(c.Name, c.Credential!.User, c.Credential.Password)))
                .Distinct().ToList();
            var options = new SoapServerOptions { Credentials = callers.Count == 0 ? null : new ConfiguredCredentials(callers, time), Time = time };
            web.MapSoap(path.Key, SoapContract.Load(path.First().Contract!), options, runtime.Requests(path.Key));
        }
    }

    private static Uri Address(InterfaceConfig config) =>
        Uri.TryCreate(config.Address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new FormatException($"address '{config.Address}' is not an http or https address");

    private static (SoapVersion Version, SoapCharset Charset, string Credential, bool Addressing) ReadSection(InterfaceConfig config)
    {
        var s = config.ChannelSection;
        return (
            s?.Choice("version", SoapVersion.Soap11, ("1.1", SoapVersion.Soap11), ("1.2", SoapVersion.Soap12)) ?? SoapVersion.Soap11,
            s?.Choice("charset", SoapCharset.Utf8, ("utf-8", SoapCharset.Utf8), ("utf-16", SoapCharset.Utf16), ("gbk", SoapCharset.Gbk), ("gb18030", SoapCharset.Gb18030)) ?? SoapCharset.Utf8,
            s?.Choice("credential", "basic", ("basic", "basic"), ("token-text", "token-text"), ("token-digest", "token-digest")) ?? "basic",
            s?.Flag("addressing", true) ?? true);
    }

    private static SoapClientCredential? Credential(CredentialConfig? credential, string kind) => credential is not { User: { } user, Password: { } password }
        ? null
        : kind switch
        {
            "token-text" => new SoapClientCredential.TokenText(user, password),
            "token-digest" => new SoapClientCredential.TokenDigest(user, password),
            _ => new SoapClientCredential.Basic(user, password),
        };
}
