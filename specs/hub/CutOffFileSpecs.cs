using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Integration.Hub;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;
using Integration.Hub.MessageBox;
using Integration.Mappings;
using Integration.Specs.Hub.Configuration;
using Xunit;

namespace Integration.Specs.Hub;

/// <summary>A connection that breaks may look like the end of the file.</summary>
public sealed class CutOffFileSpecs : IAsyncLifetime
{
    private const int Lines = 20;
    private readonly ConfigFolder _folder = new();
    private readonly byte[] _content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, Lines).Select(n => $"line {n:D2}\n")));
    private readonly MessageBoxStore _box;
    private readonly FileIn _journey;
    private readonly Queue<int> _cuts = new();

    public CutOffFileSpecs()
    {
        _box = SqliteMessageBox.Open(Path.Combine(_folder.Root, "box.db"), "n1", TimeProvider.System);
        var section = YamlSection.Load(Path.Combine(_folder.Root, "hub.yaml"), Settings.Empty, [])!;
        var config = new InterfaceConfig { Id = "BIL-1", System = "billing", Summary = "", Direction = InterfaceDirection.In, Channel = "file", Section = section, Batch = 4 };
        _folder.Write("adapters/billing/adapter.yaml", "system: billing\ninterfaces:\n  - { id: X-1, direction: out, channel: queue, address: a, subscribe: [ { message: Y@1, mapping: m@1 } ] }\n");
        var router = new Router(Wiring.Make(HubConfigLoader.Load(_folder.Root), new NoMappings(), null, []), [], []);
        _journey = new FileIn(new InboundInterface(config, new LineMapping(), null), _box, _box, _box, new Translation(TimeProvider.System, _ => 1), router, "n1", TimeSpan.FromMinutes(2), TimeProvider.System);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IncomingFile File => new("BIL-1", "bills.txt", _content.Length, null, (offset, _) =>
    {
        var length = _cuts.TryDequeue(out var cut) ? Math.Min(cut, _content.Length - (int)offset) : _content.Length - (int)offset;
        return Task.FromResult<Stream>(new MemoryStream(_content, (int)offset, length, writable: false));
    });

    public async ValueTask InitializeAsync() => await _box.MigrateAsync(Stop);

    public async ValueTask DisposeAsync()
    {
        await _box.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Cut_off_in_the_first_pass_it_is_not_quarantined_but_read_again()
    {
        _cuts.Enqueue(75);
        await Assert.ThrowsAsync<EndOfStreamException>(() => _journey.ReceiveAsync(File, Stop));
        await TakenWholeAsync();
    }

    [Fact]
    public async Task Cut_off_in_the_second_pass_it_is_not_done_but_goes_on_after_its_last_checkpoint()
    {
        _cuts.Enqueue(_content.Length);
        _cuts.Enqueue(75);
        await Assert.ThrowsAsync<EndOfStreamException>(() => _journey.ReceiveAsync(File, Stop));
        var transfer = Assert.Single(await _box.ListAsync(new TransferQuery(), Stop));
        Assert.Equal(TransferState.Running, transfer.State);
        await TakenWholeAsync();
    }

    private async Task TakenWholeAsync()
    {
        Assert.Equal(TransferState.Done, (await _journey.ReceiveAsync(File, Stop)).State);
        Assert.Equal((Lines, 0L), (Assert.Single(await _box.ListAsync(new TransferQuery(), Stop)).Progress is var p ? (p.Accepted, p.Rejected) : default));
        Assert.Equal(Lines, (await _box.SearchAsync(new MessageQuery { Limit = 100 }, Stop)).Messages.Sum(m => m.Count));
    }

    /// <summary>A record per line; without a trailer, so that only the file's length tells that it is whole.</summary>
    private sealed class LineMapping : IInboundMapping
    {
        public string Name => "lines";

        public int Version => 1;

        public string Reference => "lines@1";

        public string Title => Name;

        public string File => Name;

        public MappingLineage Lineage { get; } = new([]);

        public IReadOnlyList<string> Produces => ["LineRead@1"];

        public bool Streams => true;

        public IReadOnlyList<CanonicalRecord> Map(ReadOnlyMemory<byte> source, MappingContext context) => throw new NotSupportedException();

        public async Task<FileCheck> CheckAsync(Stream source, CancellationToken cancellationToken)
        {
            using var all = new MemoryStream();
            await source.CopyToAsync(all, cancellationToken);
            return new FileCheck(Lines, Lines, all.Length, Convert.ToHexStringLower(SHA256.HashData(all.ToArray())), new Dictionary<string, string>(), []);
        }

        public async IAsyncEnumerable<RecordRead> ReadAsync(Stream source, FilePosition from, FileCheck check, MappingContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            // The source stands at the beginning of the file: what was taken before is passed over here.
            await source.ReadExactlyAsync(new byte[from.Offset], cancellationToken);
            using var reader = new StreamReader(source, leaveOpen: true);
            var (offset, line) = (from.Offset, from.Lines);
            while (await reader.ReadLineAsync(cancellationToken) is { } text)
            {
                offset += text.Length + 1;
                line++;
                yield return new RecordRead(line, new FilePosition(offset, line), new CanonicalRecord("LineRead", 1, Encoding.UTF8.GetBytes($"{{\"line\":{line}}}"), null, null, null, []), null, null);
            }
        }
    }

    private sealed class NoMappings : IMappingLibrary
    {
        public IReadOnlyList<IMapping> All => [];

        public IMapping? Find(string reference) => null;

        public bool IsBroken(string reference) => true;
    }
}
