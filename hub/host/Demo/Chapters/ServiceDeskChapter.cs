using Integration.CanonicalModel;
using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo.Chapters;

/// <summary>Notices to customer service (CS-3), and its records of calls, visits and surveys (CS-4).</summary>
internal sealed class ServiceDeskChapter(DemoScene scene) : IDemoChapter
{
    private const int Tickets = 12;
    private const int Records = 30;
    private readonly ServiceDeskCounterpart _desk = scene.Demo.ServiceDesk;

    public void Misbehave()
    {
        DemoScene.Once(_desk.Moods, "CS-3", MoodKind.SystemFault, MoodKind.Unavailable, MoodKind.Slow, MoodKind.Truncated, MoodKind.Lost, MoodKind.MonthEnd, MoodKind.AmbiguousTimeout);
        _desk.Moods.Set("CS-4", MoodKind.Duplicate, times: 4);
        DemoScene.Once(_desk.Moods, "CS-4", MoodKind.BadLines, MoodKind.OutOfOrder, MoodKind.Late);
    }

    public IEnumerable<DemoStep> Steps(DemoStage stage) => stage switch
    {
        DemoStage.Morning => [new($"{Records} records of customer service heard", RecordsAsync)],
        DemoStage.Afternoon => [new($"customer service told of {Tickets} tickets", NoticesAsync)],
        _ => [],
    };

    public async Task CompareAsync(DemoComparison books, CancellationToken cancellationToken)
    {
        var notices = _desk.Books.Summary("CS-3");
        books.Add("CS-3", "notices heard", books.Sent("CS-3"), notices.Accepted, DemoComparison.Flow.Out);
        books.Add("CS-3", "refused, on the fallout desk", books.Out("CS-3")?.Parked ?? 0, notices.Rejected);
        books.Add("CS-3", "tickets whose states came in order", scene.Plan.Faults ? Tickets + 1 : Tickets, _desk.Notices.Where(n => n.About.StartsWith("TT", StringComparison.Ordinal))
            .GroupBy(n => n.About).Count(t => t.TakeLast(2).Select(n => n.Says).SequenceEqual(["WORKING", "SOLVED"])));
        var records = _desk.Books.Summary("CS-4");
        books.Add("CS-4", "records heard", books.Taken("CS-4"), records.Sent, DemoComparison.Flow.In);
        books.Add("CS-4", "unreadable, kept for a person", books.In("CS-4")?.Parked ?? 0, records.Failed);
        books.NothingWrong("CS", _desk.Books);
        // One warning for each survey, however often it was told.
        var low = Enumerable.Range(0, Records).Where(n => Score(n) < DemoFacts.Level(Of(n).Level) switch { ServiceLevel.Diamond => 80, ServiceLevel.Gold => 70, _ => 60 });
        books.Add("CS-4", "low survey scores warned of", (await scene.WarnedAsync("survey-low", cancellationToken)).Count, low.Count());
    }

    private Task RecordsAsync(CancellationToken cancellationToken) =>
        scene.Plan.Faults ? DemoScene.ClosedAsync(_desk.Moods, "CS-4", () => SendAsync(cancellationToken)) : SendAsync(cancellationToken);

    private Task SendAsync(CancellationToken cancellationToken) => _desk.SendAsync([.. Enumerable.Range(0, Records).Select(n => new ServiceRecord(
        $"KF{scene.Run}{n:D5}", (n % 3) switch { 0 => "CALL", 1 => "VISIT", _ => "SURVEY" }, Of(n).Number, $"第{n + 1}次服务记录", scene.Now, Score(n)))], cancellationToken);

    private WorldCustomer Of(int n) => scene.Demo.World.Customer(n % 10);

    private static int? Score(int n) => n % 3 == 2 ? 55 + n : null;

    private async Task NoticesAsync(CancellationToken cancellationToken)
    {
        for (var n = 0; n < Tickets; n++)
            await TicketAsync(n, cancellationToken);
        if (!scene.Plan.Faults)
            return;
        // One that customer service does not know: its business fault goes to the fallout desk.
        await SayAsync("X-UNKNOWN", TicketState.InProgress, cancellationToken);
        scene.Faults.Played("CS-3", DemoFaults.Words(MoodKind.BusinessFault));
        await scene.AwayAsync(_desk.Moods, "CS-3", _desk.SwitchAsync, () => TicketAsync(Tickets, cancellationToken), cancellationToken);
    }

    private async Task TicketAsync(int n, CancellationToken cancellationToken)
    {
        var ticket = $"TT{scene.Run[..8]}{n:D6}";
        await SayAsync(ticket, TicketState.InProgress, cancellationToken);
        await SayAsync(ticket, TicketState.Resolved, cancellationToken);
    }

    private Task SayAsync(string ticket, TicketState state, CancellationToken cancellationToken) => scene.PostAsync(
        new TroubleTicketStateChanged { TicketNo = new TicketNumber(ticket), State = state, OccurredAt = scene.Now }, ticket, $"{scene.Run}:{ticket}:{state}", cancellationToken);
}
