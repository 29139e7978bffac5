using System.Net;
using Integration.CanonicalModel;
using Integration.Hub;
using Integration.Hub.Access;

namespace Integration.Specs.WebApi;

/// <summary>What people change: said to others, on record, never lost unseen, never twice, never half.</summary>
public abstract class EditSpecs(WebWorld world)
{
    private static readonly string[] Hostile =
    [
        "a\0b", "a\u202eb", "a\u0007b", "a\u2066b",
    ];

    [Fact]
    public async Task An_edit_is_seen_at_once_told_to_others_and_on_record()
    {
        var no = await CustomerAsync();
        using var browser = await world.SignedInAsync(Role.Clerk);
        var before = await browser.GetAsync($"/api/customers/{no}");
        var after = await browser.PutAsync($"/api/customers/{no}", Record("新名字股份有限公司", note: "客户来函"), before.Tag);
        Assert.Equal((HttpStatusCode.OK, "新名字股份有限公司"), (after.Status, after["name"].GetString()));
        Assert.NotEqual(before.Tag, after.Tag);
        Assert.Equal("core", after["sources"].GetProperty("name").GetProperty("source").GetString());
        Assert.Contains((await browser.GetAsync("/api/search?q=xmz"))["hits"].EnumerateArray(), h => h.GetProperty("customerNo").GetString() == no);
        var history = (await browser.GetAsync($"/api/customers/{no}/history"))["items"].EnumerateArray().Single(h => h.GetProperty("attribute").GetString() == "name");
        Assert.Equal(("clerk", "edited", "新名字股份有限公司", "客户来函"), (history.GetProperty("who").GetString(), history.GetProperty("what").GetString(), history.GetProperty("after").GetString(), history.GetProperty("note").GetString()));
        var message = MessageId.Parse(history.GetProperty("message").GetString()!);
        var kept = await world.Box.GetAsync(message, TestContext.Current.CancellationToken);
        Assert.Equal(("CustomerProfileChanged", "core"), (kept!.Envelope.Type, kept.Envelope.Source));
        using var administrator = await world.SignedInAsync(Role.Administrator);
        Assert.Contains("新名字", (await administrator.GetAsync($"/api/audit?on={no}&what=customer.edit"))["items"][0].GetProperty("after").ToString());
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told_what_the_first_one_changed()
    {
        var no = await CustomerAsync();
        using var first = await world.SignedInAsync(Role.Clerk);
        using var second = await world.SignedInAsync(Role.AccountManager);
        var tag = (await second.GetAsync($"/api/customers/{no}")).Tag;
        Assert.Equal(HttpStatusCode.OK, (await first.PutAsync($"/api/customers/{no}", Record("第一"), tag)).Status);
        var stale = await second.PutAsync($"/api/customers/{no}", Record("第二"), tag);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "edit.stale"), (stale.Status, stale.Code));
        var change = stale["changes"].EnumerateArray().Single(c => c.GetProperty("attribute").GetString() == "name");
        Assert.Equal(("第二", "第一"), (change.GetProperty("yours").GetString(), change.GetProperty("theirs").GetString()));
        Assert.Equal("第一", stale["current"].GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.OK, (await second.PutAsync($"/api/customers/{no}", Record("第二"), stale["etag"].GetString())).Status);
        Assert.Equal("if-match.missing", (await second.PutAsync($"/api/customers/{no}", Record("第三"))).Code);
    }

    [Fact]
    public async Task A_form_sent_twice_at_once_makes_one_customer_and_one_change()
    {
        using var browser = await world.SignedInAsync(Role.Clerk);
        var name = WebWorld.Name("双击公司");
        var form = new { requestId = Guid.NewGuid().ToString(), name, orgUnit = "cn.zj.hz" };
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => browser.PostAsync("/api/customers", form)));
        Assert.All(made, m => Assert.Equal(HttpStatusCode.Created, m.Status));
        var no = Assert.Single(made.Select(m => m["customerNo"].GetString()!).Distinct());
        Assert.Single((await browser.GetAsync($"/api/customers?text={Uri.EscapeDataString(name)}"))["items"].EnumerateArray());
        var tag = (await browser.GetAsync($"/api/customers/{no}")).Tag;
        var edits = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => browser.PutAsync($"/api/customers/{no}", Record(name + "改"), tag)));
        Assert.All(edits, e => Assert.Equal(HttpStatusCode.OK, e.Status));
        Assert.Single((await browser.GetAsync($"/api/customers/{no}/history"))["items"].EnumerateArray(), h => h.GetProperty("what").GetString() == "edited" && h.GetProperty("attribute").GetString() == "name");
        // Another form of the same name asks first.
        var again = await browser.PostAsync("/api/customers", new { requestId = Guid.NewGuid().ToString(), name = name + "改", orgUnit = "cn.zj.hz" });
        Assert.Equal(("customer.exists", no), (again.Code, again["customerNo"].GetString()));
        Assert.Equal(HttpStatusCode.Created, (await browser.PostAsync("/api/customers", new { requestId = Guid.NewGuid().ToString(), name = name + "改", orgUnit = "cn.zj.hz", sure = true })).Status);
    }

    [Fact]
    public async Task What_another_system_is_master_of_is_changed_there()
    {
        var no = await CustomerAsync();
        await world.ArriveAsync("billing", world.Customer(no, "billing's name") with { CreditClass = "A" });
        using var browser = await world.SignedInAsync(Role.Clerk);
        var seen = await browser.GetAsync($"/api/customers/{no}");
        Assert.Equal("A", seen["creditClass"].GetString());
        var refused = await browser.PutAsync($"/api/customers/{no}", Record("名字", credit: "B"), seen.Tag);
        Assert.Equal(["creditClass:mastered"], refused.Fields);
        Assert.Equal("billing", refused["errors"][0].GetProperty("args").GetProperty("master").GetString());
        Assert.Equal(HttpStatusCode.OK, (await browser.PutAsync($"/api/customers/{no}", Record("名字", credit: "A"), seen.Tag)).Status);
        Assert.Equal("A", (await browser.GetAsync($"/api/customers/{no}"))["creditClass"].GetString());
    }

    [Fact]
    public async Task A_director_gives_a_customer_to_one_of_the_team()
    {
        var (boss, mine, other) = (WebWorld.Name("boss"), WebWorld.Name("mine"), WebWorld.Name("other"));
        await world.PersonAsync(boss, "cn.zj.hz", Role.Director);
        await world.PersonAsync(mine, "cn.zj.hz", Role.AccountManager, superior: boss);
        await world.PersonAsync(other, "cn.zj.hz", Role.AccountManager);
        var no = await CustomerAsync("s-" + mine);
        using var browser = await world.SignedInAsync(boss);
        var tag = (await browser.GetAsync($"/api/customers/{no}")).Tag;
        Assert.Equal(["staffId:notAllowed"], (await browser.PutAsync($"/api/customers/{no}/manager", new { staffId = "s-" + other }, tag)).Fields);
        Assert.Equal(["staffId:unknown"], (await browser.PutAsync($"/api/customers/{no}/manager", new { staffId = "s-billingStaff" }, tag)).Fields);
        var given = await browser.PutAsync($"/api/customers/{no}/manager", new { staffId = "s-" + boss, note = "重点客户" }, tag);
        Assert.Equal("s-" + boss, given["manager"].GetProperty("staffId").GetString());
        using var before = await world.SignedInAsync(mine);
        Assert.Equal(HttpStatusCode.NotFound, (await before.GetAsync($"/api/customers/{no}")).Status);
    }

    [Fact]
    public async Task A_visit_is_put_on_record_once()
    {
        var no = await CustomerAsync();
        using var browser = await world.SignedInAsync(Role.AccountManager);
        var form = new { requestId = Guid.NewGuid().ToString(), kind = "visit", tookPlaceAt = world.Time.GetUtcNow(), contactName = "李娜", content = "谈续约\n<script>alert(1)</script>", nextStep = "送方案" };
        var made = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => browser.PostAsync($"/api/customers/{no}/interactions", form)));
        Assert.Single(made.Select(m => m["interactionId"].GetString()).Distinct());
        var visit = Assert.Single((await browser.GetAsync($"/api/customers/{no}/interactions?kind=visit"))["items"].EnumerateArray());
        Assert.Equal(("谈续约\n<script>alert(1)</script>", "s-accountManager"), (visit.GetProperty("content").GetString(), visit.GetProperty("staffId").GetString()));
        Assert.Equal(["kind:notOneOf", "content:required"], (await browser.PostAsync($"/api/customers/{no}/interactions", new { requestId = "12345678", kind = "party" })).Fields);
    }

    [Fact]
    public async Task What_a_customer_reports_becomes_a_ticket_once_and_how_content_it_is_counts_with_the_surveys()
    {
        var no = await CustomerAsync();
        using var browser = await world.SignedInAsync(Role.Clerk);
        var form = new { requestId = Guid.NewGuid().ToString(), kind = "fault", severity = "major", description = "专线中断\n影响营业", contactName = "李娜", phone = "0571-85000001" };
        var made = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => browser.PostAsync($"/api/customers/{no}/tickets", form)));
        var ticket = Assert.Single(made.Select(m => m["ticketNo"].GetString()).Distinct());
        var shown = Assert.Single((await browser.GetAsync($"/api/customers/{no}/tickets?open=true"))["items"].EnumerateArray());
        Assert.Equal((ticket, "fault", "专线中断\n影响营业"), (shown.GetProperty("ticketNo").GetString(), shown.GetProperty("kind").GetString(), shown.GetProperty("description").GetString()));
        Assert.Equal(["serviceNo:unknown"], (await browser.PostAsync($"/api/customers/{no}/tickets", new { requestId = Guid.NewGuid().ToString(), kind = "fault", severity = "minor", description = "x", serviceNo = "057199999999" })).Fields);
        Assert.Equal(["kind:notOneOf", "severity:required", "description:required"], (await browser.PostAsync($"/api/customers/{no}/tickets", new { requestId = "12345678", kind = "party" })).Fields);
        Assert.Equal(["satisfaction:notAllowed"], (await browser.PostAsync($"/api/customers/{no}/interactions", new { requestId = "12345679", kind = "call", content = "关怀", satisfaction = 6 })).Fields);
        Assert.Equal(HttpStatusCode.Created, (await browser.PostAsync($"/api/customers/{no}/interactions", new { requestId = Guid.NewGuid().ToString(), kind = "call", content = "关怀电话", satisfaction = 4 })).Status);
        Assert.Equal(80, (await browser.GetAsync($"/api/customers/{no}/interactions?kind=call"))["items"][0].GetProperty("score").GetInt32());
        using var executive = await world.SignedInAsync(Role.Executive);
        var month = Assert.Single((await executive.GetAsync("/api/figures/executive"))["satisfaction"].EnumerateArray());
        Assert.Equal((80.0, 1), (month.GetProperty("score").GetDouble(), month.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task Two_records_of_one_customer_are_merged_and_parted_again()
    {
        var (no, twin) = (await CustomerAsync(), await CustomerAsync());
        var boss = WebWorld.Name("merger");
        await world.PersonAsync(boss, "cn.zj.hz", Role.Director, reach: ReachKind.Unit);
        using var browser = await world.SignedInAsync(boss);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync($"/api/customers/{twin}/merge", new { into = no, reason = "同一家" })).Status);
        Assert.Equal(no, (await browser.GetAsync($"/api/customers/{twin}"))["customerNo"].GetString());
        var twice = await browser.PostAsync($"/api/customers/{twin}/merge", new { into = no, reason = "同一家" });
        Assert.Equal((HttpStatusCode.Conflict, "request.refused", "merge.same"), (twice.Status, twice.Code, twice["reason"].GetString()));
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync($"/api/customers/{twin}/undo-merge", new { reason = "看错了" })).Status);
        Assert.Equal(twin, (await browser.GetAsync($"/api/customers/{twin}"))["customerNo"].GetString());
        Assert.Contains((await browser.GetAsync($"/api/customers/{no}/history"))["items"].EnumerateArray(), h => h.GetProperty("what").GetString() == "merged");
    }

    [Fact]
    public async Task Hostile_and_impossible_text_is_refused_with_its_field_and_nothing_is_saved()
    {
        var no = await CustomerAsync();
        using var browser = await world.SignedInAsync(Role.Clerk);
        var seen = await browser.GetAsync($"/api/customers/{no}");
        foreach (var text in Hostile)
            Assert.Equal(["name:badCharacter"], (await browser.PutAsync($"/api/customers/{no}", Record(text), seen.Tag)).Fields);
        Assert.Equal(["name:tooLong"], (await browser.PutAsync($"/api/customers/{no}", Record(new string('长', 201)), seen.Tag)).Fields);
        Assert.Equal(["name:required"], (await browser.PutAsync($"/api/customers/{no}", Record(" "), seen.Tag)).Fields);
        Assert.Equal(["orgUnit:notAllowed"], (await browser.PutAsync($"/api/customers/{no}", Record("好", unit: "cn.js"), seen.Tag)).Fields);
        Assert.Equal(["parentCustomerNo:unknown"], (await browser.PutAsync($"/api/customers/{no}", Record("好", parent: "NOBODY"), seen.Tag)).Fields);
        Assert.Equal(["parentCustomerNo:notAllowed"], (await browser.PutAsync($"/api/customers/{no}", Record("好", parent: no), seen.Tag)).Fields);
        Assert.Equal("input.unreadable", (await browser.PutAsync($"/api/customers/{no}", "not an object", seen.Tag)).Code);
        Assert.Equal(seen.Tag, (await browser.GetAsync($"/api/customers/{no}")).Tag);
        // What looks like SQL or script is a name like any other, and is found as it was typed.
        var name = "Robert'); DROP TABLE customer;-- <b>100%_\\</b>";
        Assert.Equal(name, (await browser.PutAsync($"/api/customers/{no}", Record(name), seen.Tag))["name"].GetString());
        foreach (var query in new[] { "'); DROP TABLE", "%", "_", "\\", "\"", "<b>100%_\\</b>", new string('x', 100), "*", "~", "\u202e" })
            Assert.True((await browser.GetAsync($"/api/search?q={Uri.EscapeDataString(query)}")).Status is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.GetAsync("/api/search?q=a%00b")).Status);
        Assert.Contains((await browser.GetAsync("/api/search?q=" + Uri.EscapeDataString("'); drop table")))["hits"].EnumerateArray(), h => h.GetProperty("customerNo").GetString() == no);
        foreach (var after in new[] { "nonsense", "W10", "WzEsMl0", "eyJhIjoxfQ" })
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/api/customers/{no}/bills?after={after}")).Status);
    }

    private async Task<string> CustomerAsync(string manager = "s-accountManager")
    {
        var no = WebWorld.Name("K");
        await world.ArriveAsync("core", world.Customer(no, "客户" + no, manager: manager));
        return no;
    }

    private static object Record(string name, string unit = "cn.zj.hz", string? credit = null, string? parent = null, string? note = null) =>
        new { name, status = "active", serviceLevel = "gold", industry = "银行", orgUnit = unit, creditClass = credit, parentCustomerNo = parent, contacts = Array.Empty<object>(), specialDays = Array.Empty<object>(), note };
}

public sealed class Edits_on_PostgreSql(WebOnPostgreSql world) : EditSpecs(world), IClassFixture<WebOnPostgreSql>;

public sealed class Edits_on_Sqlite(WebOnSqlite world) : EditSpecs(world), IClassFixture<WebOnSqlite>;
