using System.Text;
using Integration.Hub;
using Integration.Hub.MessageBox;
using Integration.Specs.Servers;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <content>Finding by the query language; the text index behind the traffic.</content>
public abstract partial class MessageBoxConformance
{
    private static readonly MessageBoxOptions IndexAtOnce = new() { TextIndexFrom = 1 };

    private MessageBoxStore Indexing(string node = "indexer")
    {
        var box = Store.Open(node, Time, IndexAtOnce);
        _opened.Add(box);
        return box;
    }

    // What another database of the server has under way may hold the index up for a moment: numbers are the server's.
    private static async Task<int> IndexAll(MessageBoxStore box)
    {
        var all = 0;
        await Polling.UntilAsync(async () =>
        {
            all += await box.IndexSomeAsync(Stop);
            return (await box.TextIndexAsync(Stop)).Behind == 0;
        }, "everything is in the index", TimeSpan.FromSeconds(60));
        return all;
    }

    private async Task<IReadOnlyList<MessageId>> Find(string query, int limit = 50) =>
        [.. (await Box.FindAsync(new(FilterLanguage.Parse(query, Time), Limit: limit), Stop)).Messages.Select(m => m.Id)];

    /// <summary>As it is found before it is in the index, so it is found after.</summary>
    private async Task Finds(string query, params MessageId[] expected) => Assert.Equal(expected, await Find(query));

