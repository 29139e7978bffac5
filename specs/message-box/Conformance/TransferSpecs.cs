using Integration.Hub;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <content>Files.</content>
public abstract partial class MessageBoxConformance
{
    private static readonly TransferKey Bills = new("BIL-1", TransferDirection.In, "大客户账单_202611.txt", 1000, Some.Noon);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private static TransferProgress Line(long line, long rejected = 0) => new(line, line * 100, line, 0, rejected);

    private async Task<Transfer> TakeFile(TransferKey? key = null, string node = "n1", ITransferLedger? at = null)
    {
        var claim = await (at ?? Box).ClaimAsync(key ?? Bills, node, Lease, Stop);
        Assert.Equal(TransferClaimStatus.Claimed, claim.Status);
        return claim.Transfer;
    }

    [Fact]
    public async Task One_node_gets_a_file()
    {
        var file = await TakeFile();
        var other = await Node("n2").ClaimAsync(Bills, "n2", Lease, Stop);
        Assert.Equal((TransferClaimStatus.HeldByOther, file.Id, "n1"), (other.Status, other.Transfer.Id, other.Transfer.Node));
        Assert.Equal(TransferClaimStatus.HeldByOther, (await Box.ClaimAsync(Bills, "n1", Lease, Stop)).Status);
        Assert.NotEqual(file.Id, (await TakeFile(Bills with { Size = 1001 })).Id);
        Assert.NotEqual(file.Id, (await TakeFile(Bills with { ModifiedAt = null })).Id);
        Assert.Equal(TransferClaimStatus.HeldByOther, (await Box.ClaimAsync(Bills with { ModifiedAt = null }, "n1", Lease, Stop)).Status);
    }

    [Fact]
    public async Task A_part_of_a_file_and_its_checkpoint_are_one()
    {
        var file = await TakeFile();
        var reject = new TransferReject(2, Some.Failure(), "坏行|x");
        await Box.AcceptBatchAsync([Some.Item(), Some.Item()], new TransferCheckpoint(file.Id, "n1", Line(3, 1), Lease, [reject]), Stop);
        var faulty = Some.Item(envelope: Some.Message() with { Count = -1 });
        Assert.NotNull(await Record.ExceptionAsync(() =>
            Box.AcceptBatchAsync([Some.Item(), faulty], new TransferCheckpoint(file.Id, "n1", Line(5), Lease, [reject]), Stop)));

        var kept = Assert.Single(await Box.ListAsync(new TransferQuery { Id = file.Id }, Stop));
        Assert.Equal(Line(3, 1), kept.Progress);
        Assert.Equal(2, (await Box.ClaimAsync(Some.Claim(), Stop)).Count);
        var rejects = new List<TransferReject>();
        await foreach (var one in Box.ReadRejectsAsync(file.Id, Stop))
            rejects.Add(one);
        Assert.Equal([reject], rejects);
    }

    [Fact]
    public async Task Records_that_came_before_are_counted_as_duplicates_in_the_transfers_own_row()
    {
        var transfer = (await Box.ClaimAsync(new TransferKey("BIL-1", TransferDirection.In, "twice.txt", 1, null), "n1", TimeSpan.FromMinutes(1), Stop)).Transfer;
        var known = Some.Message() with { DuplicateKey = "file:1", Count = 3 };
        await Accept(Some.Item(envelope: known));
        var again = Some.Item(envelope: Some.Message() with { DuplicateKey = "file:1", Count = 3 });
        var fresh = Some.Item(envelope: Some.Message() with { DuplicateKey = "file:4", Count = 2 });
        await Box.AcceptBatchAsync([again, fresh], new TransferCheckpoint(transfer.Id, "n1", new TransferProgress(5, 50, 5, 0, 0), TimeSpan.FromMinutes(1), []), Stop);
        var progress = Assert.Single(await Box.ListAsync(new TransferQuery { Id = transfer.Id }, Stop)).Progress;
        Assert.Equal((2L, 3L), (progress.Accepted, progress.Duplicates));
    }

    [Fact]
    public async Task Very_many_rejects_are_read_in_line_order()
    {
        var file = await TakeFile();
        var rejects = Enumerable.Range(1, 2500).Select(n => new TransferReject(n, Some.Failure(), $"line {n}")).ToList();
        await Box.AcceptBatchAsync([], new TransferCheckpoint(file.Id, "n1", Line(2500, 2500), Lease, rejects), Stop);
        var read = new List<TransferReject>();
        await foreach (var one in Box.ReadRejectsAsync(file.Id, Stop))
            read.Add(one);
        Assert.Equal(rejects, read);
    }

