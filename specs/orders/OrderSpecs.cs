using static Integration.Specs.Orders.Given;

namespace Integration.Specs.Orders;

public sealed class OrderSpecs
{
    private static readonly OrderTemplate Short = Template(
        Step("accept"),
        BySystem("reserve", TemplateStepDo.ReserveResource, "accept"),
        BySystem("work-a", TemplateStepDo.WorkOrderAEnd, "reserve"),
        BySystem("work-z", TemplateStepDo.WorkOrderZEnd, "reserve"),
        Step("complete", "work-a", "work-z") with { PointOfNoReturn = true },
        BySystem("bill", TemplateStepDo.StartBilling, "complete") with { Undo = false });

    [Fact]
    public void Steps_begin_when_all_before_them_are_over_and_the_order_ends_with_the_last()
    {
        var order = new Journey(Short, Line());
        Assert.Equal("+trial/accept", order.Asked());
        order.Ends("trial/accept", "reserve/1", "work-a/1");
        Assert.Equal("+trial/accept +reserve/1 +work-a/1 +work-z/1", order.Asked());
        order.Ends("work-z/1", "trial/complete", "bill/1");
        Assert.Equal(ProductOrderState.Completed, order.Order.State);
        Assert.Equal(1, order.Effects.Count(e => e is OrderEffect.OrderChanged { State: ProductOrderState.Completed }));
    }

    [Fact]
    public void What_comes_twice_or_late_changes_nothing()
    {
        var order = new Journey(Short, Line()).Ends("trial/accept", "reserve/1");
        var (before, asked) = (order.States, order.Asked());
        order.Happens(new OrderEvent.StepEnded("reserve/1", 1, [with_("x")])).Happens(new OrderEvent.StepFailed("reserve/1", 1, new("late", "")))
            .Happens(new OrderEvent.StepEnded("work-a/1", 7, [with_("x")])).Happens(new OrderEvent.StepUndone("work-a/1", 1)).Happens(new OrderEvent.Placed());
        Assert.Equal(before, order.States);
        Assert.Equal(asked, order.Asked());

        static KeyValuePair<string, string> with_(string key) => new(key, key);
    }

    [Fact]
    public void A_failed_step_waits_for_a_person_and_the_clock_goes_on()
    {
        var order = new Journey(Short, Line()).Ends("trial/accept").Fails("reserve/1");
        var due = order["reserve/1"].DueAt;
        order.Now += TimeSpan.FromHours(2);
        order.Happens(new OrderEvent.Retry("reserve/1"));
        Assert.Equal("+trial/accept +reserve/1 +reserve/1", order.Asked());
        Assert.Equal(due, order["reserve/1"].DueAt);
        Assert.Equal(2, order["reserve/1"].Turn);
        order.Fails("reserve/1").Happens(new OrderEvent.Skip("reserve/1", "手工预占"));
        Assert.Equal(StepState.InProgress, order["work-a/1"].State);
        Assert.Equal("手工预占", order["reserve/1"].Trouble!.Reason);
    }

    [Fact]
    public void A_step_given_up_as_failed_that_was_done_after_all_is_done()
    {
        var order = new Journey(Short, Line()).Ends("trial/accept").Fails("reserve/1").Ends("reserve/1");
        Assert.Equal(StepState.Completed, order["reserve/1"].State);
        Assert.Equal(StepState.InProgress, order["work-a/1"].State);
    }

    [Fact]
    public void Only_a_failed_step_is_tried_again_or_skipped()
    {
        var order = new Journey(Short, Line());
        Assert.Equal("order.step-not-failed", Assert.Throws<OrderRefusedException>(() => order.Happens(new OrderEvent.Retry("trial/accept"))).Code);
        Assert.Equal("order.step-not-failed", Assert.Throws<OrderRefusedException>(() => order.Happens(new OrderEvent.Skip("trial/accept", "x"))).Code);
        Assert.Equal("order.unknown-step", Assert.Throws<OrderRefusedException>(() => order.Happens(new OrderEvent.Retry("nowhere"))).Code);
    }

    [Fact]
    public void A_cancelled_order_goes_back_in_reverse_order()
    {
        var order = new Journey(Short, Line()).Ends("trial/accept", "reserve/1", "work-a/1");
        order.Effects.Clear();
        order.Happens(new OrderEvent.Cancel("客户取消"));
        Assert.Equal(ProductOrderState.PendingCancellation, order.Order.State);
        Assert.Equal("-work-z/1 -work-a/1", order.Asked());
        order.IsUndone("work-a/1");
        Assert.DoesNotContain("-reserve/1", order.Asked(), StringComparison.Ordinal);
        order.IsUndone("work-z/1");
        Assert.EndsWith("-reserve/1", order.Asked(), StringComparison.Ordinal);
        order.IsUndone("reserve/1");
        Assert.Equal(ProductOrderState.Cancelled, order.Order.State);
    }

