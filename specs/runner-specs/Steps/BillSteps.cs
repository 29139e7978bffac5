using TechTalk.SpecFlow;
using TechTalk.SpecFlow.Assist;
using Xunit;

namespace Integration.Specs.RunnerSpecs.Steps;

public sealed record Item(string Name, int AmountInFen, DateOnly Due);

/// <summary>Handed to every binding of the scenario that asks for it.</summary>
public sealed class Bill
{
    public List<Item> Items { get; } = [];

    public int? Sum { get; set; }
}

[Binding]
public sealed class BillSteps(Bill bill, ScenarioContext scenario)
{
    [Given("an empty bill")]
    [Given("一张空账单")]
    public void GivenAnEmptyBill() => Assert.Empty(bill.Items);

    [Given("an item of {int} fen")]
    [Given(@"一个 (\d+) 分的项目")]
    public void GivenAnItem(int fen) => bill.Items.Add(new Item("some item", fen, new DateOnly(2026, 1, 1)));

    [Given("these items:")]
    public void GivenTheseItems(Table items) => bill.Items.AddRange(items.CreateSet<Item>());

    [Given("the note")]
    public void GivenTheNote(string note) => scenario["note"] = note;

    [When("the bill is closed")]
    [When("账单结账")]
    public void WhenClosed() => bill.Sum = bill.Items.Sum(i => i.AmountInFen);

    [When("the bill is closed with {int} % off")]
    public async Task WhenClosedWithDiscount(int percent)
    {
        await Task.Yield();
        bill.Sum = bill.Items.Sum(i => i.AmountInFen) * (100 - percent) / 100;
    }
}

[Binding]
public sealed class BillChecks(Bill bill, ScenarioContext scenario)
{
    [Then("the sum is {int} fen")]
    [Then(@"合计为 (\d+) 分")]
    public void ThenTheSumIs(int fen) => Assert.Equal(fen, bill.Sum);

    [Then("the bill holds:")]
    public void ThenTheBillHolds(Table items) => items.CompareToSet(bill.Items);

    [Then("the note has {int} line(s)")]
    public void ThenTheNoteHas(int lines)
    {
        var note = scenario.Get<string>("note");
        Assert.Equal(lines, note.Split('\n').Length);
        Assert.Contains("<in full>", note, StringComparison.Ordinal);
    }
}
