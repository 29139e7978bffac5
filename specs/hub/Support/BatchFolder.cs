using Integration.Hub.Core.Configuration;
using Integration.Specs.Hub.Configuration;

namespace Integration.Specs.Hub.Support;

/// <summary>A hub with one bank that takes direct debits in batches.</summary>
internal sealed class BatchFolder : IDisposable
{
    private readonly ConfigFolder _folder = new();

    /// <param name="batch">The <c>batch:</c> section.</param>
    public BatchFolder(string batch, string fileName = "DD_{date:yyyyMMdd}_{serial:000}.txt", string zone = "Asia/Shanghai")
    {
        _folder.Write("adapters/bank/adapter.yaml", $$"""
            system: bank
            interfaces:
              - id: BNK-1
                direction: out
                channel: file
                address: /srv/bank
                timeZone: {{zone}}
                batch: {{batch}}
                subscribe:
                  - { message: CollectDirectDebit@1, mapping: bank/debits@1, fileName: "{{fileName}}" }
            """);
        _folder.Write("mappings/bank/debits.v1.yaml", """
            mapping: bank/debits
            version: 1
            title: Direct debits
            source: { format: canonical, message: CollectDirectDebit@1 }
            target:
              format: delimited
              delimiter: "|"
              records:
                - record: header
                  at: start
                  fields:
                    tag: "H"
                    batch: context("batchNo")
                    count: count()
                    total: yuan(sum(amount))
                - record: debit
                  fields:
                    tag: "D"
                    no: debitNo
                    amount: yuan(amount)
            """);
    }

    public string Mappings => Path.Combine(_folder.Root, "mappings");

    public HubConfig Load() => HubConfigLoader.Load(_folder.Root);

    public void Dispose() => _folder.Dispose();
}
