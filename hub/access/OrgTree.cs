using System.Data.Common;
using Integration.CoreApp.Shared;

namespace Integration.Hub.Access;

/// <param name="Kind">group 集团, province 省, city 本地网.</param>
public sealed record OrgUnit(string Code, string Kind, string NameZh, string NameEn)
{
    public string? Parent => Code.LastIndexOf('.') is > 0 and var dot ? Code[..dot] : null;
}

/// <summary>The tree group → province → local network.</summary>
public sealed class OrgTree(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect)
{
    private readonly TableSpace _tables = AccessSchema.Tables(dialect);

    /// <summary>In the order of their codes.</summary>
    public async Task<IReadOnlyList<OrgUnit>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var all = await _tables.ReadAsync(connection, null, "SELECT code, kind, name_zh, name_en FROM {t}org_unit",
            r => new OrgUnit(r.Text("code")!, r.Text("kind")!, r.Text("name_zh")!, r.Text("name_en")!), cancellationToken);
        return [.. all.OrderBy(u => u.Code, StringComparer.Ordinal)];
    }

    /// <summary>Makes or renames a unit.</summary>
    public async Task PutAsync(OrgUnit unit, string by, AuditLog audit, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await _tables.RunAsync(connection, transaction, """
            INSERT INTO {t}org_unit (code, kind, name_zh, name_en) VALUES (@code, @kind, @zh, @en)
            ON CONFLICT (code) DO UPDATE SET kind = excluded.kind, name_zh = excluded.name_zh, name_en = excluded.name_en
            """, cancellationToken, ("code", unit.Code), ("kind", unit.Kind), ("zh", unit.NameZh), ("en", unit.NameEn));
        await audit.WriteAsync(connection, transaction, by, "unit.put", unit.Code, null, new { unit.Kind, unit.NameZh, unit.NameEn }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The unit itself or one below it.</summary>
    public static bool Covers(string unit, string code) => code == unit || code.StartsWith(unit + ".", StringComparison.Ordinal);
}
