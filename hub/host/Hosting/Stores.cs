using System.Data.Common;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive;
using Integration.Hub.Core;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;
using Integration.Hub.MessageBox;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Integration.Hub.Host.Hosting;

/// <summary>The one database of a hub: message box and archive, opened and brought to this version.</summary>
public sealed class Stores : IAsyncDisposable
{
    private readonly MessageBoxStore _box;
    private readonly NpgsqlDataSource? _postgres;
    private readonly ArchiveSubscriber _archive;

    private Stores(HubConfig config, TimeProvider time, MessageBoxStore box, NpgsqlDataSource? postgres)
    {
        (Config, Time, _box, _postgres) = (config, time, box, postgres);
        Hub = new HubStores(box, box, box, box, box, box, box, box);
        Archive = new ArchiveQueries(OpenAsync, box.Dialect, time);
        CrossReference = new CrossReference(OpenAsync, box.Dialect, time);
        Differences = new DifferenceList(OpenAsync, box.Dialect, time);
        _archive = new ArchiveSubscriber(MasterRulesFile.Load(config), time);
        Subscribers = [_archive];
        QueryHandlers = [new CustomerQueryHandler(Archive)];
    }

    public HubConfig Config { get; }

    public TimeProvider Time { get; }

    public HubStores Hub { get; }

    public IMessageBoxOperations Operations => _box;

    public ArchiveQueries Archive { get; }

    /// <summary>Who is who among the systems' customers.</summary>
    public CrossReference CrossReference { get; }

    /// <summary>Where other systems say otherwise than the master.</summary>
    public DifferenceList Differences { get; }

    /// <summary>Parts of the system that work inside the box's transaction.</summary>
    public IReadOnlyList<IInBoxSubscriber> Subscribers { get; }

    /// <summary>Parts that answer synchronous queries.</summary>
    public IReadOnlyList<IQueryHandler> QueryHandlers { get; }

    public static async Task<Stores> OpenAsync(HubConfig config, TimeProvider time, string node, CancellationToken cancellationToken)
    {
        var options = new MessageBoxOptions { ArchiveFolder = config.Archive };
        var stores = config.Store.Kind == "postgres"
            ? new Stores(config, time, PostgresMessageBox.Open(config.Store.Location, node, time, options), NpgsqlDataSource.Create(config.Store.Location))
            : new Stores(config, time, SqliteMessageBox.Open(Folder(config.Store.Location), node, time, options), null);
        try
        {
            await stores._box.MigrateAsync(cancellationToken);
            await using var connection = await stores.OpenAsync(cancellationToken);
            await ArchiveSchema.MigrateAsync(connection, stores._box.Dialect, cancellationToken);
            return stores;
        }
        catch
        {
            await stores.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the archive says itself goes to whoever wants it from now on.</summary>
    public void Route(Wiring wiring)
    {
        var router = Router(wiring);
        _archive.Routes = envelope => router.Plan(envelope);
    }

    public Router Router(Wiring wiring) => new(wiring, Subscribers, CanonicalCatalog.Messages);

    /// <summary>A connection of its own for reading.</summary>
    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = _postgres is not null ? _postgres.CreateConnection() : new SqliteConnection($"Data Source={Config.Store.Location};Default Timeout=30");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await _box.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
    }

    private static string Folder(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return file;
    }
}
