using System.Text.Json;
using System.Text.Json.Serialization;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Http;

namespace Integration.Hub.Serving;

/// <summary>A problem as the API tells it: a status, a code that the app translates, and English for whoever reads logs.</summary>
public sealed class ProblemException(int status, string code, string title) : Exception(title)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public IReadOnlyDictionary<string, object?> More { get; init; } = new Dictionary<string, object?>();
}

/// <summary>A value of a request that cannot be taken.</summary>
/// <param name="Code">Which the app translates, with <paramref name="Args"/> in it.</param>
public sealed record WrongField(string Field, string Code, IReadOnlyDictionary<string, string> Args);

/// <summary>Every error of the API in one form (RFC 9457).</summary>
public static class Problems
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static ProblemException NotFound(string what) => new(404, "not.found", $"there is no {what}, or it is outside your jurisdiction");

    public static ProblemException Invalid(string field, string code, params (string Name, string Value)[] args) =>
        Invalid([new WrongField(field, code, args.ToDictionary(a => a.Name, a => a.Value))]);

    public static ProblemException Invalid(IReadOnlyList<WrongField> problems) => new(422, "input.invalid", string.Join("; ", problems.Select(p => $"{p.Field}: {p.Code}")))
    {
        More = new Dictionary<string, object?> { ["errors"] = problems },
    };

    /// <param name="step">Step of an order that stands in the way.</param>
    public static ProblemException Refused(string reason, string title, string? step = null) => new(409, "request.refused", title) { More = new Dictionary<string, object?> { ["reason"] = reason, ["step"] = step } };

    /// <summary>Null: nobody foresaw it.</summary>
    public static ProblemException? Of(Exception e) => e switch
    {
        ProblemException p => p,
        AccessRefusedException { Code: "unknown", Field: "name" } a => NotFound(a.Message),
        AccessRefusedException a => Invalid([new WrongField(a.Field, a.Code, a.Args)]),
        RequestRefusedException r => new ProblemException(409, "request.refused", r.Message) { More = new Dictionary<string, object?> { ["reason"] = r.Code } },
        FilterException f => new ProblemException(422, f.Code, f.Message) { More = new Dictionary<string, object?> { ["at"] = f.At, ["length"] = f.Length, ["args"] = f.Args } },
        BadHttpRequestException b => new ProblemException(b.StatusCode == 413 ? 413 : 400, "input.unreadable", b.Message),
        _ => null,
    };

    public static Task WriteAsync(HttpContext context, ProblemException problem)
    {
        context.Response.StatusCode = problem.Status;
        var body = new Dictionary<string, object?> { ["status"] = problem.Status, ["code"] = problem.Code, ["title"] = problem.Message };
        foreach (var (name, value) in problem.More)
            body[name] = value;
        return context.Response.WriteAsJsonAsync(body, Json, "application/problem+json", context.RequestAborted);
    }
}
