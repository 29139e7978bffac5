using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo.Chapters;

/// <summary>Questions (CS-1) and reports (CS-2), on the data that the morning brought.</summary>
internal sealed class CustomerServiceChapter(DemoScene scene, CustomerServiceCounterpart customerService) : IDemoChapter
{
    public MoodBoard Moods => customerService.Moods;

    /// <summary>What every question was answered.</summary>
    public List<(WorldService Asked, CustomerAnswer Answer)> Calls { get; } = [];

    public void Misbehave()
    {
        DemoScene.Once(Moods, "CS-1", MoodKind.WrongEncoding);
        DemoScene.Once(Moods, "CS-2", MoodKind.WrongEncoding);
    }

    public IEnumerable<DemoStep> Steps(DemoStage stage) => stage == DemoStage.Afternoon
        ? [new($"{scene.Plan.Calls} questions and {scene.Plan.Reports} reports of customer service", CallAsync)]
        : [];

    public Task CompareAsync(DemoComparison books, CancellationToken cancellationToken)
    {
        books.Add("CS-1", "questions answered", books.Taken("CS-1"), customerService.Books.Summary("CS-1").Accepted, DemoComparison.Flow.In);
        books.Add("CS-1", "answers that name the right service",
            Calls.Count(c => c.Answer.ServiceNumbers.Contains(DemoFacts.Number(c.Asked)) || c.Answer.ServiceNumbers.Contains(c.Asked.Number)), Calls.Count);
        books.Add("CS-2", "tickets", books.Taken("CS-2"), customerService.Tickets.Count, DemoComparison.Flow.In);
        books.NothingWrong("CS", customerService.Books);
        return Task.CompletedTask;
    }

    private async Task CallAsync(CancellationToken cancellationToken)
    {
        var world = scene.Demo.World;
        for (var n = 0; n < scene.Plan.Calls; n++)
        {
            var service = world.Service(n * 7 % (world.Customers * 4));
            var how = new SoapCallOptions { Soap12 = n % 2 == 1 };
            var answer = await customerService.QueryAsync(service.Number, how, cancellationToken);
            // Written in another charset than it says: refused, and asked again.
            Calls.Add((service, answer.FaultCode is null ? answer : await customerService.QueryAsync(service.Number, how, cancellationToken)));
        }
        for (var n = 0; n < scene.Plan.Reports; n++)
        {
            if (scene.Plan.Faults && n % 5 == 0)
                customerService.Moods.Set("CS-2", MoodKind.Duplicate, times: 1);
            var service = world.Service(n * 4);
            var report = new TroubleReport($"CS{scene.Run}{n:D5}", service.Number, "FAULT", "2", $"电话无声，第{n + 1}次申告，请尽快处理");
            if (await customerService.ReportAsync(report, null, cancellationToken) is { TicketNo: null })
                await customerService.ReportAsync(report, null, cancellationToken);
        }
    }
}
