using System.Net;
using Integration.CanonicalModel;
using Integration.Hub.Access;

namespace Integration.Specs.WebApi;

/// <summary>What may go goes whole when a person has looked twice, and nothing else does.</summary>
public abstract class PurgeSpecs(WebWorld world)
{
    [Fact]
    public async Task A_customer_that_left_long_ago_goes_with_all_that_is_known_of_it_and_leaves_a_tombstone()
    {
        var unit = "cn.zj.nb";
        var (old, busy, stays) = (WebWorld.Name("OLD"), WebWorld.Name("BUSY"), WebWorld.Name("STAY"));
        var admin = WebWorld.Name("keeper");
        foreach (var no in new[] { old, busy })
            await world.ArriveAsync("core", world.Customer(no, "离网" + no, unit) with { Status = CustomerStatus.Left, Contacts = [new Contact { Name = "张三", Role = ContactRole.Technical, Phones = ["13805710000"] }] });
        await world.ArriveAsync("core", world.Customer(stays, "在网" + stays, unit));
        await world.ArriveAsync("billing", Bill(old, 0), Bill(busy, 500), Bill(stays, 0), Visit(stays));
        world.Time.Move(TimeSpan.FromDays(4 * 365));
        await world.PersonAsync(admin, unit, Role.Administrator);
        using var keeper = await world.SignedInAsync(admin);
        var seen = await keeper.GetAsync("/api/purge");
        Assert.Equal(2, seen["items"].GetArrayLength());
        Assert.Equal([], Of(seen, old));
        Assert.Equal(["arrears"], Of(seen, busy));
        Assert.Equal(("1", "3"), (seen["confirm"].GetString(), seen["confirmWithHistory"].GetString()));
        var refused = await keeper.PostAsync("/api/purge", new { confirm = "7", history = true });
        Assert.Equal((HttpStatusCode.Conflict, "purge.changed"), (refused.Status, refused["reason"].GetString()));
        var done = await keeper.PostAsync("/api/purge", new { confirm = "3", history = true });
        Assert.Equal((1, 2), (done["customers"].GetInt32(), done["history"].GetInt32()));
        using var executive = await world.SignedInAsync(await ExecutiveAsync(unit));
        Assert.Equal(HttpStatusCode.NotFound, (await executive.GetAsync($"/api/customers/{old}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await executive.GetAsync($"/api/customers/{busy}")).Status);
        Assert.Empty((await executive.GetAsync($"/api/customers/{stays}/bills"))["items"].EnumerateArray());
        Assert.DoesNotContain((await executive.GetAsync("/api/search?q=13805710000"))["hits"].EnumerateArray(), h => h.GetProperty("customerNo").GetString() == old);
        Assert.Equal(admin, Assert.Single((await keeper.GetAsync("/api/purge/tombstones")).Body.EnumerateArray(), t => t.GetProperty("customerNo").GetString() == old).GetProperty("purgedBy").GetString());
        Assert.Single((await keeper.GetAsync($"/api/audit?on={old}&what=customer.purge"))["items"].EnumerateArray());
        Assert.Equal("0", (await keeper.GetAsync("/api/purge"))["confirmWithHistory"].GetString());
    }

    [Fact]
    public async Task An_administrator_sees_nothing_of_other_units()
    {
        var admin = WebWorld.Name("keeper");
        await world.PersonAsync(admin, "cn.js", Role.Administrator);
        using var keeper = await world.SignedInAsync(admin);
        Assert.Empty((await keeper.GetAsync("/api/purge"))["items"].EnumerateArray());
    }

    private async Task<string> ExecutiveAsync(string unit)
    {
        var name = WebWorld.Name("boss");
        await world.PersonAsync(name, unit, Role.Executive);
        return name;
    }

    private static IReadOnlyList<string?> Of(Answer seen, string no) => [.. seen["items"].EnumerateArray().Single(i => i.GetProperty("customerNo").GetString() == no).GetProperty("held").EnumerateArray().Select(h => h.GetString())];

    private CustomerBillIssued Bill(string no, long arrears) => new()
    {
        BillNo = new(WebWorld.Name("B")), AccountNo = new("A" + no), CustomerNo = new(no), Period = BillingPeriod.Parse("2026-10"), State = BillState.New, AmountDue = new(1000, "CNY"), AmountPaid = new(1000 - arrears, "CNY"), AmountArrears = new(arrears, "CNY"), Items = [], OccurredAt = world.Time.GetUtcNow(),
    };

    private InteractionRecorded Visit(string no) => new() { InteractionId = new(WebWorld.Name("V")), CustomerNo = new(no), Kind = InteractionKind.Visit, TookPlaceAt = world.Time.GetUtcNow(), Content = "走访", OccurredAt = world.Time.GetUtcNow() };
}

public sealed class Purges_on_PostgreSql(WebOnPostgreSql world) : PurgeSpecs(world), IClassFixture<WebOnPostgreSql>;

public sealed class Purges_on_Sqlite(WebOnSqlite world) : PurgeSpecs(world), IClassFixture<WebOnSqlite>;
