using static Integration.Specs.Orders.Given;

namespace Integration.Specs.Orders;

public sealed class AmendmentSpecs
{
    private static readonly OrderTemplate Wide = Template(
        Step("accept"),
        BySystem("reserve", TemplateStepDo.ReserveResource, "accept"),
        BySystem("assign", TemplateStepDo.AssignResource, "reserve"),
        BySystem("work-a", TemplateStepDo.WorkOrderAEnd, "assign"),
        BySystem("work-z", TemplateStepDo.WorkOrderZEnd, "assign") with { When = [StepFact.HasZEnd] },
        Step("complete", "work-a", "work-z") with { PointOfNoReturn = true },
        BySystem("bill", TemplateStepDo.StartBilling, "complete") with { Undo = false });

    [Fact]
    public void A_new_fee_touches_nothing_that_is_done()
    {
        var order = new Journey(Wide, Line()).Ends("trial/accept", "reserve/1", "assign/1");
        order.Effects.Clear();
        order.Amends(Line() with { MonthlyFee = new Money(900_000, "CNY") });
        Assert.Equal("", order.Asked());
        Assert.Equal(900_000, order.Order.Items[0].MonthlyFee!.Value.Fen);
    }

    [Fact]
    public void Another_bandwidth_reserves_anew_in_reverse_order_and_changes_the_work_orders_that_are_out()
    {
        var order = new Journey(Wide, Line()).Ends("trial/accept", "reserve/1", "assign/1");
        order.Effects.Clear();
        order.Amends(Line() with { BandwidthKbps = 100_000 });
        Assert.Equal("~work-a/1 ~work-z/1 -assign/1", order.Asked());
        order.IsUndone("assign/1").IsUndone("reserve/1");
        Assert.EndsWith("-assign/1 -reserve/1 +reserve/1", order.Asked(), StringComparison.Ordinal);
        order.Ends("reserve/1");
        Assert.EndsWith("+reserve/1 +assign/1", order.Asked(), StringComparison.Ordinal);
        order.Ends("assign/1", "work-a/1", "work-z/1", "trial/complete", "bill/1");
        Assert.Equal(ProductOrderState.Completed, order.Order.State);
    }

    [Fact]
    public void The_order_does_not_end_while_something_is_still_to_be_done_again()
    {
        var order = new Journey(Wide, Line()).Ends("trial/accept", "reserve/1", "assign/1");
        order.Amends(Line() with { BandwidthKbps = 100_000 }).Ends("work-a/1", "work-z/1");
        Assert.NotEqual(ProductOrderState.Completed, order.Order.State);
    }

    [Fact]
    public void A_step_that_is_no_longer_wanted_is_undone_and_one_that_is_wanted_again_is_done_again()
    {
        var order = new Journey(Wide, Line()).Ends("trial/accept", "reserve/1", "assign/1");
        order.Effects.Clear();
        order.Amends(Line(zEnd: null));
        Assert.Contains("-work-z/1", order.Asked(), StringComparison.Ordinal);
        order.IsUndone("work-z/1").IsUndone("assign/1").IsUndone("reserve/1").Ends("reserve/1", "assign/1");
        Assert.Equal(StepState.Undone, order["work-z/1"].State);
        order.Amends(Line());
        Assert.Equal(StepState.Waiting, order["work-z/1"].State);
    }

    [Fact]
    public void An_item_that_is_added_brings_its_own_steps()
    {
        var order = new Journey(Wide, Line("1")).Ends("trial/accept");
        order.Amends(Line("1"), Line("2"));
        Assert.Equal(StepState.InProgress, order["reserve/2"].State);
        Assert.Contains("work-a/2", order["trial/complete"].Plan.After);
    }

    [Fact]
    public void What_was_done_before_the_point_of_no_return_is_not_done_again_behind_it()
    {
        var order = new Journey(Wide, Line()).Ends("trial/accept", "reserve/1", "assign/1", "work-a/1", "work-z/1", "trial/complete");
        order.Effects.Clear();
        foreach (var items in new[] { Line() with { BandwidthKbps = 100_000 }, Line(zEnd: null) })
        {
            var refused = Assert.Throws<OrderRefusedException>(() => order.Amends(items));
            Assert.Equal(("order.past-no-return", "trial/complete"), (refused.Code, refused.Step));
        }

        Assert.Equal("", order.Asked());
    }

    [Fact]
    public void What_has_passed_the_point_of_no_return_is_not_changed_any_more()
    {
        var fixedBilling = Wide with { Steps = [.. Wide.Steps.Select(s => s.Step == "bill" ? s with { PointOfNoReturn = true } : s)] };
        var order = new Journey(fixedBilling, Line()).Ends("trial/accept", "reserve/1", "assign/1", "work-a/1", "work-z/1", "trial/complete");
        var refused = Assert.Throws<OrderRefusedException>(() => order.Amends(Line() with { MonthlyFee = new Money(1, "CNY") }));
        Assert.Equal(("order.past-no-return", "bill/1"), (refused.Code, refused.Step));
    }
}
