using static Integration.Specs.Orders.Given;

namespace Integration.Specs.Orders;

public sealed class TemplateSpecs
{
    [Fact]
    public void Every_shipped_template_is_sound_and_written_as_it_is_read()
    {
        Assert.NotEmpty(TemplateLibrary.Shipped);
        foreach (var template in TemplateLibrary.Shipped)
        {
            Assert.Empty(TemplateCheck.Problems(template));
            Assert.Equal(TemplateJson.Write(template), TemplateJson.Write(TemplateJson.Read(TemplateJson.Write(template), template.Template)));
        }
    }

    [Fact]
    public void Each_type_of_order_has_exactly_one_shipped_template()
    {
        var library = new TemplateLibrary(TemplateLibrary.Shipped);
        foreach (var offering in new[] { "LEASED_LINE", "VPN", "INTERNET", "PHONE", "CENTREX", "NUMBER_800" })
        {
            foreach (var action in Enum.GetValues<OrderAction>())
            {
                foreach (var reach in Enum.GetValues<Reach>())
                    Assert.NotNull(library.For(Line() with { Action = action, Offering = new(offering) }, reach));
            }
        }
    }

    [Fact]
    public void Steps_that_wait_for_each_other_are_refused_with_the_whole_circle()
    {
        var problem = Assert.Single(TemplateCheck.Problems(Template(Step("a", "c"), Step("b", "a"), Step("c", "b"))));
        Assert.Equal("template.cycle", problem.Code);
        Assert.Equal(4, problem.Path.Count);
        Assert.Equal(problem.Path[0], problem.Path[^1]);
        Assert.Contains("→", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_circle_behind_sound_steps_is_found_too()
    {
        var problem = Assert.Single(TemplateCheck.Problems(Template(Step("a"), Step("b", "a", "d"), Step("c", "b"), Step("d", "c"), Step("e", "a"))));
        Assert.Equal(["b", "c", "d"], problem.Path.Distinct().Order());
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var problems = TemplateCheck.Problems(Template(
            Step("Accept"),
            Step("b", "nowhere") with { SlaHours = 0, WarnAt = 120 },
            BySystem("reserve", TemplateStepDo.ReserveResource, "b") with { Undo = false },
            BySystem("bill", TemplateStepDo.ChangeBilling, "reserve") with { Undo = true }));
        Assert.Equal(
            ["template.no-undo", "template.sla", "template.step-name", "template.undo", "template.unknown-step", "template.warn-at"],
            problems.Select(p => p.Code).Order());
    }

    [Fact]
    public void A_step_that_uses_a_result_needs_the_step_that_gives_it()
    {
        var problem = Assert.Single(TemplateCheck.Problems(Template(Step("a"), BySystem("assign", TemplateStepDo.AssignResource, "a"))));
        Assert.Equal("template.needs", problem.Code);
    }

    [Fact]
    public void Nothing_is_undone_behind_the_point_of_no_return()
    {
        var problem = Assert.Single(TemplateCheck.Problems(Template(Step("a") with { PointOfNoReturn = true }, BySystem("reserve", TemplateStepDo.ReserveResource, "a"))));
        Assert.Equal("template.undo-after-no-return", problem.Code);
        Assert.Equal(["a", "reserve"], problem.Path);
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("""{"template":"x","surprise":1}""", "surprise")]
    [InlineData("null", "nothing is there")]
    public void What_cannot_be_read_says_where(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<TemplateException>(() => TemplateJson.Read(json, "mine.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void An_order_that_no_template_carries_out_is_refused_by_name()
    {
        var library = new TemplateLibrary(TemplateLibrary.Shipped);
        var refused = Assert.Throws<OrderRefusedException>(() => library.For(Line() with { Offering = new("TELEX") }, Reach.City));
        Assert.Equal("order.no-template", refused.Code);
        Assert.Contains("TELEX", refused.Message, StringComparison.Ordinal);
    }
}
