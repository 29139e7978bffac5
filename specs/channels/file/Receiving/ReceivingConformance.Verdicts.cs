using Integration.Hub;
using Integration.Hub.Channels.Files;
using Xunit;

namespace Integration.Specs.Channels.Files;

/// <summary>What becomes of a file once the sink has spoken, also when something breaks off on the way.</summary>
public abstract partial class ReceivingConformance
{
    [Theory]
    [InlineData(TransferState.Quarantined, "quarantine")]
    [InlineData(TransferState.Discarded, "quarantine")]
    [InlineData(TransferState.Duplicate, "duplicate")]
    [InlineData(TransferState.Done, "done")]
    public async Task The_verdict_decides_where_a_file_goes(TransferState state, string folder)
    {
        _place.Put("bill.txt", "1");
        _sink.Say(state);
        await Channel(Renamed).LookAsync(Cancel);
        Assert.Empty(_place.Names(""));
        Assert.Equal(["bill.txt"], _place.Names(folder));
    }

    [Fact]
    public async Task A_file_of_a_name_that_went_there_before_gets_a_suffix_and_both_are_kept()
    {
        var channel = Channel(Renamed);
        foreach (var content in new[] { "first", "second", "third" })
        {
            _place.Put("bill.txt", content);
            await channel.LookAsync(Cancel);
        }
        var names = _place.Names("done");
        Assert.Equal(["bill.txt", "bill.txt.20261122T100000Z", "bill.txt.20261122T100000Z-2"], names);
        Assert.Equal(["first", "second", "third"], names.Select(n => _place.Read("done/" + n)));
    }

    [Fact]
    public async Task Another_node_s_file_is_left_where_it_is()
    {
        _place.Put("bill.txt", "1");
        _sink.Say(TransferState.Running);
        Assert.Equal(["bill.txt"], (await Channel(Renamed).LookAsync(Cancel)).Waiting);
        Assert.Equal(["bill.txt"], _place.Names(""));
    }

    [Fact]
    public async Task Receipts_are_there_before_the_file_is_moved()
    {
        _place.Put("bill.txt", "1");
        _sink.Say(TransferState.Done, ("bill.rcp", "1 line"), ("bill.rej", ""));
        string[] receiptsAtMove = [];
        var folder = new FaultyFolder(_place.Open());
        folder.Before = (operation, path) => receiptsAtMove = operation == "move" && path == "bill.txt" ? _place.Names("receipts") : receiptsAtMove;
        await Channel(Renamed, folder).LookAsync(Cancel);
        Assert.Equal(["bill.rcp", "bill.rej"], receiptsAtMove);
        Assert.Equal("1 line", _place.Read("receipts/bill.rcp"));
    }

    [Theory]
    [InlineData("write", "")]
    [InlineData("move", "receipts/")]
    [InlineData("move", "bill.txt")]
    [InlineData("move", "bill.txt.ok")]
    public async Task Broken_off_at_any_step_the_next_look_goes_on_and_nothing_is_doubled(string operation, string path)
    {
        _place.Put("bill.txt", "1");
        SetTime("bill.txt", 0);
        _place.Put("bill.txt.ok", "");
        SetTime("bill.txt.ok", 1);
        _sink.Say(TransferState.Done, ("bill.rcp", "1 line"));
        var folder = new FaultyFolder(_place.Open());
        var killed = false;
        folder.Before = (o, p) =>
        {
            if (killed || o != operation || !p.StartsWith(path, StringComparison.Ordinal) || (path == "bill.txt" && p != path))
                return;
            killed = true;
            throw FaultyFolder.Fault(FolderFault.Broken);
        };
        Assert.Single((await Channel(Announced, folder).LookAsync(Cancel)).Problems);

        // As a node that was started anew: nothing is remembered.
        await Channel(Announced).LookAsync(Cancel);

        Assert.True(killed);
        Assert.DoesNotContain("bill.txt", _place.Names(""));
        Assert.Equal(["bill.rcp"], _place.Names("receipts"));
        Assert.Single(_place.Names("done"), n => n == "bill.txt");
        Assert.Single(_sink.Received.Distinct());
    }

    [Fact]
    public async Task A_move_whose_answer_was_lost_is_not_done_again()
    {
        _place.Put("bill.txt", "1");
        var folder = new FaultyFolder(_place.Open());
        folder.After = (operation, _) =>
        {
            if (operation == "move")
                throw FaultyFolder.Fault(FolderFault.Broken);
        };
        await Channel(Renamed, folder).LookAsync(Cancel);
        await Channel(Renamed).LookAsync(Cancel);
        Assert.Single(_sink.Received);
        Assert.Equal(["bill.txt"], _place.Names("done"));
    }

    [Fact]
    public async Task One_file_s_trouble_does_not_hold_up_the_others_and_it_is_tried_again()
    {
        foreach (var name in new[] { "a.txt", "b.txt", "c.txt" })
            _place.Put(name, name);
        var storeIsDown = true;
        _sink.Answer = (file, _) => file.Name == "b.txt" && storeIsDown
            ? throw new InvalidOperationException("the store is down")
            : Task.FromResult(ScriptedSink.Verdict(TransferState.Done));
        var channel = Channel(Renamed);
        var look = await channel.LookAsync(Cancel);
        Assert.Equal(["a.txt", "c.txt"], look.Handed);
        Assert.Contains("the store is down", Assert.Single(look.Problems), StringComparison.Ordinal);
        Assert.Contains("b.txt", channel.Health.LastError, StringComparison.Ordinal);

        storeIsDown = false;
        Assert.Equal(["b.txt"], (await channel.LookAsync(Cancel)).Waiting);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["b.txt"], (await channel.LookAsync(Cancel)).Handed);
        Assert.Null(channel.Health.LastError);
    }

    [Fact]
    public async Task A_file_replaced_while_it_is_read_is_kept_for_a_look_of_its_own()
    {
        _place.Put("bill.txt", "old");
        _sink.Answer = (_, _) =>
        {
            if (_sink.Received.Count == 1)
                _place.Put("bill.txt", "newer content");
            return Task.FromResult(ScriptedSink.Verdict(TransferState.Done));
        };
        var channel = Channel(Renamed);
        Assert.Contains("changed while it was read", Assert.Single((await channel.LookAsync(Cancel)).Problems), StringComparison.Ordinal);
        Assert.Equal(["bill.txt"], _place.Names(""));
        _time.Advance(TimeSpan.FromMinutes(1));
        await channel.LookAsync(Cancel);
        Assert.Equal([("bill.txt", "old"), ("bill.txt", "newer content")], _sink.Received);
        Assert.Equal("newer content", _place.Read("done/bill.txt"));
    }
}
