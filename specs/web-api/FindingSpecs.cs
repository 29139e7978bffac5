using System.Net;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Finding;
using Integration.Hub.Access;

namespace Integration.Specs.WebApi;

/// <summary>The search box, the list and the customer's pages; and that none of them shows what a person may not see.</summary>
public abstract class FindingSpecs(WebWorld world) : IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await world.ArriveAsync("core",
            world.Customer("C1", "中国工商银行浙江省分行") with
            {
                ShortName = "工行浙江", Contacts = [new Contact { Name = "李娜", Role = ContactRole.Technical, Phones = ["0571-8700 1234"] }],
            },
            world.Customer("C2", "杭州娃哈哈集团有限公司", manager: "s-other") with { ServiceLevel = ServiceLevel.Diamond, ParentCustomerNo = new("C1") },
            world.Customer("C3", "宁波港集团有限公司", "cn.zj.nb") with { ParentCustomerNo = new("C1") },
            world.Customer("C4", "江苏省农业银行", "cn.js", manager: null),
            new BillingAccountProfileChanged { AccountNo = new("A1001"), CustomerNo = new("C1"), Name = "工行", Status = BillingAccountStatus.Open, OccurredAt = world.Time.GetUtcNow() },
            new ProductProfileChanged
            {
                ProductId = new("P1"), CustomerNo = new("C1"), AccountNo = new("A1001"), Offering = new("LEASED_LINE"), OfferingName = "专线", ServiceNo = new("ZX-5711-0001"), CircuitNo = new("CIR-5711-1"),
                Status = ProductStatus.Active, AEnd = new ServiceEnd { Address = "庆春路1号" }, ZEnd = new ServiceEnd { Address = "中山路2号" }, MonthlyFee = Money.Cny(350_000), OccurredAt = world.Time.GetUtcNow(),
            });
        await world.ArriveAsync("billing", [.. Enumerable.Range(1, 5).Select(i => Bill("C1", i, 10_000 * i)), Bill("C3", 1, 7_000)]);
        if (await world.Parts.People.FindAsync("other", TestContext.Current.CancellationToken) is not null)
            return;
        await world.PersonAsync("boss", "cn.zj", Role.Director);
        await world.PersonAsync("other", "cn.zj.hz", Role.AccountManager, superior: "boss");
        await world.PersonAsync("ningbo", "cn.zj.nb", Role.Clerk);
        await world.PersonAsync("province", "cn.zj", Role.Executive);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("工商", "customer", "C1"), InlineData("浙江省分", "customer", "C1"), InlineData("港", "customer", "C3"), InlineData("zggsyh", "customer", "C1"), InlineData("WHH", "customer", "C2"), InlineData("ＧＨＺＪ", "customer", "C1")]
    [InlineData("c1", "customer", "C1"), InlineData("李娜", "contact", "C1"), InlineData("(0571)87001234", "contact", "C1"), InlineData("zx-5711", "phone", "C1"), InlineData("CIR-5711-1", "circuit", "C1"), InlineData("A1001", "account", "C1")]
    public async Task One_box_finds_by_every_key(string text, string kind, string customer)
    {
        using var browser = await world.SignedInAsync("province");
        var hits = (await browser.GetAsync($"/api/search?q={Uri.EscapeDataString(text)}"))["hits"].EnumerateArray().ToList();
        Assert.Contains(hits, h => h.GetProperty("kind").GetString() == kind && h.GetProperty("customerNo").GetString() == customer);
    }

    [Theory]
    [InlineData("accountManager", "C1"), InlineData("other", "C2"), InlineData("boss", "C2"), InlineData("clerk", "C1 C2"), InlineData("ningbo", "C3"), InlineData("province", "C1 C2 C3"), InlineData("billingStaff", "C1 C2")]
    public async Task Everybody_sees_the_customers_of_the_own_reach_and_no_others(string person, string numbers)
    {
        var seen = numbers.Split(' ').ToHashSet();
        using var browser = await world.SignedInAsync(person);
        var listed = (await browser.GetAsync("/api/customers"))["items"].EnumerateArray().Select(c => c.GetProperty("customerNo").GetString()!).Where(c => c.Length == 2);
        Assert.Equal(seen.Order(), listed.Order());
        var pages = world.Web.Routes.Select(r => $"/{r.RoutePattern.RawText!.TrimStart('/')}").Where(r => r.StartsWith("/api/customers/{no}", StringComparison.Ordinal) && !r.EndsWith("merge", StringComparison.Ordinal) && !r.EndsWith("manager", StringComparison.Ordinal)).Distinct();
        var found = await browser.GetAsync("/api/search?q=" + Uri.EscapeDataString("集团"));
        Assert.All(found["hits"].EnumerateArray(), h => Assert.Contains(h.GetProperty("customerNo").GetString()!, seen.Append("none")));
        foreach (var page in pages)
        {
            foreach (var no in new[] { "C1", "C2", "C3", "C4" })
            {
                var answer = await browser.GetAsync(page.Replace("{no}", no, StringComparison.Ordinal).Replace("{billNo}", $"B-{no}-1", StringComparison.Ordinal));
                if (!seen.Contains(no))
                    Assert.Equal((page, HttpStatusCode.NotFound), (page, answer.Status));
                else if (!page.EndsWith("{billNo}", StringComparison.Ordinal))
                    Assert.Equal((page, HttpStatusCode.OK), (page, answer.Status));
            }
        }
    }

    [Fact]
    public async Task Relatives_out_of_reach_have_no_names_and_their_money_is_not_counted()
    {
        using var clerk = await world.SignedInAsync("clerk");
        var root = (await clerk.GetAsync("/api/customers/C2/tree"))["root"];
        Assert.Equal("C1", root.GetProperty("customerNo").GetString());
        var nb = root.GetProperty("children").EnumerateArray().Single(c => c.GetProperty("customerNo").GetString() == "C3");
        Assert.False(nb.GetProperty("visible").GetBoolean());
        Assert.False(nb.TryGetProperty("name", out _));
        using var province = await world.SignedInAsync("province");
        var (narrow, wide) = (await LastMonthAsync(clerk), await LastMonthAsync(province));
        Assert.Equal((10_000, 10_000), (narrow.Own, narrow.Group));
        Assert.Equal((10_000, 17_000), (wide.Own, wide.Group));

        static async Task<(long Own, long Group)> LastMonthAsync(Browser browser)
        {
            var months = (await browser.GetAsync("/api/customers/C1/consumption?months=12"))["months"].EnumerateArray().ToList();
            Assert.Equal(12, months.Count);
            Assert.Equal(30_000, months[^1].GetProperty("trendFen").GetInt64());
            return (months[^1].GetProperty("dueFen").GetInt64(), months[^1].GetProperty("groupFen").GetInt64());
        }
    }

    [Fact]
    public async Task A_list_is_paged_through_without_losing_or_doubling_anybody_in_every_order()
    {
        var unit = "cn.js";
        await world.ArriveAsync("core", [.. Enumerable.Range(0, 25).Select(i => (object)(world.Customer($"P{i:D3}", $"{"银行企业医院"[i % 6]}单位{i % 3}", unit, manager: i % 2 == 0 ? null : "s-x") with { ServiceLevel = (ServiceLevel)(i % 4) }))]);
        if (await world.Parts.People.FindAsync("jiangsu", TestContext.Current.CancellationToken) is null)
            await world.PersonAsync("jiangsu", unit, Role.Executive);
        using var browser = await world.SignedInAsync("jiangsu");
        foreach (var order in CustomerList.SortNames.SelectMany(s => new[] { s, s + "&descending=true" }))
        {
            var (all, after) = (new List<string>(), "");
            do
            {
                var page = await browser.GetAsync($"/api/customers?limit=7&sort={order}&after={after}");
                Assert.Equal(26, page["total"].GetInt64());
                all.AddRange(page["items"].EnumerateArray().Select(c => c.GetProperty("customerNo").GetString()!));
                after = page.Body.TryGetProperty("next", out var next) ? next.GetString() : null;
            }
            while (after is not null);
            Assert.Equal(26, all.Distinct().Count());
            Assert.Equal((order, 26), (order, all.Count));
        }

        Assert.Equal(6, (await browser.GetAsync("/api/customers?level=diamond"))["total"].GetInt64());
        Assert.Equal(14, (await browser.GetAsync("/api/customers?manager=none"))["total"].GetInt64());
        Assert.Equal(["sort:notOneOf"], (await browser.GetAsync("/api/customers?sort=name;drop")).Fields);
    }

    [Fact]
    public async Task The_page_tells_where_each_value_came_from_and_lists_what_belongs_to_the_customer()
    {
        using var browser = await world.SignedInAsync("clerk");
        var customer = await browser.GetAsync("/api/customers/C1");
        Assert.NotNull(customer.Tag);
        var name = customer["sources"].GetProperty("name");
        Assert.Equal(("core", true), (name.GetProperty("source").GetString(), name.GetProperty("editable").GetBoolean()));
        var credit = customer["sources"].GetProperty("creditClass");
        Assert.Equal(("billing", false), (credit.GetProperty("master").GetString(), credit.GetProperty("editable").GetBoolean()));
        Assert.Equal("中山路2号", (await browser.GetAsync("/api/customers/C1/products"))["items"][0].GetProperty("zEnd").GetProperty("address").GetString());
        var first = await browser.GetAsync("/api/customers/C1/bills?limit=3");
        var second = await browser.GetAsync($"/api/customers/C1/bills?limit=3&after={first["next"].GetString()}");
        Assert.Equal(5, first["items"].EnumerateArray().Concat(second["items"].EnumerateArray()).Select(b => b.GetProperty("billNo").GetString()).Distinct().Count());
        Assert.Equal(10_000, (await browser.GetAsync("/api/customers/C1/bills/B-C1-1"))["items"][0].GetProperty("amountFen").GetInt64());
        Assert.Equal(150_000, (await browser.GetAsync("/api/customers/C1/money"))["arrearsFen"].GetInt64());
        Assert.Contains((await browser.GetAsync("/api/customers/C1/timeline?limit=100"))["items"].EnumerateArray(), e => e.GetProperty("kind").GetString() == "bill");
    }

    [Fact]
    public async Task A_list_taken_out_is_on_record_and_holds_no_formula()
    {
        await world.ArriveAsync("core", world.Customer("EXP1", "=HYPERLINK(\"http://evil\")\",x", manager: "s-exporter"));
        if (await world.Parts.People.FindAsync("exporter", TestContext.Current.CancellationToken) is null)
            await world.PersonAsync("exporter", "cn.zj.hz", Role.AccountManager);
        using var browser = await world.SignedInAsync("exporter");
        var csv = await browser.Http.GetStringAsync("/api/customers/export?lang=zh", TestContext.Current.CancellationToken);
        Assert.Contains("客户编号,客户名称", csv);
        Assert.Contains("\"'=HYPERLINK(\"\"http://evil\"\")\"\",x\"", csv);
        Assert.Equal(2, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        using var administrator = await world.SignedInAsync(Role.Administrator);
        Assert.NotEmpty((await administrator.GetAsync("/api/audit?who=exporter&what=customer.export"))["items"].EnumerateArray());
    }

    [Fact]
    public async Task A_point_of_a_chart_leads_to_the_customers_that_it_counts()
    {
        // A unit of its own: others count theirs.
        var (boss, unit) = (WebWorld.Name("ceo"), "cn.sh");
        await world.Parts.Units.PutAsync(new OrgUnit(unit, "province", "上海", "Shanghai"), "test", world.Parts.Audit("test"), TestContext.Current.CancellationToken);
        await world.PersonAsync(boss, unit, Role.Executive);
        var all = Enumerable.Range(1, 10).Select(n => (No: WebWorld.Name("E"), Fen: n * 1000L)).ToList();
        await world.ArriveAsync("core", [.. all.Select(c => (object)world.Customer(c.No, "客户" + c.No, unit))]);
        await world.ArriveAsync("billing", [.. all.Select(c => (object)new CustomerBillIssued
        {
            BillNo = new("B" + c.No), AccountNo = new("A" + c.No), CustomerNo = new(c.No), Period = BillingPeriod.Parse("2026-10"), State = BillState.New, AmountDue = new(c.Fen, "CNY"), AmountPaid = new(0, "CNY"), AmountArrears = new(c.Fen, "CNY"), Items = [], OccurredAt = world.Time.GetUtcNow(),
        })]);
        using var browser = await world.SignedInAsync(boss);
        async Task<IEnumerable<string?>> ListAsync(string query) => (await browser.GetAsync($"/api/customers?{query}"))["items"].EnumerateArray().Select(r => r.GetProperty("customerNo").GetString()).Order(StringComparer.Ordinal);
        Assert.Equal(all.TakeLast(2).Select(c => c.No).Order(StringComparer.Ordinal), await ListAsync("share=0-20"));
        Assert.Equal([all[7].No], await ListAsync("share=20-30"));
        Assert.Equal(10, (await ListAsync("billed=2026-10&level=gold")).Count());
        Assert.Empty(await ListAsync("billed=2026-09"));
        foreach (var bad in new[] { "share=20", "share=30-10", "share=0-101", "billed=october" })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.GetAsync($"/api/customers?{bad}")).Status);
    }

    [Fact]
    public async Task Everybody_has_views_of_the_own()
    {
        using var clerk = await world.SignedInAsync("clerk");
        using var other = await world.SignedInAsync("other");
        Assert.Equal(HttpStatusCode.NoContent, (await clerk.PutAsync("/api/views/customers/" + Uri.EscapeDataString("钻石客户"), new { query = "level=diamond", columns = new[] { "name" } })).Status);
        Assert.Equal("level=diamond", (await clerk.GetAsync("/api/views/customers")).Body[0].GetProperty("query").GetString());
        Assert.Empty((await other.GetAsync("/api/views/customers")).Body.EnumerateArray());
    }

    private CustomerBillIssued Bill(string customer, int ago, long fen) => new()
    {
        BillNo = new($"B-{customer}-{ago}"), AccountNo = new("A-" + customer), CustomerNo = new(customer), Period = BillingPeriod.Parse(world.Time.GetUtcNow().AddMonths(-ago).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture)),
        State = BillState.Overdue, AmountDue = Money.Cny(fen), AmountPaid = Money.Cny(0), Items = [new BillItem { Code = "10", Name = "月租费", Amount = Money.Cny(fen), ServiceNo = new("ZX-5711-0001") }], OccurredAt = world.Time.GetUtcNow().AddDays(-ago),
    };
}

public sealed class Finding_on_PostgreSql(WebOnPostgreSql world) : FindingSpecs(world), IClassFixture<WebOnPostgreSql>;

public sealed class Finding_on_Sqlite(WebOnSqlite world) : FindingSpecs(world), IClassFixture<WebOnSqlite>;
