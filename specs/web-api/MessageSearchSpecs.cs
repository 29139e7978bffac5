using System.Net;
using System.Text;
using Integration.Hub;
using Integration.Hub.Access;

namespace Integration.Specs.WebApi;

/// <summary>The operations console's search over the web, on either store.</summary>
public abstract class MessageSearchSpecs(WebWorld world)
{
    [Fact]
    public async Task An_operator_finds_messages_by_words_and_fields_page_by_page()
    {
        var word = WebWorld.Name("word");
        var start = DateTimeOffset.FromUnixTimeSeconds(world.Time.GetUtcNow().ToUnixTimeSeconds());
        var ids = new List<string>();
        for (var n = 0; n < 3; n++)
            ids.Insert(0, await SaidAsync($"{{\"text\":\"{word} 线路故障 {n}\"}}", start.AddMinutes(n + 0.5)));
        using var browser = await world.SignedInAsync(Role.Operator);

        var first = await browser.GetAsync($"/ops/api/messages?limit=2&q={Uri.EscapeDataString($"{word} 线路故障 state:ready")}");
        var second = await browser.GetAsync($"/ops/api/messages?limit=2&after={first["next"].GetString()}&q={Uri.EscapeDataString($"{word} 线路故障 state:ready")}");

        Assert.Equal(ids, first["items"].EnumerateArray().Concat(second["items"].EnumerateArray()).Select(m => m.GetProperty("id").GetString()));
        Assert.False(second.Body.TryGetProperty("next", out _));
        var delivery = first["items"][0].GetProperty("deliveries")[0];
        Assert.Equal(("N97-1", "ready"), (delivery.GetProperty("to").GetString(), delivery.GetProperty("state").GetString()));
        var histogram = await browser.GetAsync($"/ops/api/messages/histogram?buckets=4&since={At(start.AddMinutes(-1))}&until={At(start.AddMinutes(3))}&q={word}");
        Assert.Equal([0, 1, 1, 1], histogram["buckets"].EnumerateArray().Select(b => b.GetProperty("count").GetInt64()));
        Assert.Contains("order", (await browser.GetAsync("/ops/api/messages/fields"))["fields"].EnumerateArray().Select(f => f.GetString()));
        Assert.True((await browser.GetAsync("/ops/api/messages/index"))["behind"].GetInt64() >= 3);
    }

    [Fact]
    public async Task A_query_that_cannot_be_read_is_told_with_its_place()
    {
        using var browser = await world.SignedInAsync(Role.Operator);
        var answer = await browser.GetAsync($"/ops/api/messages?q={Uri.EscapeDataString("机床厂 ordr:1")}");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "search.unknown-field", 4, 4), (answer.Status, answer.Code, answer["at"].GetInt32(), answer["length"].GetInt32()));
        Assert.Equal("ordr", answer["args"].GetProperty("field").GetString());
        Assert.Equal(["after:badFormat"], (await browser.GetAsync("/ops/api/messages?after=yesterday")).Fields);
        Assert.Equal("not.found", (await browser.GetAsync("/ops/api/nothing")).Code);
    }

    [Fact]
    public async Task What_is_known_by_a_key_and_what_is_parked_is_told()
    {
        var order = WebWorld.Name("order");
        var start = world.Time.GetUtcNow();
        var first = await SaidAsync("{}", start, [new("order", order)]);
        var second = await SaidAsync("{}", start.AddSeconds(1), [new("order", order)], new Failure(FailureKind.Data, "mapping.unknown-code", $"Unknown code of {order}", "line 7"));
        using var browser = await world.SignedInAsync(Role.Operator);

        var story = await browser.GetAsync($"/ops/api/keys/{order}");
        Assert.Equal([first, second], story["items"].EnumerateArray().Select(m => m.GetProperty("id").GetString()));
        Assert.False(story["more"].GetBoolean());
        var group = (await browser.GetAsync("/ops/api/failures"))["items"].EnumerateArray().Single(g => g.GetProperty("code").GetString() == "mapping.unknown-code");
        var parked = await browser.GetAsync($"/ops/api/messages?q=group:{group.GetProperty("group").GetString()}");
        Assert.Equal(second, Assert.Single(parked["items"].EnumerateArray()).GetProperty("id").GetString());
    }

    private async Task<string> SaidAsync(string body, DateTimeOffset at, IReadOnlyList<SearchKey>? keys = null, Failure? parked = null)
    {
        var id = MessageId.New(at);
        var envelope = new Envelope
        {
            Id = id, Type = "TroubleTicketOpened", Source = "customer-service", Interface = "CS-2", Body = Encoding.UTF8.GetBytes(body),
            ConversationId = id.ToString(), ReceivedAt = at, Keys = keys ?? [],
        };
        await world.Box.AcceptAsync(new AcceptItem(envelope, [new DeliveryPlan("N97-1", Parked: parked)], []), TestContext.Current.CancellationToken);
        return id.ToString();
    }

    private static string At(DateTimeOffset time) => Uri.EscapeDataString(time.ToString("O"));
}

public sealed class MessageSearch_on_PostgreSql(WebOnPostgreSql world) : MessageSearchSpecs(world), IClassFixture<WebOnPostgreSql>;

public sealed class MessageSearch_on_Sqlite(WebOnSqlite world) : MessageSearchSpecs(world), IClassFixture<WebOnSqlite>;