    [Fact]
    public void Reverse_order_holds_across_steps_that_leave_nothing_behind()
    {
        var template = Template(BySystem("reserve", TemplateStepDo.ReserveResource), Step("agree", "reserve"), BySystem("work-a", TemplateStepDo.WorkOrderAEnd, "agree"));
        var order = new Journey(template, Line()).Ends("reserve/1", "trial/agree");
        order.Effects.Clear();
        order.Happens(new OrderEvent.Cancel("x"));
        Assert.Equal("-work-a/1", order.Asked());
        order.IsUndone("work-a/1").IsUndone("reserve/1");
        Assert.Equal(ProductOrderState.Cancelled, order.Order.State);
    }

    [Fact]
    public void A_request_on_its_way_when_the_order_is_cancelled_is_undone_once_its_result_is_there()
    {
        var order = new Journey(Short, Line()).Ends("trial/accept");
        order.Happens(new OrderEvent.Cancel("x"));
        Assert.Equal(StepState.InProgress, order["reserve/1"].State);
        order.Ends("reserve/1");
        Assert.Equal(StepState.Undoing, order["reserve/1"].State);
        order.IsUndone("reserve/1");
        Assert.Equal(ProductOrderState.Cancelled, order.Order.State);
    }

    [Fact]
    public void A_request_that_fails_while_the_order_is_cancelled_leaves_nothing_to_undo()
    {
        var order = new Journey(Short, Line()).Ends("trial/accept").Happens(new OrderEvent.Cancel("x")).Fails("reserve/1");
        Assert.Equal(ProductOrderState.Cancelled, order.Order.State);
        Assert.DoesNotContain("-", order.Asked(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_undo_that_fails_keeps_the_order_going_back_until_a_person_has_seen_to_it()
    {
        var order = new Journey(Short, Line()).Ends("trial/accept", "reserve/1").Happens(new OrderEvent.Cancel("x")).IsUndone("work-a/1");
        order.Happens(new OrderEvent.UndoFailed("work-z/1", order["work-z/1"].Turn, new("N97-7", "已竣工")));
        Assert.Equal(StepState.UndoFailed, order["work-z/1"].State);
        Assert.Equal(StepState.Completed, order["reserve/1"].State);
        order.Happens(new OrderEvent.Retry("work-z/1"));
        Assert.Equal(StepState.Undoing, order["work-z/1"].State);
        order.Happens(new OrderEvent.UndoFailed("work-z/1", order["work-z/1"].Turn, new("N97-7", "已竣工"))).Happens(new OrderEvent.Skip("work-z/1", "人工拆除")).IsUndone("reserve/1");
        Assert.Equal(ProductOrderState.Cancelled, order.Order.State);
    }

    [Fact]
    public void Past_the_point_of_no_return_an_order_is_not_cancelled()
    {
        var order = new Journey(Short, Line()).Ends("trial/accept", "reserve/1", "work-a/1", "work-z/1");
        var refused = Assert.Throws<OrderRefusedException>(() => order.Happens(new OrderEvent.Cancel("x")));
        Assert.Equal(("order.past-no-return", "trial/complete"), (refused.Code, refused.Step));
        Assert.Equal(ProductOrderState.InProgress, order.Order.State);
    }

    [Fact]
    public void A_held_order_begins_nothing_and_its_clocks_stand_still()
    {
        var order = new Journey(Short, Line());
        order.Happens(new OrderEvent.Hold("等客户机房"));
        order.Now += TimeSpan.FromDays(1);
        order.Ends("trial/accept");
        Assert.Equal(StepState.Waiting, order["reserve/1"].State);
        order.Happens(new OrderEvent.Resume());
        Assert.Equal(StepState.InProgress, order["reserve/1"].State);
    }

    [Fact]
    public void After_a_hold_a_running_step_has_as_much_time_left_as_before()
    {
        var order = new Journey(Short, Line());
        order.Now += TimeSpan.FromHours(2);
        order.Happens(new OrderEvent.Hold("x"));
        order.Now += TimeSpan.FromDays(1);
        order.Happens(new OrderEvent.Resume());
        Assert.Equal(TimeSpan.FromHours(6), Calendar.Between(order.Now, order["trial/accept"].DueAt!.Value));
    }

    [Fact]
    public void Somebody_is_told_before_a_step_is_late_when_it_is_and_then_ever_higher()
    {
        var order = new Journey(Short, Line());
        for (var i = 0; i < 4; i++)
        {
            var ring = order.Effects.OfType<OrderEffect.RingAt>().Last();
            order.Now = ring.At;
            order.Happens(new OrderEvent.ClockRang(ring.Key, ring.Turn));
        }

        Assert.Equal([0, 1, 2, 3], order.Effects.OfType<OrderEffect.Jeopardy>().Select(j => j.Level));
        Assert.Equal(Calendar.Add(Monday, TimeSpan.FromHours(24)), order.Now);
    }

    [Fact]
    public void A_reminder_that_comes_too_early_or_for_a_step_that_is_over_is_not_heard()
    {
        var order = new Journey(Short, Line());
        order.Happens(new OrderEvent.ClockRang("trial/accept", 1));
        order.Ends("trial/accept");
        order.Now += TimeSpan.FromDays(30);
        order.Happens(new OrderEvent.ClockRang("trial/accept", 1));
        Assert.Empty(order.Effects.OfType<OrderEffect.Jeopardy>());
    }
}
