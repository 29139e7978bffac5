using Integration.CoreApp.Archive;
using Integration.Hub;

namespace Integration.Specs.Archive;

public sealed class MigrationSpecs(PostgresForAll server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Many_nodes_may_migrate_an_empty_PostgreSql_at_once() => ManyAtOnceAsync(new PostgresStore(server) { Migrated = false });

    [Fact]
    public Task Many_nodes_may_migrate_an_empty_Sqlite_at_once() => ManyAtOnceAsync(new SqliteStore { Migrated = false });

    private static async Task ManyAtOnceAsync(ArchiveStore store)
    {
        await store.InitializeAsync();
        await using (store)
        {
            // Twice: the second time everything is there already.
            for (var i = 0; i < 2; i++)
                await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => MigrateAsync(store), Token)));
            Assert.Equal(11L, await VersionsAsync(store));
        }
    }

    private static async Task MigrateAsync(ArchiveStore store)
    {
        await using var connection = await store.OpenAsync(Token);
        await ArchiveSchema.MigrateAsync(connection, store.Dialect, Token);
    }

    private static async Task<long> VersionsAsync(ArchiveStore store)
    {
        await using var connection = await store.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {(store.Dialect == SqlDialect.PostgreSql ? "archive." : "archive_")}schema_version";
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