    [Fact]
    public async Task A_node_that_lost_a_file_writes_nothing_more_of_it()
    {
        var file = await TakeFile();
        await Box.AcceptBatchAsync([Some.Item()], new TransferCheckpoint(file.Id, "n1", Line(10), Lease, []), Stop);
        Time.Advance(Lease);
        var taken = await TakeFile(node: "n2", at: Node("n2"));
        Assert.Equal((file.Id, Line(10)), (taken.Id, taken.Progress));

        var late = new TransferCheckpoint(file.Id, "n1", Line(20), Lease, []);
        await Assert.ThrowsAsync<TransferLostException>(() => Box.AcceptBatchAsync([Some.Item()], late, Stop));
        await Assert.ThrowsAsync<TransferLostException>(() => Box.ProgressAsync(file.Id, "n1", Line(20), Lease, Stop));
        await Assert.ThrowsAsync<TransferLostException>(() => Box.SetHashAsync(file.Id, "n1", "aa", 1, Stop));
        await Assert.ThrowsAsync<TransferLostException>(() => Box.FinishAsync(file.Id, "n1", TransferState.Done, Line(20), null, Stop));
        Assert.Single(await Box.ClaimAsync(Some.Claim(), Stop));
    }

    [Fact]
    public async Task A_killed_node_that_starts_again_goes_on_at_its_checkpoint()
    {
        var file = await TakeFile();
        await Box.ProgressAsync(file.Id, "n1", Line(7), Lease, Stop);
        Assert.Equal(Line(7), (await TakeFile(at: Node("n1"))).Progress);
    }

    [Fact]
    public async Task A_released_file_is_free_at_once()
    {
        var file = await TakeFile();
        await Box.ReleaseAsync(file.Id, "n1", Stop);
        Assert.Equal(file.Id, (await TakeFile(node: "n2", at: Node("n2"))).Id);
    }

    [Fact]
    public async Task A_finished_file_is_never_taken_again()
    {
        var file = await TakeFile();
        await Box.FinishAsync(file.Id, "n1", TransferState.Quarantined, Line(5), Some.Failure("file.control-total"), Stop);
        var again = await Node("n2").ClaimAsync(Bills, "n2", Lease, Stop);
        Assert.Equal((TransferClaimStatus.AlreadyEnded, TransferState.Quarantined), (again.Status, again.Transfer.State));
        Assert.Equal(("file.control-total", Some.Noon), (again.Transfer.Failure!.Code, again.Transfer.EndedAt));
        await Assert.ThrowsAsync<ArgumentException>(() => Box.FinishAsync(file.Id, "n1", TransferState.Running, Line(5), null, Stop));
    }

    [Fact]
    public async Task The_same_content_under_another_name_is_known()
    {
        var first = await TakeFile();
        Assert.Null(await Box.SetHashAsync(first.Id, "n1", "abc", 10, Stop));
        var second = await TakeFile(Bills with { FileName = "copy.txt" });
        Assert.Equal(first.Id, (await Box.SetHashAsync(second.Id, "n1", "abc", 10, Stop))!.Id);
        // Asked again after a restart, the answers are the same.
        Assert.Null(await Box.SetHashAsync(first.Id, "n1", "abc", 10, Stop));
        var elsewhere = await TakeFile(Bills with { Interface = "BIL-2" });
        Assert.Null(await Box.SetHashAsync(elsewhere.Id, "n1", "abc", null, Stop));
        Assert.Equal(("abc", 10L), ((await Box.ListAsync(new TransferQuery { Id = first.Id }, Stop))[0].Sha256, (await Box.ListAsync(new TransferQuery { Id = first.Id }, Stop))[0].ExpectedRecords));
    }

    [Fact]
    public async Task Of_two_files_with_one_content_hashed_at_once_one_comes_first()
    {
        var other = Node("n2");
        var (a, b) = (await TakeFile(), await TakeFile(Bills with { FileName = "b" }, "n2", other));
        var earlier = await Task.WhenAll(Box.SetHashAsync(a.Id, "n1", "abc", 1, Stop), other.SetHashAsync(b.Id, "n2", "abc", 1, Stop));
        Assert.Single(earlier, e => e is null);
    }

    [Fact]
    public async Task A_quarantined_file_may_come_again()
    {
        var first = await TakeFile();
        await Box.SetHashAsync(first.Id, "n1", "abc", 10, Stop);
        await Box.FinishAsync(first.Id, "n1", TransferState.Quarantined, Line(0), Some.Failure(), Stop);
        var second = await TakeFile(Bills with { FileName = "again.txt" });
        Assert.Null(await Box.SetHashAsync(second.Id, "n1", "abc", 10, Stop));
    }

    [Fact]
    public async Task Transfers_are_listed_newest_first_by_what_is_asked()
    {
        var a = await TakeFile();
        Time.Advance(TimeSpan.FromMinutes(1));
        var b = await TakeFile(Bills with { Interface = "BNK-2" });
        await Box.FinishAsync(b.Id, "n1", TransferState.Done, Line(5), null, Stop);
        Assert.Equal([b.Id, a.Id], (await Box.ListAsync(new TransferQuery(), Stop)).Select(t => t.Id));
        Assert.Equal([a.Id], (await Box.ListAsync(new TransferQuery("BIL-1"), Stop)).Select(t => t.Id));
        Assert.Equal([b.Id], (await Box.ListAsync(new TransferQuery(State: TransferState.Done), Stop)).Select(t => t.Id));
        Assert.Equal([b.Id], (await Box.ListAsync(new TransferQuery(Since: Some.Noon.AddSeconds(1)), Stop)).Select(t => t.Id));
    }
}
