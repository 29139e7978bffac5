using System.Text;
using Integration.Specs.Counterparts;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Integration.Specs.CounterpartSpecs;

/// <summary>97 and N97-4: what a cancellation or amendment does to the events that are still to come.</summary>
public sealed class Cancelled_work
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void that_nobody_has_begun_ends_with_the_cancellation_alone()
    {
        using var book = Book();
        Ask(book, Request("CANCEL"));
        Assert.Equal([("CANCELLED", 1)], Take(book, 9));
    }

    [Fact]
    public void that_was_begun_keeps_what_was_said_and_ends_there()
    {
        using var book = Book();
        Assert.Equal([("STATE", 1), ("STATE", 2)], Take(book, 2));
        Ask(book, Request("CANCEL"));
        Assert.Equal([("CANCELLED", 3)], Take(book, 9));
    }

    [Fact]
    public void that_is_completed_is_refused_behind_its_completion()
    {
        using var book = Book();
        Take(book, 9);
        Assert.Equal("J02", Ask(book, Request("CANCEL")).Refusal);
        Assert.Equal([("REFUSED", 5)], Take(book, 9));
    }

    [Fact]
    public void that_is_cancelled_twice_is_refused_the_second_time()
    {
        using var book = Book();
        Ask(book, Request("CANCEL"));
        Assert.Equal("J03", Ask(book, Request("CANCEL", "R2")).Refusal);
        Assert.Equal([("CANCELLED", 1), ("REFUSED", 2)], Take(book, 9));
    }

    [Fact]
    public void that_97_never_got_is_refused()
    {
        using var book = Book();
        Assert.Equal("J01", Ask(book, Request("CANCEL", workOrderNo: "W9")).Refusal);
        Assert.Equal(("REFUSED", 1), book.TakeNext("W9") is { } answer ? (answer.Event, answer.Seq) : default);
    }

    [Fact]
    public void that_is_amended_goes_on_by_the_new_values_under_the_next_numbers()
    {
        using var book = Book();
        Take(book, 1);
        Ask(book, Request("AMEND"));
        var rest = Enumerable.Range(0, 4).Select(_ => book.TakeNext("W1")!).ToList();
        Assert.Equal([("AMENDED", 2), ("STATE", 3), ("STATE", 4), ("COMPLETION", 5)], rest.Select(e => (e.Event, e.Seq)));
        Assert.Equal(20_480, (int)JObject.Parse(rest[3].Json).SelectToken("installed.bandwidthKbps")!);
        Assert.Equal(4, rest.Select(e => e.EventId).Distinct().Count());
    }

    [Fact]
    public void that_was_amended_before_it_was_cancelled_answers_both()
    {
        using var book = Book();
        Ask(book, Request("AMEND"));
        Ask(book, Request("CANCEL", "R2"));
        Assert.Equal([("AMENDED", 1), ("CANCELLED", 2)], Take(book, 9));
    }

    private static WorkBook Book()
    {
        var book = new WorkBook(null);
        var order = new WorkOrder("W1", "O1", "INSTALL", "C1", "工行", "LEASED_LINE", "0571-ZX-000003", null, 10_240, "0571", "杭州市西湖区解放路1号", "宁波市", "{}");
        book.Plan(order, WorkEvents.Plan(order, comesBack: false, Now));
        return book;
    }

    private static WorkRequest Request(string request, string id = "R1", string workOrderNo = "W1") => WorkRequest.Read(Encoding.UTF8.GetBytes(
        new JObject { ["version"] = 1, ["requestId"] = id, ["request"] = request, ["workOrderNo"] = workOrderNo, ["bandwidthKbps"] = 20_480, ["reason"] = "客户增加带宽" }.ToString()));

    private static WorkAnswer Ask(WorkBook book, WorkRequest request) =>
        book.Answer(request, (order, taken, open) => WorkEvents.Answer(request, order, taken, open, Now));

    private static List<(string Event, int Seq)> Take(WorkBook book, int most)
    {
        var taken = new List<(string, int)>();
        while (taken.Count < most && book.TakeNext("W1") is { } next)
            taken.Add((next.Event, next.Seq));
        return taken;
    }
}
