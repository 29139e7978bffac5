namespace Integration.Hub.Core.Configuration;

/// <summary>How an outbound SOAP interface is asked what became of a request that nobody answered.</summary>
/// <param name="Operation">Operation of the same contract that answers it.</param>
/// <param name="Request">Outbound mapping that takes <c>OutcomeAsked@1</c>.</param>
/// <param name="Answer">Inbound mapping that makes <c>OutcomeTold@1</c> of the answer.</param>
/// <param name="Refused">Inbound mapping that makes of the answer what tells others of a refusal.</param>
/// <param name="Done">Operation whose request was done → inbound mapping that makes of the answer what its own answer would have become.</param>
public sealed record AskConfig(string Operation, string Request, string Answer, string? Refused, IReadOnlyDictionary<string, string> Done, YamlSection Section)
{
    internal static AskConfig Read(YamlSection s) =>
        new(s.RequiredText("operation"), s.RequiredText("request"), s.RequiredText("answer"), s.Text("refused"), s.Map("done"), s);
}
