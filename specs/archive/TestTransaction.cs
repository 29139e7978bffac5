using System.Data.Common;
using Integration.Hub;

namespace Integration.Specs.Archive;

/// <summary>The box's transaction without a box.</summary>
internal sealed class TestTransaction(DbConnection connection, DbTransaction transaction, SqlDialect dialect) : IInBoxTransaction
{
    public DbConnection Connection => connection;

    public DbTransaction Transaction => transaction;

    public SqlDialect Dialect => dialect;

    public List<AcceptItem> Published { get; } = [];

    public void Publish(AcceptItem item) => Published.Add(item);
}
