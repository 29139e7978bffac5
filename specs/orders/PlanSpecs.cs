using static Integration.Specs.Orders.Given;

namespace Integration.Specs.Orders;

public sealed class PlanSpecs
{
    private static readonly OrderTemplate Ends = Template(
        Step("accept"),
        BySystem("reserve", TemplateStepDo.ReserveResource, "accept"),
        BySystem("work-a", TemplateStepDo.WorkOrderAEnd, "reserve"),
        BySystem("work-z", TemplateStepDo.WorkOrderZEnd, "reserve") with { When = [StepFact.HasZEnd] },
        BySystem("trunk", TemplateStepDo.WorkOrderTrunk, "work-z") with { When = [StepFact.HasZEnd] },
        Step("test", "work-a", "trunk"));

    [Fact]
    public void Each_item_has_its_own_steps_and_the_orders_steps_join_them()
    {
        var plan = Plan(Ends, Line("1"), Line("2")).ToDictionary(p => p.Key);
        Assert.Equal(["reserve/1", "reserve/2", "trial/accept", "trial/test", "trunk/1", "trunk/2", "work-a/1", "work-a/2", "work-z/1", "work-z/2"], plan.Keys.Order());
        Assert.Equal(["reserve/2"], plan["work-a/2"].After);
        Assert.Equal(["trunk/1", "trunk/2", "work-a/1", "work-a/2"], plan["trial/test"].After.Order());
    }

    [Fact]
    public void A_step_left_out_hands_its_place_to_what_it_waited_for()
    {
        var plan = Plan(Ends, Line("1", zEnd: null)).ToDictionary(p => p.Key);
        Assert.DoesNotContain("work-z/1", plan.Keys);
        Assert.Equal(["reserve/1", "work-a/1"], plan["trial/test"].After.Order());
    }
}
