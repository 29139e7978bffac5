using Integration.CoreApp.Shared;

namespace Integration.CoreApp.Warnings;

/// <summary>How likely a customer is to leave, as a sum of plain reasons; at most 100.</summary>
public static class ChurnScore
{
    public sealed record Reason(string Code, Title Words, int Points);

    /// <param name="trend">Mean of the three months before the one that has ended.</param>
    /// <param name="lastFen">Of the month that has ended.</param>
    public static IReadOnlyList<Reason> Of(CustomerFacts facts, decimal? trend, long? lastFen, DateOnly day)
    {
        var reasons = new List<Reason>();
        void Add(bool holds, string code, string zh, string en, int points)
        {
            if (holds)
                reasons.Add(new Reason(code, new Title(zh, en), points));
        }

        var drop = trend > 0 && lastFen is { } fen ? (trend.Value - fen) * 100 / trend.Value : 0;
        Add(drop >= 50, "drop", $"消费下降 {Written.Whole(drop)}%", $"consumption down {Written.Whole(drop)}%", 35);
        Add(drop is >= 20 and < 50, "drop", $"消费下降 {Written.Whole(drop)}%", $"consumption down {Written.Whole(drop)}%", 20);
        Add(facts.ArrearsFen > 0, "arrears", $"欠费 {Written.Yuan(facts.ArrearsFen)} 元", $"arrears of {Written.Yuan(facts.ArrearsFen)} yuan", 10);
        Add(facts.Troubles >= 3, "troubles", $"90 天投诉申告 {facts.Troubles} 次", $"{facts.Troubles} complaints and faults in 90 days", 20);
        Add(facts.Troubles is 1 or 2, "troubles", $"90 天投诉申告 {facts.Troubles} 次", $"{facts.Troubles} complaints and faults in 90 days", 5);
        Add(facts.LastScore < 60, "survey", $"满意度 {facts.LastScore}", $"survey score {facts.LastScore}", 15);
        Add(facts.Agreements.Any(a => a.EndsOn < day.AddDays(60)), "agreement", "合同 60 天内到期", "an agreement ends within 60 days", 15);
        Add(facts.Visits.Count > 0 && facts.Visits.Max() < day.AddDays(-90), "care", "90 天未走访", "not visited for 90 days", 5);
        return reasons;
    }
}
