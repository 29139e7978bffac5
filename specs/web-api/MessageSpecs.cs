using System.Net;
using System.Text;
using Integration.CanonicalModel;
using Integration.Hub;
using Integration.Hub.Access;

namespace Integration.Specs.WebApi;

/// <summary>The message behind a value opens for those who may see messages, within their reach, without people's names unless they see customers.</summary>
public abstract class MessageSpecs(WebWorld world)
{
    [Fact]
    public async Task A_value_leads_to_its_message_for_somebody_who_sees_messages_and_customers()
    {
        var (no, both) = (WebWorld.Name("MS"), WebWorld.Name("both"));
        await world.Parts.People.AddAsync(both, new PersonDetails("s-" + both, both, "cn.zj.hz", null, [Role.Operator, Role.Clerk], ReachKind.Unit), WebWorld.Password, "test", world.Parts.Audit("test"), TestContext.Current.CancellationToken);
        await world.ArriveAsync("core", world.Customer(no, "客户" + no));
        using var clerk = await world.SignedInAsync(Role.Clerk);
        var before = await clerk.GetAsync($"/api/customers/{no}");
        await clerk.PutAsync($"/api/customers/{no}", new { name = "西湖机械", status = "active", serviceLevel = "gold", orgUnit = "cn.zj.hz", contacts = new[] { new { name = "李明华", role = "technical", phones = new[] { "13805712345" } } } }, before.Tag);
        using var browser = await world.SignedInAsync(both);
        var id = (await browser.GetAsync($"/api/customers/{no}"))["sources"].GetProperty("name").GetProperty("message").GetString()!;
        var message = await browser.GetAsync($"/api/messages/{id}");
        Assert.Equal(("CustomerProfileChanged", "core", false), (message["type"].GetString(), message["source"].GetString(), message["masked"].GetBoolean()));
        Assert.Contains("西湖机械", message["bodies"][0].GetProperty("text").GetString(), StringComparison.Ordinal);
        using var administrator = await world.SignedInAsync(Role.Administrator);
        Assert.Equal(both, (await administrator.GetAsync($"/api/audit?on={id}&what=message.open"))["items"][0].GetProperty("who").GetString());
        // Who sees messages alone sees no names in them.
        using var operations = await world.SignedInAsync(Role.Operator);
        var masked = await operations.GetAsync($"/api/messages/{id}");
        Assert.True(masked["masked"].GetBoolean());
        var text = masked["bodies"][0].GetProperty("text").GetString()!;
        Assert.All(new[] { "西湖机械", "李明华", "13805712345" }, hidden => Assert.DoesNotContain(hidden, text, StringComparison.Ordinal));
        Assert.Contains("2345", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_received_is_shown_in_its_charset_and_masked_too()
    {
        var no = WebWorld.Name("MR");
        await world.ArriveAsync("core", world.Customer(no, "客户" + no));
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
        var id = await AcceptAsync(world.Customer(no, "钱塘化工"), [new SearchKey("customer", no)], new Payload(PayloadKind.Raw, gb.GetBytes("钱塘化工|0571-85001234|1000"), "text/plain; charset=gb18030"));
        using var operations = await world.SignedInAsync(Role.Operator);
        var received = (await operations.GetAsync($"/api/messages/{id}"))["bodies"].EnumerateArray().Single(b => b.GetProperty("kind").GetString() == "raw").GetProperty("text").GetString();
        Assert.Equal("钱**|*********1234|1000", received);
    }

    [Fact]
    public async Task A_message_out_of_reach_is_as_if_it_were_not_there()
    {
        var (elsewhere, top) = (WebWorld.Name("ME"), WebWorld.Name("top"));
        await world.ArriveAsync("core", world.Customer(elsewhere, "宁波" + elsewhere, "cn.zj.nb"));
        var other = await AcceptAsync(world.Customer(elsewhere, "宁波"), [new SearchKey("customer", elsewhere)]);
        var nobodys = await AcceptAsync(world.Customer(elsewhere, "许多"), []);
        using var operations = await world.SignedInAsync(Role.Operator);
        foreach (var id in new[] { other, nobodys, "nonsense", Guid.NewGuid().ToString() })
            Assert.Equal(HttpStatusCode.NotFound, (await operations.GetAsync($"/api/messages/{id}")).Status);
        await world.PersonAsync(top, "cn.zj", Role.Operator);
        using var province = await world.SignedInAsync(top);
        foreach (var id in new[] { other, nobodys })
            Assert.Equal(HttpStatusCode.OK, (await province.GetAsync($"/api/messages/{id}")).Status);
    }

    private async Task<string> AcceptAsync(CustomerProfileChanged message, IReadOnlyList<SearchKey> keys, params Payload[] payloads)
    {
        var id = MessageId.New(world.Time.GetUtcNow());
        var envelope = new Envelope { Id = id, Type = "CustomerProfileChanged", Source = "core", Body = CanonicalJson.Serialize(message), ConversationId = id.ToString(), ReceivedAt = world.Time.GetUtcNow(), Keys = keys };
        await world.Box.RunInBoxAsync((transaction, _) =>
        {
            transaction.Publish(new AcceptItem(envelope, [], payloads));
            return Task.CompletedTask;
        }, TestContext.Current.CancellationToken);
        return id.ToString();
    }
}

public sealed class Messages_on_PostgreSql(WebOnPostgreSql world) : MessageSpecs(world), IClassFixture<WebOnPostgreSql>;

public sealed class Messages_on_Sqlite(WebOnSqlite world) : MessageSpecs(world), IClassFixture<WebOnSqlite>;
