using Integration.Hub;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <content>Nodes agree on a reload: all take it over, or none.</content>
public abstract partial class MessageBoxConformance
{
    [Fact]
    public async Task A_reload_is_taken_when_every_node_that_is_there_finds_it_good()
    {
        await SeenAsync("n1", "n2", "n3");
        Time.Advance(HubNode.GoneAfter);
        await SeenAsync("n1", "n2");
        var asked = (await Box.AskReloadAsync(Some.Operator, Stop))!;
        Assert.Null(await Box.AskReloadAsync(Some.Operator, Stop));
        await Box.AnswerReloadAsync(asked.Generation, "n1", ReloadVerdict.Good, "", Stop);
        await Box.DecideReloadAsync(asked.Generation, Stop);
        Assert.Equal(ReloadState.Checking, (await Box.LastReloadAsync(Stop))!.State);
        await Box.AnswerReloadAsync(asked.Generation, "n2", ReloadVerdict.Good, "", Stop);
        await Box.DecideReloadAsync(asked.Generation, Stop);
        Assert.Equal(ReloadState.Taking, (await Box.LastReloadAsync(Stop))!.State);
        await Box.AnswerReloadAsync(asked.Generation, "n1", ReloadVerdict.Taken, "added SUB-1", Stop);

        var last = (await Box.LastReloadAsync(Stop))!;
        Assert.Equal((asked.Generation, "li.na", ReloadVerdict.Taken, "added SUB-1"), (last.Generation, last.AskedBy, last.Of("n1")!.Verdict, last.Of("n1")!.Said));
        Assert.Equal(asked.Generation + 1, (await Box.AskReloadAsync(Some.Operator, Stop))!.Generation);
        Assert.Contains(await Box.AuditAsync(Some.Noon.AddDays(-1), 10, Stop), a => a.Action == "reload configuration");
    }

    [Fact]
    public async Task A_reload_that_one_node_refuses_is_refused_for_all_and_stays_so()
    {
        await SeenAsync("n1", "n2");
        var asked = (await Box.AskReloadAsync(Some.Operator, Stop))!;
        await Box.AnswerReloadAsync(asked.Generation, "n2", ReloadVerdict.Refused, "adapter.yaml:3: no", Stop);
        await Box.DecideReloadAsync(asked.Generation, Stop);
        // What is wrong on the other node is to be told in the same breath.
        Assert.Equal(ReloadState.Checking, (await Box.LastReloadAsync(Stop))!.State);
        await Box.AnswerReloadAsync(asked.Generation, "n1", ReloadVerdict.Good, "", Stop);
        await Box.DecideReloadAsync(asked.Generation, Stop);
        var last = (await Box.LastReloadAsync(Stop))!;
        Assert.Equal((ReloadState.Refused, "node n2 refused it"), (last.State, last.Reason));
    }

    [Fact]
    public async Task A_node_that_is_there_and_stays_silent_refuses_in_the_end_and_one_that_has_gone_does_not()
    {
        await SeenAsync("n1", "n2");
        var asked = (await Box.AskReloadAsync(Some.Operator, Stop))!;
        await Box.AnswerReloadAsync(asked.Generation, "n1", ReloadVerdict.Good, "", Stop);
        Time.Advance(Reload.Patience);
        await SeenAsync("n1", "n2");
        await Box.DecideReloadAsync(asked.Generation, Stop);
        Assert.Contains("no answer from node n2", (await Box.LastReloadAsync(Stop))!.Reason, StringComparison.Ordinal);

        asked = (await Box.AskReloadAsync(Some.Operator, Stop))!;
        await Box.AnswerReloadAsync(asked.Generation, "n1", ReloadVerdict.Good, "", Stop);
        Time.Advance(HubNode.GoneAfter);
        await SeenAsync("n1");
        await Box.DecideReloadAsync(asked.Generation, Stop);
        Assert.Equal(ReloadState.Taking, (await Box.LastReloadAsync(Stop))!.State);
    }

    [Fact]
    public async Task Nodes_are_listed_until_they_stop_and_a_new_one_of_the_same_name_is_another()
    {
        await SeenAsync("n1", "n2");
        var old = (await Box.NodesAsync(Stop))[1];
        Time.Advance(TimeSpan.FromSeconds(1));
        await SeenAsync("n2");
        await Box.GoneAsync(old, Stop);
        Assert.Equal(["n1", "n2"], (await Box.NodesAsync(Stop)).Select(n => n.Name));
        await Box.GoneAsync((await Box.NodesAsync(Stop))[1], Stop);
        Assert.Equal("n1", Assert.Single(await Box.NodesAsync(Stop)).Name);
        Time.Advance(TimeSpan.FromDays(2));
        await SeenAsync("n9");
        Assert.Equal(["n9"], (await Box.NodesAsync(Stop)).Select(n => n.Name));
    }

    [Fact]
    public async Task Another_node_hears_at_once_that_a_reload_was_asked_for()
    {
        var other = Node("n2");
        await other.LastReloadAsync(Stop);
        var heard = other.WaitForReloadAsync(TimeSpan.FromDays(1), Stop);
        await Box.AskReloadAsync(Some.Operator, Stop);
        await heard.WaitAsync(TimeSpan.FromSeconds(60), Stop);
        Assert.Equal(ReloadState.Checking, (await other.LastReloadAsync(Stop))!.State);
    }

    private async Task SeenAsync(params string[] names)
    {
        foreach (var name in names)
            await Box.SeenAsync(new HubNode(name, "http://127.0.0.1:1", Time.GetUtcNow(), default, "c0ffee", Time.GetUtcNow()), Stop);
    }
}
