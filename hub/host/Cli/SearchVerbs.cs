using System.CommandLine;
using System.Globalization;

namespace Integration.Hub.Host.Cli;

/// <summary>Searching by the console's query language; what can be written stands in hub/console/api.md.</summary>
public static class SearchVerbs
{
    private const int MostSteps = 500;

    public static Command Make()
    {
        var messages = new Command("messages", "Find messages by words and fields, count them, see how far the text index is.");
        messages.Subcommands.Add(Search());
        messages.Subcommands.Add(Count());
        messages.Subcommands.Add(Index());
        return messages;
    }

    private static Argument<string> Query() => new("query")
    {
        Description = "Words, \"phrases\" and fields such as order:10001, state:parked, if:N97-2, since:2h; AND, OR, NOT and brackets",
        DefaultValueFactory = _ => "",
    };

    private static Command Search()
    {
        var query = Query();
        var after = new Option<string?>("--after") { Description = "Go on after this message" };
        var limit = new Option<int>("--limit") { Description = "At most so many", DefaultValueFactory = _ => 50 };
        return Verb.OnStores("search", "Find messages, newest first, by words anywhere in headers, keys and bodies, and by fields.",
            ["messages search 机床厂", "messages search 'phone:057187001234 state:parked'", "messages search '\"resource not found\" (if:RES-1 OR if:RES-2) since:2d' --json"],
            (parse, output, stores, ct) => ReadAsync(parse.GetValue(query)!, stores.Time, async filter =>
            {
                MessageId? from = null;
                if (parse.GetValue(after) is { } text)
                    from = MessageId.TryParse(text, out var id) ? id : throw new FormatException($"--after: '{text}' is not a message id.");
                var page = await stores.Hub.Search.FindAsync(new MessageFinding(filter, from, Math.Clamp(parse.GetValue(limit), 1, 1000), TimeSpan.FromSeconds(30)), ct);
                MessageVerbs.PrintMessages(output, page.Messages, stores.Time);
                if (page.SearchedBackTo is { } back)
                    await Console.Error.WriteLineAsync($"Searched back to {back.ToLocalTime():yyyy-MM-dd HH:mm:ss} so far; go on with --after {page.Next}");
                else if (page.Next is { } next)
                    await Console.Error.WriteLineAsync($"There are more; go on with --after {next}");
                return page.Messages.Count > 0 ? 0 : 1;
            }), query, after, limit);
    }

    private static Command Count()
    {
        var query = Query();
        var hours = new Option<int>("--hours") { Description = "Of the last so many hours", DefaultValueFactory = _ => 24 };
        var steps = new Option<int>("--steps") { Description = "In so many steps", DefaultValueFactory = _ => 24 };
        return Verb.OnStores("count", "Count messages over time.", ["messages count 'if:BIL-3 NOT state:done' --hours 48", "messages count 故障 --steps 12"],
            (parse, output, stores, ct) => ReadAsync(parse.GetValue(query)!, stores.Time, async filter =>
            {
                var now = stores.Time.GetUtcNow();
                var counts = await stores.Hub.Search.CountAsync(new MessageCounting(filter, now.AddHours(-Math.Max(1, parse.GetValue(hours))), now, Math.Clamp(parse.GetValue(steps), 1, MostSteps), TimeSpan.FromSeconds(30)), ct);
                var rows = counts.Counts.Select((n, i) => new { At = counts.From + (counts.Step * i), Count = n }).ToList();
                output.List(rows, "", ("from", r => r.At.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)), ("messages", r => r.Count.ToString("N0", CultureInfo.InvariantCulture)));
                if (counts.CompleteSince is { } since)
                    await Console.Error.WriteLineAsync($"Complete since {since.ToLocalTime():yyyy-MM-dd HH:mm:ss} only: what is older was not counted any more.");
                return 0;
            }), query, hours, steps);
    }

    private static Command Index() => Verb.OnStores("index", "How far the text index is; what it has not reached is searched all the same.", ["messages index"],
        async (_, output, stores, ct) =>
        {
            output.One(await stores.Hub.Search.TextIndexAsync(ct), s => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{s.Documents:N0} texts in {s.Segments:N0} segments, {s.Bytes / 1024.0 / 1024.0:N1} MB; {s.Behind:N0} messages and answers not in it yet")));
            return 0;
        });

    /// <summary>A query that cannot be read is printed with a mark under the place.</summary>
    private static async Task<int> ReadAsync(string query, TimeProvider time, Func<MessageFilter, Task<int>> work)
    {
        try
        {
            return await work(FilterLanguage.Parse(query, time));
        }
        catch (FilterException e)
        {
            return Output.Fail($"{query}\n{new string(' ', e.At)}{new string('^', Math.Max(1, e.Length))}\n{e.Message}", 2);
        }
        catch (FormatException e)
        {
            return Output.Fail(e.Message, 2);
        }
    }
}
