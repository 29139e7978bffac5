using System.Text;
using Integration.Hub;
using Integration.Hub.Access;

namespace Integration.Specs.WebApi;

/// <summary>Who is named in a message stays hidden on the console, however the message writes it.</summary>
public abstract class HiddenPeopleSpecs(WebWorld world)
{
    [Fact]
    public async Task What_an_interface_names_is_hidden_with_all_below_it_in_every_form_and_in_headers()
    {
        var id = await AcceptAsync("CallRecorded", """{"callNo":"T1","circuit":{"ends":["杭州市文三路"]},"payer":{"holder":"李明华 A&B"},"holder":"中继"}""",
            new Payload(PayloadKind.Raw, "<call><payer><holder>李明华 A&amp;B</holder></payer><circuit><end>宁波中山路</end></circuit><no>T1</no><holder>中继</holder></call>"u8.ToArray(), "text/xml; charset=utf-8", "CS-4", """{"X-End":"杭州市文三路"}"""));
        using var browser = await world.SignedInAsync(Role.Viewer);
        var canonical = (await browser.GetAsync($"/ops/api/messages/{id}/bodies/0"))["text"].GetString()!;
        var raw = (await browser.GetAsync($"/ops/api/messages/{id}/bodies/1"))["text"].GetString()!;
        Assert.Equal("""{"callNo":"T1","circuit":{"ends":["杭**"]},"payer":{"holder":"李**"},"holder":"中继"}""", canonical);
        Assert.Equal("<call><payer><holder>李**</holder></payer><circuit><end>宁**</end></circuit><no>T1</no><holder>中继</holder></call>", raw);
        Assert.Equal("""{"X-End":"杭**"}""", (await browser.GetAsync($"/ops/api/messages/{id}/bodies")).Body[1].GetProperty("headers").GetString());
    }

    [Fact]
    public async Task What_no_mapping_could_read_shows_no_chinese_name()
    {
        var id = await AcceptAsync(Envelope.Untranslated, "T1|李明华|0571-85001234|open");
        using var browser = await world.SignedInAsync(Role.Operator);
        Assert.Equal("T1|李**|*********1234|open", (await browser.GetAsync($"/ops/api/messages/{id}/bodies/0"))["text"].GetString());
    }

    private async Task<string> AcceptAsync(string type, string body, params Payload[] payloads)
    {
        var id = MessageId.New(world.Time.GetUtcNow());
        var envelope = new Envelope { Id = id, Type = type, Source = "customer-service", Interface = "CS-4", Body = Encoding.UTF8.GetBytes(body), ConversationId = id.ToString(), ReceivedAt = world.Time.GetUtcNow() };
        await world.Box.AcceptAsync(new AcceptItem(envelope, [], payloads), TestContext.Current.CancellationToken);
        return id.ToString();
    }
}

public sealed class HiddenPeople_on_PostgreSql(WebOnPostgreSql world) : HiddenPeopleSpecs(world), IClassFixture<WebOnPostgreSql>;

public sealed class HiddenPeople_on_Sqlite(WebOnSqlite world) : HiddenPeopleSpecs(world), IClassFixture<WebOnSqlite>;
