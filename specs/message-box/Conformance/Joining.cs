using Integration.Hub;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <content>Messages of several systems become one conversation by what they say they answer.</content>
public abstract partial class MessageBoxConformance
{
    private async Task<string> ConversationOf(Envelope envelope) => (await Box.GetAsync(await Accept(Some.Item(envelope: envelope)), Stop))!.Envelope.ConversationId;

    [Theory]
    [InlineData("workOrder")]
    [InlineData("order")]
    [InlineData("request")]
    public async Task A_message_joins_the_conversation_of_the_first_that_has_the_number_it_answers(string kind)
    {
        var order = Some.Message() with { Keys = [new(kind, "WO1")], ConversationId = "order PO1" };
        await Accept(Some.Item(envelope: order));
        Assert.Equal("order PO1", await ConversationOf(Some.Message(at: Some.Noon.AddMinutes(1)) with { CorrelationId = "WO1", BusinessKey = "WO1" }));
        Assert.Equal("order PO1", await ConversationOf(Some.Message(at: Some.Noon.AddMinutes(2)) with { CorrelationId = "WO1" }));
    }

    [Fact]
    public async Task A_message_joins_the_conversation_of_the_message_whose_id_or_business_key_it_answers()
    {
        var first = Some.Message() with { BusinessKey = "WO2", ConversationId = "story" };
        await Accept(Some.Item(envelope: first));
        Assert.Equal("story", await ConversationOf(Some.Message() with { CorrelationId = "WO2" }));
        Assert.Equal("story", await ConversationOf(Some.Message() with { CorrelationId = first.Id.ToString() }));
    }

    [Fact]
    public async Task What_answers_nothing_known_begins_its_own_conversation_and_a_chosen_one_stays()
    {
        await Accept(Some.Item(envelope: Some.Message() with { Keys = [new("customer", "C1"), new("order", "PO1")] }));
        var unknown = Some.Message() with { CorrelationId = "nobody" };
        Assert.Equal(unknown.Id.ToString(), await ConversationOf(unknown));
        // A customer has many conversations.
        var customer = Some.Message() with { CorrelationId = "C1" };
        Assert.Equal(customer.Id.ToString(), await ConversationOf(customer));
        Assert.Equal("mine", await ConversationOf(Some.Message() with { CorrelationId = "PO1", ConversationId = "mine" }));
    }

    [Fact]
    public async Task A_trace_by_order_number_shows_the_work_order_and_what_came_back_as_one()
    {
        var order = Some.Message("CreateWorkOrder") with { BusinessKey = "WO9", Keys = [new("order", "PO9"), new("workOrder", "WO9")] };
        await Accept(Some.Item(envelope: order));
        var answer = Some.Message("WorkOrderCompleted", at: Some.Noon.AddMinutes(1)) with { BusinessKey = "WO9", CorrelationId = "WO9", Keys = [new("workOrder", "WO9")] };
        await Accept(Some.Item(envelope: answer));
        Assert.Equal([order.Id, answer.Id], (await Box.TraceAsync(new TraceQuery(null, "PO9"), Stop)).Select(m => m.Id));
    }

    [Fact]
    public async Task Joining_changes_neither_order_nor_duplicates()
    {
        await Accept(Some.Item(envelope: Some.Message() with { Keys = [new("workOrder", "WO3")] }));
        var items = Enumerable.Range(0, 5).Select(n => Some.Item(orderKey: "WO3", envelope: Some.Message(body: $"{n}", at: Some.Noon.AddMinutes(1)) with { CorrelationId = "WO3", DuplicateKey = $"e{n / 2}", Keys = [] })).ToList();
        var results = await Box.AcceptBatchAsync(items, null, Stop);
        Assert.Equal([AcceptStatus.Accepted, AcceptStatus.Conflict, AcceptStatus.Accepted, AcceptStatus.Conflict, AcceptStatus.Accepted], results.Select(r => r.Status));
    }
}
