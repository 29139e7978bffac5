using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>The message box on PostgreSQL 15 or later: production, any number of nodes on one database, schema <c>box</c>.</summary>
public static class PostgresMessageBox
{
    /// <param name="connectionString">Npgsql connection string of an existing database.</param>
    /// <param name="node">Name of this process, unique among the nodes on this database.</param>
    /// <param name="time">Clock by which leases, due times and expiry are judged; the nodes' clocks should agree within seconds.</param>
    /// <param name="options">Limits; null: defaults.</param>
    public static MessageBoxStore Open(string connectionString, string node, TimeProvider time, MessageBoxOptions? options = null) =>
        new(new PostgresDatabase(connectionString, time), node, time, options ?? new());
}
