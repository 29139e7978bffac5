using System.Security.Cryptography;
using System.Text;
using Integration.CanonicalModel;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;
using Integration.Mappings;
using Integration.Specs.Hub.Configuration;
using Xunit;

namespace Integration.Specs.Hub.Signing;

/// <summary>An interface that signs and one that verifies, by configuration: XML in GBK, keys of both sides.</summary>
internal sealed class SignedWorld : IDisposable
{
    /// <summary>A result without its signature; 東 is not in every Chinese charset, so bytes and characters are not the same number.</summary>
    public const string Result = "<?xml version=\"1.0\" encoding=\"GBK\"?>\n<result><item><debit>D1</debit><fen>12345</fen><holder>東興纺织</holder></item></result>";

    private readonly ConfigFolder _folder = new();

    static SignedWorld() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public SignedWorld()
    {
        WriteKeys("hub", Hub);
        WriteKeys("bank", Bank);
        _folder.Write("hub.yaml", """
            node: node-1
            store: { kind: sqlite, file: hub.db }
            mappings: mappings
            adapters: [adapters]
            credentials:
              our-key: { keyFile: hub.key.pem }
              its-key: { keyFile: bank.pub.pem }
            """);
        _folder.Write("adapters/bank/adapter.yaml", """
            system: bank
            interfaces:
              - id: OUT-1
                direction: out
                channel: file
                address: /tmp/nowhere
                sign: { element: signature, credential: our-key }
                subscribe: [ { message: DirectDebitFailed@1, mapping: bank/out@1, fileName: "{messageId}.xml" } ]
              - id: OUT-2
                direction: out
                channel: file
                address: /tmp/nowhere
                sign: { element: signature, credential: our-key }
                subscribe: [ { message: DirectDebitFailed@1, mapping: bank/twice@1, fileName: "{messageId}.xml" } ]
              - id: IN-1
                direction: in
                channel: file
                address: /tmp/nowhere
                file: { pattern: "*.xml" }
                verify: { element: signature, credential: its-key }
                mapping: bank/in@1
            """);
        _folder.Write("mappings/bank/out.v1.yaml", """
            mapping: bank/out
            version: 1
            title: what goes out
            source: { format: canonical, message: DirectDebitFailed@1 }
            target:
              format: xml
              charset: gbk
              repeat: debits/debit
              body: { debits: { debit: { no: debitNo, reason: reason } } }
            """);
        _folder.Write("mappings/bank/twice.v1.yaml", """
            mapping: bank/twice
            version: 1
            title: what has such an element of its own
            source: { format: canonical, message: DirectDebitFailed@1 }
            target: { format: xml, charset: gbk, body: { debit: { signature: debitNo } } }
            """);
        _folder.Write("mappings/bank/in.v1.yaml", """
            mapping: bank/in
            version: 1
            title: what comes in
            source: { format: xml, root: result, charset: gbk }
            each: result.item as item
            target: DirectDebitFailed@1
            fields:
              debitNo: item.debit
              reasonCode: item.fen
              reason: item.holder
              occurredAt: now()
            envelope: { id: item.debit, key: item.debit }
            """);
        var errors = new List<ConfigError>();
        var wiring = Wiring.Make(HubConfigLoader.Load(_folder.Root), MappingLibrary.Load(Path.Combine(_folder.Root, "mappings"), CanonicalCatalog.Messages), null, errors);
        Assert.Empty(errors);
        (Out, OutTwice, In) = (wiring.Outbound["OUT-1"].Routes["DirectDebitFailed"].Mapping, wiring.Outbound["OUT-2"].Routes["DirectDebitFailed"].Mapping, wiring.Inbound["IN-1"].Mapping);
    }

    public static Encoding Gbk => Encoding.GetEncoding("gbk");

    // Making keys is what takes long; the tests only read them.
    public static RSA Hub { get; } = RSA.Create(2048);

    public static RSA Bank { get; } = RSA.Create(2048);

    public IOutboundMapping Out { get; }

    /// <summary>Its mapping writes an element of the signature's name itself.</summary>
    public IOutboundMapping OutTwice { get; }

    public IInboundMapping In { get; }

    public static string Signature(string unsigned, RSA key) =>
        $"<signature>{Convert.ToBase64String(key.SignData(Gbk.GetBytes(unsigned), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}</signature>";

    /// <summary>As the contract has it: the element is the last of the root.</summary>
    public static string Signed(string unsigned = Result, RSA? key = null) => unsigned.Insert(unsigned.LastIndexOf("</", StringComparison.Ordinal), Signature(unsigned, key ?? Bank));

    public void Dispose() => _folder.Dispose();

    private void WriteKeys(string name, RSA key)
    {
        _folder.Write($"{name}.key.pem", key.ExportPkcs8PrivateKeyPem());
        _folder.Write($"{name}.pub.pem", key.ExportSubjectPublicKeyInfoPem());
    }
}
