using Integration.Hub;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <content>Groups of failures: their course, and what people say of them.</content>
public abstract partial class MessageBoxConformance
{
    [Fact]
    public async Task A_group_tells_how_many_parked_in_each_of_the_last_hours()
    {
        await ManyParked(5);
        Time.Advance(TimeSpan.FromHours(25));
        await ManyParked(3);
        Time.Advance(TimeSpan.FromHours(2));
        var last = (await ManyParked(2))[1];

        var group = Assert.Single(await Box.SummariseParkedAsync(Stop));
        Assert.Equal((10, 3, 2, 5), (group.Count, group.Trend[^3], group.Trend[^1], group.Trend.Sum()));
        Assert.Equal((last, FailureGroup.TrendHours), (group.Newest, group.Trend.Count));
        Assert.Equivalent(group, await Box.GroupAsync(group.Fingerprint, Stop));
    }

    [Fact]
    public async Task Whoever_writes_a_note_from_an_older_one_overwrites_nothing()
    {
        await ManyParked(2);
        var group = Assert.Single(await Box.SummariseParkedAsync(Stop));
        var noted = await Box.NoteAsync(group.Fingerprint, group.Version, "li.na", "等待资源系统修复", Some.Operator, Stop);
        Assert.Equal(("li.na", "等待资源系统修复", 1, 2), (noted!.Owner, noted.Note, noted.Version, noted.Count));
        Assert.Null(await Box.NoteAsync(group.Fingerprint, group.Version, "wang.wei", "mine", Some.Operator, Stop));
        Assert.Equal("li.na", Assert.Single(await Box.SummariseParkedAsync(Stop)).Owner);
        Assert.Null(await Box.GroupAsync("0123456789abcdef", Stop));
        Assert.Null(await Box.NoteAsync("0123456789abcdef", 0, "li.na", null, Some.Operator, Stop));

        // What was said stays when nothing is parked any more.
        await Box.DiscardAsync(new(Fingerprint: group.Fingerprint), Some.Operator, "old", Stop);
        Assert.Empty(await Box.SummariseParkedAsync(Stop));
        var over = await Box.GroupAsync(group.Fingerprint, Stop);
        Assert.Equal((0, "li.na", "a", null), (over!.Count, over.Owner, over.Code, over.Newest));
    }

    [Fact]
    public async Task A_groups_deliveries_are_read_page_by_page_and_what_runs_sent_again_is_counted_by_the_hour()
    {
        var all = await ManyParked(5);
        var group = Assert.Single(await Box.SummariseParkedAsync(Stop));
        var first = await Box.ParkedAsync(group, null, 3, Stop);
        var second = await Box.ParkedAsync(group, first[^1].Sequence, 3, Stop);
        Assert.Equal(all.AsEnumerable().Reverse(), first.Concat(second).Select(p => p.Id.Message));
        Assert.Equal(("CustomerBillIssued", "BIL-1", "a"), (first[0].Type, first[0].Interface, first[0].Failure.Code));
        Assert.Equal("{}", Text((await Box.BodyStartsAsync([all[0], all[1], all[0]], 100, Stop))[all[1]]));

        await Work(await Started(Wish(Group(), 4)));
        Time.Advance(TimeSpan.FromMinutes(90));
        Assert.Equal(4, (await Box.ResumedAsync(group.Fingerprint, Stop))[^2]);
    }
}
