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
    private readonly Queue<byte[]> _contents = new();
    private readonly LineMapping _mapping = new();

    public CutOffFileSpecs()
    {
        _box = SqliteMessageBox.Open(Path.Combine(_folder.Root, "box.db"), "n1", TimeProvider.System);
        var section = YamlSection.Load(Path.Combine(_folder.Root, "hub.yaml"), Settings.Empty, [])!;
        var config = new InterfaceConfig { Id = "BIL-1", System = "billing", Summary = "", Direction = InterfaceDirection.In, Channel = "file", Section = section, Batch = 4 };
        _folder.Write("adapters/billing/adapter.yaml", "system: billing\ninterfaces:\n  - { id: X-1, direction: out, channel: queue, address: a, subscribe: [ { message: Y@1, mapping: m@1 } ] }\n");
        var router = new Router(Wiring.Make(HubConfigLoader.Load(_folder.Root), new NoMappings(), null, []), [], []);
        _journey = new FileIn(new InboundInterface(config, _mapping, null), _box, _box, _box, new Translation(TimeProvider.System, _ => 1), router, "n1", TimeSpan.FromMinutes(2), TimeProvider.System);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IncomingFile File => new("BIL-1", "bills.txt", _content.Length, null, (offset, _) =>
    {
        if (_contents.TryDequeue(out var other))
            return Task.FromResult<Stream>(new MemoryStream(other, (int)offset, other.Length - (int)offset, writable: false));
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

    public static TheoryData<string, string, int> Others => new()
    {
        // The same length with a line less, the same length with other words, and a line more; what has been released is what full batches before the last had.
        { "fewer lines", string.Concat(Enumerable.Range(1, Lines - 2).Select(n => $"line {n:D2}\n")) + "line 19 line 20\n", 16 },
        { "other words", string.Concat(Enumerable.Range(1, Lines).Select(n => $"LINE {n:D2}\n")), 16 },
        { "more lines", string.Concat(Enumerable.Range(1, Lines + 1).Select(n => $"line {n:D2}\n")), 20 },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Other_content_in_the_second_pass_is_never_done_and_its_last_batch_is_not_released(string what, string content, int released)
    {
        Assert.True(Encoding.UTF8.GetByteCount(content) >= _content.Length, what);
        _contents.Enqueue(_content);
        _contents.Enqueue(Encoding.UTF8.GetBytes(content));
        var transfer = await QuarantinedAsync("file.changed");
        Assert.Equal(released, transfer.Progress.Accepted);
        Assert.Equal(released, (await _box.SearchAsync(new MessageQuery { Limit = 100 }, Stop)).Messages.Sum(m => m.Count));
    }

    [Fact]
    public async Task Changed_between_a_broken_run_and_the_next_it_does_not_go_on_in_the_middle_of_other_content()
    {
        _cuts.Enqueue(_content.Length);
        _cuts.Enqueue(75);
        await Assert.ThrowsAsync<EndOfStreamException>(() => _journey.ReceiveAsync(File, Stop));
        _contents.Enqueue(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_content).Replace("line 01", "LINE 01")));
        await QuarantinedAsync("file.changed");
    }

    [Theory]
    [InlineData(Lines - 1)]
    [InlineData(Lines + 1)]
    public async Task The_same_content_that_gives_another_number_of_records_is_not_done(int counted)
    {
        _mapping.Counted = counted;
        Assert.Contains($"counted {counted} records, reading them gave {Lines}", (await QuarantinedAsync("file.miscounted")).Failure!.Message);
    }

    [Fact]
    public async Task Records_that_the_mapping_leaves_out_may_be_missing_and_it_is_done()
    {
        (_mapping.Counted, _mapping.SomeLeftOut) = (Lines + 3, true);
        await TakenWholeAsync();
    }

    private async Task<Transfer> QuarantinedAsync(string code)
    {
        var verdict = await _journey.ReceiveAsync(File, Stop);
        Assert.Equal((TransferState.Quarantined, code), (verdict.State, verdict.Failure?.Code));
        var transfer = Assert.Single(await _box.ListAsync(new TransferQuery(), Stop));
        Assert.Equal(TransferState.Quarantined, transfer.State);
        return transfer;
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
        /// <summary>What the first pass counts.</summary>
        public int Counted { get; set; } = Lines;

        public bool SomeLeftOut { get; set; }

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
            return new FileCheck(Counted, Lines, all.Length, Convert.ToHexStringLower(SHA256.HashData(all.ToArray())), new Dictionary<string, string>(), [], SomeLeftOut);
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
