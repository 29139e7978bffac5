using System.Text.Json;
using Integration.Hub;
using Integration.Hub.MessageBox;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <content>What retention puts away before it drops it.</content>
public abstract partial class MessageBoxConformance
{
    private readonly string _archive = Directory.CreateTempSubdirectory("archive-").FullName;

    private static readonly DateOnly Day = new(2026, 11, 22);

    private MessageBoxStore Archivist(string name = "archivist")
    {
        var box = Store.Open(name, Time, new MessageBoxOptions { ArchiveFolder = _archive });
        _opened.Add(box);
        return box;
    }

    private async Task<List<JsonElement>> Archived(string key)
    {
        var found = new List<JsonElement>();
        await foreach (var line in MessageArchive.FindAsync(_archive, key, null, null, Stop))
            found.Add(JsonDocument.Parse(line).RootElement.Clone());
        return found;
    }

    private async Task<MessageId> DoneMessage(string key = "C1")
    {
        var id = await Accept(new AcceptItem(Some.Message(body: "{\"name\":\"工商银行\"}") with { Keys = [new("customer", key)] }, [new("archive")], [Some.Payload(PayloadKind.Raw, "<原文/>")]));
        await Complete(await ClaimOne(), new DeliveryOutcome.Delivered([Some.Payload(PayloadKind.Answer)], []));
        return id;
    }

    private Task<RetentionResult> Retain(MessageBoxStore box) => box.RetainAsync(Time.GetUtcNow().AddDays(-2), Stop);

    [Fact]
    public async Task Retention_puts_a_day_away_whole_before_it_drops_it()
    {
        var box = Archivist();
        var id = await DoneMessage();
        Time.Advance(TimeSpan.FromDays(10));
        Assert.Contains(Day, (await Retain(box)).Dropped);
        Assert.Null(await box.GetAsync(id, Stop));

        var part = Assert.Single(MessageArchive.List(_archive));
        Assert.Equal((Day, 1L), (part.Day, part.Messages));
        var message = Assert.Single(await Archived("C1"));
        Assert.Equal(id.ToString(), message.GetProperty("id").GetString());
        Assert.Equal("{\"name\":\"工商银行\"}", message.GetProperty("body").GetString());
        Assert.Equal("done", message.GetProperty("deliveries")[0].GetProperty("state").GetString());
        Assert.Equal("<原文/>", Text(message.GetProperty("payloads")[0].GetProperty("bytes").GetBytesFromBase64()));
        Assert.Equal(2, message.GetProperty("payloads").GetArrayLength());
        Assert.Single(await Archived(id.ToString()));
        Assert.Empty(await Archived("C2"));
    }

    [Fact]
    public async Task An_unresolved_day_is_not_put_away()
    {
        var box = Archivist();
        await Parked();
        Time.Advance(TimeSpan.FromDays(10));
        Assert.Contains(Day, (await Retain(box)).KeptUnresolved);
        Assert.Empty(MessageArchive.List(_archive));
    }

    [Fact]
    public async Task Nothing_is_dropped_while_the_archive_cannot_be_written()
    {
        var box = Archivist();
        var id = await DoneMessage();
        Time.Advance(TimeSpan.FromDays(10));
        Directory.Delete(_archive);
        await File.WriteAllTextAsync(_archive, "a file where the folder should be", Stop);
        await Assert.ThrowsAnyAsync<IOException>(() => Retain(box));
        Assert.NotNull(await box.GetAsync(id, Stop));
        File.Delete(_archive);
        Assert.Contains(Day, (await Retain(box)).Dropped);
        Assert.Single(await Archived(id.ToString()));
    }

    [Fact]
    public async Task An_export_that_was_cut_off_is_done_again_and_a_finished_one_is_not()
    {
        var box = Archivist();
        var id = await DoneMessage();
        await File.WriteAllTextAsync(Path.Combine(_archive, "2026-11-22.1.ndjson.gz"), "cut off before its manifest", Stop);
        await File.WriteAllTextAsync(Path.Combine(_archive, "2026-11-22.1.ndjson.gz.part"), "cut off", Stop);
        Time.Advance(TimeSpan.FromDays(10));
        await Retain(box);
        await Retain(box);
        Assert.Equal("2026-11-22.1", Assert.Single(MessageArchive.List(_archive)).Name);
        Assert.Single(await Archived(id.ToString()));
    }

    [Fact]
    public async Task Very_many_messages_of_a_day_are_put_away_each_once()
    {
        var box = Archivist();
        await Box.AcceptBatchAsync([.. Enumerable.Range(0, 350).Select(n => Some.Item(to: null, envelope: Some.Message() with { Keys = [new("order", $"PO{n}")] }))], null, Stop);
        Time.Advance(TimeSpan.FromDays(10));
        await Retain(box);
        Assert.Equal(350, Assert.Single(MessageArchive.List(_archive)).Messages);
        Assert.Single(await Archived("PO349"));
    }
}