    private Task<MessageId> Told(string body, int second = 0, Func<Envelope, Envelope>? change = null)
    {
        var envelope = Some.Message(body: body, at: Some.Noon.AddSeconds(second));
        return Accept(Some.Item(envelope: change?.Invoke(envelope) ?? envelope));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Words_and_phrases_are_found_anywhere_in_the_text_whatever_their_letters(bool indexed)
    {
        var one = await Told("{\"name\":\"北京第一机床厂\",\"note\":\"Network Down at 057187001234\"}", 1);
        var two = await Told("{\"name\":\"上海第二机床厂\",\"note\":\"network is up\"}", 2);
        var three = await Told("{\"name\":\"ＡＢＣ 公司\"}", 3, e => e with { Keys = [new("customer", "C-77001")], BusinessKey = "WO-2026-000001" });
        if (indexed)
            Assert.Equal(3, await IndexAll(Indexing()));

        await Finds("机床厂", two, one);
        await Finds("第一机床", one);
        await Finds("NETWORK", two, one);
        await Finds("\"network down\"", one);
        await Finds("“network down”", one);
        await Finds("870012", one);
        await Finds("abc", three);
        await Finds("c-77001", three);
        await Finds("wo-2026-0000", three);
        await Finds("机床厂 network -down", two);
        await Finds("北京 OR 公司", three, one);
        await Finds("机床厂 （北京 OR 广州）", one);
        await Finds("NOT 机床厂", three);
        await Finds("厂", two, one);
        await Finds("机床厂 二", two);
        await Finds("\"down network\"");
        await Finds("机厂床");
        await Finds("", three, two, one);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_was_sent_and_answered_later_is_found_too(bool indexed)
    {
        var indexer = Indexing();
        var id = await Accept(Some.Item("N97-1", envelope: Some.Message(body: "{\"order\":\"alpha\"}")));
        if (indexed)
            await IndexAll(indexer);
        // Who has looked before must see what came since.
        await Finds("alpha", id);
        await Finds("资源不足");
        var delivery = await ClaimOne("N97-1");
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        await Complete(delivery, new DeliveryOutcome.Delivered(
            [new(PayloadKind.Outbound, Encoding.UTF8.GetBytes("<派单>installation</派单>"), "text/xml; charset=utf-8"), new(PayloadKind.Answer, gb.GetBytes("线路资源不足"), "text/plain; charset=GB18030", Headers: "{\"x-node\":\"gw-17\"}")], []));
        await Finds("资源不足", id);
        if (indexed)
            Assert.Equal(1, await IndexAll(indexer));

        await Finds("资源不足 alpha installation", id);
        await Finds("gw-17", id);
        await Finds("direction:out alpha", id);
    }

    [Fact]
    public async Task Fields_find_by_what_stands_in_columns()
    {
        var one = await Told("{}", 1, e => e with { Type = "CustomerChanged", Keys = [new("order", "O1"), new("phone", "0571")] });
        var two = await Accept(Some.Item("N97-1", envelope: Some.Message("CustomerBillIssued", "{}", Some.Noon.AddSeconds(2)) with { Source = "hub", Interface = null, CausationId = one, ConversationId = one.ToString() }));
        var parked = await Parked("RES-2");
        var group = (await Box.SummariseParkedAsync(Stop))[0].Fingerprint;

        await Finds("type:Customer*", two, one, parked);
        await Finds("type:CustomerChanged", one);
        await Finds("system:hub", two);
        await Finds("if:BIL-1 NOT to:RES-2", one);
        await Finds("to:N97*", two);
        await Finds("direction:in", one, parked);
        await Finds("order:O1", one);
        await Finds("customer:O1");
        await Finds("key:O1 key.phone:0571", one);
        await Finds("-order:O1 type:CustomerC*");
        await Finds($"id:{two}", two);
        await Finds($"cause:{one}", two);
        await Finds($"conversation:{one}", two, one);
        await Finds("state:parked", parked);
        await Finds($"group:{group}", parked);
        await Finds("state:ready OR state:parked", two, one, parked);
        await Finds($"since:{Some.Noon.AddSeconds(2):yyyy-MM-ddTHH:mm:ssZ}", two);
        await Finds($"until:{Some.Noon.AddSeconds(2):yyyy-MM-ddTHH:mm:ssZ} type:CustomerChanged", one);
        await Finds("order:O1 OR system:hub", two, one);
    }

    [Fact]
    public async Task Pages_follow_one_another_without_a_gap_whatever_is_in_the_index()
    {
        var indexer = Indexing();
        var ids = new List<MessageId>();
        for (var i = 0; i < 60; i++)
        {
            ids.Add(await Told(i % 3 == 0 ? "{\"kind\":\"common\"}" : "{\"kind\":\"common rare\"}", i));
            if (i is 20 or 25 or 40)
                await IndexAll(indexer);
        }
        // One that came late: its id is older than what is in the index already.
        ids.Insert(0, await Told("{\"kind\":\"common rare\"}", -5));
        foreach (var (query, expected) in new[] { ("common", ids), ("rare OR \"no such\"", ids.Where((_, i) => i == 0 || (i - 1) % 3 != 0)) })
        {
            var found = new List<MessageId>();
            for (MessageId? after = null; ;)
            {
                var page = await Box.FindAsync(new(FilterLanguage.Parse(query, Time), after, 7), Stop);
                found.AddRange(page.Messages.Select(m => m.Id));
                Assert.Null(page.SearchedBackTo);
                if ((after = page.Next) is null)
                    break;
            }
            Assert.Equal(expected.Reverse(), found);
        }
    }

    [Fact]
    public async Task The_index_is_made_once_by_however_many_nodes_and_goes_on_after_a_restart()
    {
        var ids = new List<MessageId>();
        for (var i = 0; i < 40; i++)
            ids.Add(await Told($"{{\"no\":\"item {i:000}\"}}", i));
        var together = await Task.WhenAll(IndexAll(Indexing("a")), IndexAll(Indexing("b")), IndexAll(Indexing("c")));
        Assert.Equal(40, together.Sum());
        Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(0, await IndexAll(Indexing("d")));
        ids.Add(await Told("{\"no\":\"item 040\"}", 40));
        Assert.Equal(1, await IndexAll(Indexing("d")));

        var state = await Box.TextIndexAsync(Stop);
        Assert.Equal((0, 41), (state.Behind, state.Documents));
        await Finds("\"item 03\"", [.. ids[30..40].AsEnumerable().Reverse()]);
        await Finds("\"item 040\"", ids[40]);
    }

    [Fact]
    public async Task A_message_that_comes_with_its_bytes_is_in_the_index_once()
    {
        var envelope = Some.Message(body: "{\"a\":\"one\"}");
        await Accept(new AcceptItem(envelope, [new DeliveryPlan("archive")], [Some.Payload(PayloadKind.Raw, "<raw>two</raw>"), Some.Payload(PayloadKind.Answer, "<answer>three</answer>")]));
        Assert.Equal(1, await IndexAll(Indexing()));
        Assert.Equal(1, (await Box.TextIndexAsync(Stop)).Documents);
        await Finds("one two three", envelope.Id);
    }

    [Fact]
    public async Task The_index_goes_with_the_messages()
    {
        var old = await Told("{\"a\":\"ancient words\"}");
        await Complete(await ClaimOne());
        Time.Advance(TimeSpan.FromDays(1));
        await Box.MigrateAsync(Stop);
        var young = await Accept(Some.Item(envelope: Some.Message(body: "{\"a\":\"young words\"}", at: Time.GetUtcNow())));
        Assert.Equal(2, await IndexAll(Indexing()));
        Time.Advance(TimeSpan.FromDays(10));
        Assert.Equal(2, (await Box.TextIndexAsync(Stop)).Documents);

        await Box.RetainAsync(Time.GetUtcNow().AddDays(-2), Stop);

        Assert.Equal(1, (await Box.TextIndexAsync(Stop)).Documents);
        await Finds("words", young);
        Assert.Null(await Box.GetAsync(old, Stop));
    }

    [Fact]
    public async Task Messages_are_counted_over_time()
    {
        for (var i = 0; i < 6; i++)
            await Told(i < 4 ? "{\"a\":\"first\"}" : "{\"a\":\"second\"}", i * 60);
        foreach (var (query, expected) in new[] { ("", new long[] { 2, 2, 2 }), ("first", [2, 2, 0]), ("first OR second", [2, 2, 2]), ("type:No", [0, 0, 0]) })
        {
            var counts = await Box.CountAsync(new(FilterLanguage.Parse(query, Time), Some.Noon, Some.Noon.AddMinutes(6), 3), Stop);
            Assert.Equal(expected, counts.Counts);
            Assert.Equal((TimeSpan.FromMinutes(2), null), (counts.Step, counts.CompleteSince));
        }
    }

    [Fact]
    public async Task Big_bodies_are_found_to_their_last_word()
    {
        var body = new StringBuilder("[");
        for (var i = 0; i < 60_000; i++)
            body.Append($"{{\"line\":{i},\"text\":\"number {i * 7919}\"}},");
        var big = await Told(body.Append("\"最后一行\"]").ToString());
        await Finds("最后一行 \"number 475132081\"", big);
        await IndexAll(Indexing());
        await Finds("最后一行 \"number 475132081\"", big);
        await Finds("\"number 475132082\"");
    }
}
