using Integration.Hub.Core.Configuration;
using Integration.Mappings;

namespace Integration.Hub.Core.Journeys;

/// <summary>How an interface is asked what became of a request; see <see cref="AskConfig"/>.</summary>
public sealed record AskRoute(
    string Operation, IOutboundMapping Request, IInboundMapping Answer, IInboundMapping? Refused, IReadOnlyDictionary<string, IInboundMapping> Done);

/// <content>Questions: the <c>ask:</c> section of outbound SOAP interfaces, and who answers which.</content>
public sealed partial class Wiring
{
    private const string Question = "OutcomeAsked@1", Told = "OutcomeTold@1";

    private AskRoute? MakeAsk(InterfaceConfig i, AskConfig ask)
    {
        if (i is not { Channel: "soap", Direction: InterfaceDirection.Out })
            i.Section.ReportAt("ask", $"interface {i.Id}: ask is for outbound SOAP interfaces; {i.Channel} {(i.Direction == InterfaceDirection.In ? "in" : "out")} has no answer to ask for");
        var request = Find<IOutboundMapping>(i, ask.Request, "ask.request");
        var answer = Find<IInboundMapping>(i, ask.Answer, "ask.answer");
        var refused = ask.Refused is null ? null : Find<IInboundMapping>(i, ask.Refused, "ask.refused");
        var done = ask.Done.Select(d => (d.Key, Mapping: Find<IInboundMapping>(i, d.Value, $"ask.done.{d.Key}")))
            .Where(d => d.Mapping is not null).ToDictionary(d => d.Key, d => d.Mapping!);
        if (request is not null && request.Consumes != Question)
            ask.Section.ReportAt("request", $"interface {i.Id}: mapping {request.Reference} takes {request.Consumes}; ask.request has to take {Question}");
        if (answer is not null && !answer.Produces.Contains(Told))
            ask.Section.ReportAt("answer", $"interface {i.Id}: mapping {answer.Reference} makes {string.Join(", ", answer.Produces)}; ask.answer has to make {Told}");
        CheckDone(i, ask);
        return request is null || answer is null ? null : new AskRoute(ask.Operation, request, answer, refused, done);
    }

    /// <summary>Whoever asks names only the question, so one interface has to answer it.</summary>
    private void RefuseQuestionsOfTwo()
    {
        var asked = Config.Interfaces.Where(i => i.Direction == InterfaceDirection.Out)
            .SelectMany(i => i.Operations.Where(o => o is { Query: true, Message: not null }), (i, o) => (Interface: i, Operation: o));
        foreach (var question in asked.GroupBy(q => q.Operation.Message!.Split('@')[0]))
        {
            foreach (var (i, operation) in question.Where(q => q.Interface.Id != question.First().Interface.Id))
                _errors.Add(new ConfigError(i.Section.File, operation.Line, $"interface {i.Id}: {question.Key} is asked through {question.First().Interface.Id} already; a question has one interface that answers it. Remove one of the two operations, or its 'query: true'"));
        }
    }

    private static void CheckDone(InterfaceConfig i, AskConfig ask)
    {
        var names = i.Operations.Select(o => o.Operation).ToList();
        foreach (var unknown in ask.Done.Keys.Except(names))
            ask.Section.ReportAt("done", $"interface {i.Id}: ask.done names the operation '{unknown}', which the interface does not have{Suggestion.For(unknown, names)}");
        foreach (var mute in i.Operations.Where(o => o.Answer is not null && !ask.Done.ContainsKey(o.Operation)))
            ask.Section.Report($"interface {i.Id}: ask.done has nothing for {mute.Operation}, whose answer becomes a message; add {mute.Operation}: <mapping of the answer to {ask.Operation}>, or that message would be missing");
    }
}
