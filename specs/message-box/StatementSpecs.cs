using Integration.Hub.MessageBox.Storage;
using Xunit;

namespace Integration.Specs.MessageBox;

public sealed class StatementSpecs
{
    [Fact]
    public void Both_dialects_have_the_same_statements() => Assert.Equal(Statements.PostgreSql.Names.Order(), Statements.Sqlite.Names.Order());

    [Fact]
    public void Statements_of_one_name_take_the_same_parameters()
    {
        foreach (var name in Statements.PostgreSql.Names)
            Assert.True(
                Statements.Sqlite[name].Parameters.ToHashSet().IsSubsetOf(Statements.PostgreSql[name].Parameters),
                $"{name}: SQLite wants {string.Join(", ", Statements.Sqlite[name].Parameters)}, PostgreSQL {string.Join(", ", Statements.PostgreSql[name].Parameters)}.");
    }
}
