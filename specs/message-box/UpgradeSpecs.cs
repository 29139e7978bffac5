using Integration.Hub;
using Integration.Hub.MessageBox;
using Integration.Hub.MessageBox.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <summary>A database that an older program has filled is brought to this version with everything in it.</summary>
public sealed class UpgradeSpecs(PostgresStores stores)
{
    private const string Id = "019aab9d-0a00-7000-8000-000000000001";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Rows(string prefix, string id, string time) => $"""
        INSERT INTO {prefix}message (id, seq, type, version, source, body, count, conversation_id, priority, received_at, accepted_at, keys)
        VALUES ({id}, 1, 'OpenBillingAccount', 1, 'core', {(prefix == "box." ? "'\x7b7d'" : "x'7b7d'")}, 1, 'c', 0, {time}, {time}, '[]');
        INSERT INTO {prefix}delivery (message_id, subscriber, seq, message_type, priority, state, accepted_at, changed_at, count)
        VALUES ({id}, 'BIL-4', 1, 'OpenBillingAccount', 0, 0, {time}, {time}, 1);
        INSERT INTO {prefix}delivery_history (message_id, subscriber, seq, message_type, priority, state, attempts, ended_at, edited, accepted_at, count)
        VALUES ({id}, 'archive', 1, 'OpenBillingAccount', 0, 6, 1, {time}, {(prefix == "box." ? "false" : "0")}, {time}, 1);
        INSERT INTO {prefix}schema_version (version) VALUES (1);
        """;

    [Fact]
    public async Task On_PostgreSQL()
    {
        var connection = await stores.Server.CreateDatabaseAsync("upgrade");
        await using (var source = NpgsqlDataSource.Create(connection))
        {
            await RunAsync("CREATE SCHEMA box; CREATE TABLE box.schema_version (version int PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())");
            await RunAsync(Statements.PostgreSql.Migrations[0]);
            await RunAsync(Rows("box.", $"'{Id}'", "'2026-11-22T12:00:00Z'"));

            async Task RunAsync(string sql)
            {
                await using var command = source.CreateCommand(sql);
                await command.ExecuteNonQueryAsync(Stop);
            }
        }
        await using var box = PostgresMessageBox.Open(connection, "n1", Some.Clock());
        await WorksAsync(box);
    }

    [Fact]
    public async Task On_SQLite()
    {
        var folder = Directory.CreateTempSubdirectory("upgrade-").FullName;
        var file = Path.Combine(folder, "box.db");
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=false"))
        {
            await connection.OpenAsync(Stop);
            var time = "1795348800000000";
            foreach (var sql in new[] { "CREATE TABLE box_schema_version (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)", Statements.Sqlite.Migrations[0], Rows("box_", $"x'{Id.Replace("-", "", StringComparison.Ordinal)}'", time) })
            {
                await using var command = connection.CreateCommand();
                command.CommandText = sql;
                await command.ExecuteNonQueryAsync(Stop);
            }
        }
        await using (var box = SqliteMessageBox.Open(file, "n1", Some.Clock()))
            await WorksAsync(box);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task WorksAsync(MessageBoxStore box)
    {
        await box.MigrateAsync(Stop);
        var claimed = Assert.Single(await box.ClaimAsync(Some.Claim("BIL-4"), Stop));
        Assert.Equal((MessageId.Parse(Id), null, false), (claimed.Id.Message, claimed.Mapping, claimed.InDoubt));
        Assert.True(await box.CompleteAsync(claimed, Some.Delivered(), Stop));
        Assert.Equal([DeliveryState.Done, DeliveryState.Done], (await box.GetAsync(MessageId.Parse(Id), Stop))!.Summary.Deliveries.Select(d => d.State));
    }
}
