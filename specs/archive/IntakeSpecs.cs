using System.Text;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive;
using Integration.Hub;

namespace Integration.Specs.Archive;

public abstract class IntakeSpecs(ArchiveStore store) : ArchiveSpecs(store)
{
    [Fact]
    public async Task A_body_that_cannot_be_read_is_refused_with_its_place()
    {
        var text = Encoding.UTF8.GetString(CanonicalJson.SerializeBatch([Some.Bill(0), Some.Bill(1)])).Replace("-00001\"", "-00001\",\"colour\":\"red\"", StringComparison.Ordinal);
        var e = await Assert.ThrowsAsync<InBoxDataException>(() => ArriveAsync(Delivery("CustomerBillIssued", Encoding.UTF8.GetBytes(text), count: 2)));
        Assert.Equal(("inbox.unreadable", "body line 2, colour"), (e.Failure.Code, e.Failure.Location));
        Assert.Contains("CustomerBillIssued has no member 'colour'", e.Failure.Message);
        Assert.Empty(await RowsAsync("customer_bill", OfCustomer));
    }

    [Fact]
    public async Task Another_count_than_the_envelope_says_is_refused()
    {
        var e = await Assert.ThrowsAsync<InBoxDataException>(() => ArriveAsync(Delivery("CustomerBillIssued", CanonicalJson.SerializeBatch([Some.Bill(0)]), count: 2)));
        Assert.Contains("the envelope says 2 records, the body has 1", e.Failure.Message);
    }

    [Fact]
    public async Task A_version_that_the_archive_does_not_read_is_refused()
    {
        var e = await Assert.ThrowsAsync<InBoxDataException>(() => ArriveAsync(Delivery("CustomerBillIssued", "{}"u8.ToArray(), version: 7)));
        Assert.Contains("CustomerBillIssued@7: version 1 is read here", e.Failure.Message);
    }

    [Fact]
    public async Task A_type_that_the_archive_does_not_take_is_refused()
    {
        var e = await Assert.ThrowsAsync<InBoxDataException>(() => ArriveAsync(Delivery("WarningRaised", "{}"u8.ToArray())));
        Assert.Equal("archive.unknown-type", e.Failure.Code);
    }

    [Fact]
    public void Every_type_that_it_takes_is_in_the_model() =>
        Assert.All(Archive.MessageTypes, t => Assert.NotNull(CanonicalCatalog.Find(t, 1)));

    [Fact]
    public async Task What_is_rolled_back_leaves_no_trace()
    {
        await using (var connection = await Store.OpenAsync(Token))
        {
            await using var transaction = await connection.BeginTransactionAsync(Token);
            await Archive.HandleAsync(new TestTransaction(connection, transaction, Store.Dialect), [Delivery(Some.Customer()), Delivery(Some.Bill())], Token);
            await transaction.RollbackAsync(Token);
        }

        Assert.Empty(await RowsAsync("customer", OfCustomer));
        Assert.Empty(await RowsAsync("customer_bill", OfCustomer));
    }
}

public sealed class Intake_on_PostgreSql(PostgresStore store) : IntakeSpecs(store), IClassFixture<PostgresStore>;

public sealed class Intake_on_Sqlite(SqliteStore store) : IntakeSpecs(store), IClassFixture<SqliteStore>;
