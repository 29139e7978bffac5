using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo;

/// <summary>The data warehouse of a demo world. The hub knows nothing of it until its adapter is written.</summary>
internal sealed class WarehouseWorld
{
    public required WarehouseCounterpart System { get; init; }

    /// <summary>Where the hub will leave its files.</summary>
    public required FilePlace Files { get; init; }

    public static async Task<WarehouseWorld> MakeAsync(string folder, SettingsBook settings)
    {
        var system = new WarehouseCounterpart(settings.Queue("warehouse.profiles", "warehouse-queue"), Path.Combine(folder, "warehouse"));
        settings.Soap("warehouse.soap", system.SoapAddress, "warehouse-soap");
        return new WarehouseWorld { System = system, Files = await settings.PlaceAsync("warehouse.files", "warehouse", "warehouse-files") };
    }

    /// <summary>Its adapter, as a person would write it: two files, and nothing else of the hub is touched.</summary>
    public static void Write(string adapters, string home)
    {
        var contract = Directory.CreateDirectory(Path.Combine(adapters, "warehouse", "contract")).FullName;
        File.Copy(Path.Combine(home, "specs", "how-to", "subscriber.wsdl"), Path.Combine(contract, "subscriber.wsdl"), overwrite: true);
        File.WriteAllText(Path.Combine(adapters, "warehouse", "adapter.yaml"), """
            system: warehouse
            name: 数据仓库 data warehouse
            interfaces:
              - id: SUB-1
                summary: 钻石客户资料 profiles of diamond customers
                direction: out
                channel: queue
                address: ${warehouse.profiles}
                credential: warehouse-queue
                format: canonical-json
                retry: { attempts: 20, first: 1s, max: 1m }
                subscribe:
                  - message: CustomerProfileChanged@1
                    filter: { levels: [diamond] }

              - id: SUB-2
                summary: 申告 trouble reports
                direction: out
                channel: soap
                address: ${warehouse.soap}
                credential: warehouse-soap
                contract: contract/subscriber.wsdl
                soap: { businessFaults: [NotTaken] }
                format: canonical-xml
                timeout: 5s
                retry: { attempts: 20, first: 1s, max: 1m }
                circuit: { after: 5, probe: 2s }
                subscribe:
                  - message: TroubleTicketRaised@1
                    operation: Receive

              - id: SUB-3
                summary: 满意度 survey scores, five to a file
                direction: out
                channel: file
                address: ${warehouse.files}
                credential: warehouse-files
                file: { folder: surveys, makeFolder: true }
                batch: { count: 5, after: 2s }
                format: canonical-json
                retry: { attempts: 20, first: 1s, max: 1m }
                subscribe:
                  - message: InteractionRecorded@1
                    fileName: "S_{number:000000}.json"
                    filter: { when: 'kind == "survey"' }

            """);
    }
}
