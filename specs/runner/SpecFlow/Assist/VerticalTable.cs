namespace TechTalk.SpecFlow.Assist;

/// <summary>A table of two columns that lists members downwards becomes one row.</summary>
internal static class VerticalTable
{
    public static TableRow ToOneRow(Table table, Type type)
    {
        if (table.Header.Count == 2 && (table.RowCount != 1 || MemberNames.Property(type, table.Rows[0][0]) is not null))
            return Turn(table);
        return table.RowCount == 1
            ? table.Rows[0]
            : throw new InvalidOperationException($"One object comes from one row or from two columns; the table has {table.RowCount} rows and {table.Header.Count} columns.");
    }

    private static TableRow Turn(Table table)
    {
        var pairs = table.Rows.Select(r => (Name: r[0], Value: r[1])).ToList();
        if (!IsFieldAndValue(table))
            pairs.Insert(0, (table.Header.First(), table.Header.Last()));
        var turned = new Table([.. pairs.Select(p => p.Name)]);
        turned.AddRow([.. pairs.Select(p => p.Value)]);
        return turned.Rows[0];
    }

    private static bool IsFieldAndValue(Table table) =>
        MemberNames.Normal(table.Header.First()) is "field" or "字段" && MemberNames.Normal(table.Header.Last()) is "value" or "值";
}
