using Integration.CanonicalModel;
using Integration.Hub;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Maintenance;
using Integration.Hub.MessageBox;
using Integration.Specs.Servers;
using Xunit;

namespace Integration.Specs.Hub.Maintenance;

/// <summary>A file that does not come by its hour is seen and told once: by every node, after every restart, on both stores.</summary>
public abstract class ExpectedFileConformance : IAsyncLifetime
{
    private const string Interface = "BNK-3";
    private static readonly DateTimeOffset Hour = new(2026, 11, 22, 6, 30, 0, TimeSpan.FromHours(8));
    private readonly ManualTimeProvider _clock = new(Hour.AddMinutes(-1));
    private readonly List<MessageBoxStore> _nodes = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract Task<MessageBoxStore> OpenAsync(string node, TimeProvider time);

    public async ValueTask InitializeAsync() => await (await NodeAsync("n1")).MigrateAsync(Cancel);

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_missing_file_is_told_once_by_two_nodes_and_a_restarted_one()
    {
        await BringAsync("yesterday.txt", TransferState.Done, Hour.AddDays(-1));
        await Warnings(_nodes[0]).RunAsync(Cancel);
        Assert.Empty(await SaidAsync<WarningRaised>());

        _clock.Advance(TimeSpan.FromMinutes(2));
        var (one, two) = (Warnings(_nodes[0]), Warnings(await NodeAsync("n2")));
        await Task.WhenAll(one.RunAsync(Cancel), two.RunAsync(Cancel));
        await one.RunAsync(Cancel);
        await Warnings(await NodeAsync("n1")).RunAsync(Cancel);

        var raised = Assert.Single(await SaidAsync<WarningRaised>());
        Assert.Equal((WarningKind.Interface, "cn.zj", Hour), (raised.Kind, raised.OrgUnit.Value, raised.RaisedAt));
        Assert.Contains("BNK-3", raised.Title, StringComparison.Ordinal);
        Assert.True((await LookAsync()).IsMissing);
        Assert.Contains("2026-11-22 06:30", (await LookAsync()).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_late_file_ends_it_and_the_next_day_is_a_matter_of_its_own()
    {
        _clock.Advance(TimeSpan.FromMinutes(2));
        await Warnings(_nodes[0]).RunAsync(Cancel);
        _clock.Advance(TimeSpan.FromHours(1));
        await BringAsync("late.txt", TransferState.Done, _clock.GetUtcNow());
        Assert.True(await LookAsync() is { IsMissing: false, CameLate: true });

        await Warnings(_nodes[0]).RunAsync(Cancel);
        await Warnings(await NodeAsync("n2")).RunAsync(Cancel);
        var closed = Assert.Single(await SaidAsync<WarningStateChanged>());
        Assert.Equal(((await SaidAsync<WarningRaised>())[0].WarningId, WarningState.Closed), (closed.WarningId, closed.State));

        _clock.Advance(TimeSpan.FromDays(1));
        await Warnings(_nodes[0]).RunAsync(Cancel);
        Assert.Equal(2, (await SaidAsync<WarningRaised>()).Count);
    }

    [Fact]
    public async Task A_file_in_time_says_nothing()
    {
        await BringAsync("good.txt", TransferState.Done, _clock.GetUtcNow());
        _clock.Advance(TimeSpan.FromHours(2));
        await Warnings(_nodes[0]).RunAsync(Cancel);
        Assert.False((await LookAsync()).IsMissing);
        Assert.Empty(await SaidAsync<WarningRaised>());
        Assert.Empty(await SaidAsync<WarningStateChanged>());
    }

    [Theory]
    [InlineData(TransferState.Quarantined)]
    [InlineData(TransferState.Duplicate)]
    public async Task A_file_that_could_not_be_taken_is_not_the_one_expected(TransferState state)
    {
        await BringAsync("bad.txt", state, _clock.GetUtcNow());
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.True((await LookAsync()).IsMissing);
    }

    private async Task<MessageBoxStore> NodeAsync(string name)
    {
        var node = await OpenAsync(name, _clock);
        _nodes.Add(node);
        return node;
    }

    private async Task BringAsync(string name, TransferState state, DateTimeOffset at)
    {
        var back = _clock.GetUtcNow() - at;
        _clock.Advance(-back);
        ITransferLedger ledger = _nodes[0];
        var claim = await ledger.ClaimAsync(new TransferKey(Interface, TransferDirection.In, name, 10, at), "n1", TimeSpan.FromMinutes(2), Cancel);
        await ledger.FinishAsync(claim.Transfer.Id, "n1", state, claim.Transfer.Progress, null, Cancel);
        _clock.Advance(back);
    }

    private async Task<ExpectedFile> LookAsync() => Assert.Single(await new ExpectedFiles(Config, _nodes[0], _clock).LookAsync(Cancel));

    private ExpectedFileWarnings Warnings(MessageBoxStore node) => new(new ExpectedFiles(Config, node, _clock), Config,
        (envelope, cancel) => node.AcceptAsync(new AcceptItem(envelope, [], []), cancel), _clock);

    private async Task<List<T>> SaidAsync<T>() where T : class
    {
        var page = await _nodes[0].SearchAsync(new MessageQuery { Type = typeof(T).Name }, Cancel);
        var said = new List<T>();
        foreach (var message in page.Messages)
            said.Add(CanonicalJson.Deserialize<T>((await _nodes[0].GetAsync(message.Id, Cancel))!.Envelope.Body));
        return said;
    }

    private static HubConfig Config { get; } = new()
    {
        Node = "n1",
        Http = "http://127.0.0.1:1",
        Store = new StoreConfig("sqlite", ""),
        MappingsFolder = "",
        Credentials = new Dictionary<string, CredentialConfig>(),
        Jurisdictions = new Dictionary<string, IReadOnlyList<string>>(),
        StopGrace = TimeSpan.Zero,
        Retention = TimeSpan.FromDays(90),
        OrgUnit = "cn.zj",
        Systems = [new SystemConfig("bank", "bank", "", "", [new InterfaceConfig
        {
            Id = Interface,
            System = "bank",
            Summary = "statement",
            Direction = InterfaceDirection.In,
            Channel = "file",
            Section = YamlSection.Empty("interfaces[0]"),
            ExpectedBy = new ExpectedBy(new TimeOnly(6, 30), TimeOnly.MinValue, [], null, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")),
        }])],
    };
}

public sealed class ExpectedFilesOnSqlite : ExpectedFileConformance
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-expected-").FullName;

    protected override Task<MessageBoxStore> OpenAsync(string node, TimeProvider time) =>
        Task.FromResult(SqliteMessageBox.Open(Path.Combine(_folder, "hub.db"), node, time));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

public sealed class ExpectedFilesOnPostgres(ExpectedFilesOnPostgres.Server server) : ExpectedFileConformance, IClassFixture<ExpectedFilesOnPostgres.Server>
{
    private Task<string>? _database;

    protected override async Task<MessageBoxStore> OpenAsync(string node, TimeProvider time) =>
        PostgresMessageBox.Open(await (_database ??= server.DatabaseAsync()), node, time);

    public sealed class Server : IAsyncLifetime
    {
        private PostgresServer? _server;
        private int _count;

        public Task<string> DatabaseAsync() => _server!.CreateDatabaseAsync($"expected_{_count++}");

        public async ValueTask InitializeAsync() => _server = await PostgresServer.StartAsync();

        public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
