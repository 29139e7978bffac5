using Integration.Mappings.Running;
using Integration.Mappings.Targets;

namespace Integration.Mappings.Compile;

/// <summary>One possible message of a mapping.</summary>
internal sealed record CompiledTarget(
    string Type,
    int Version,
    Eval<bool>? When,
    WriteValue Write,
    Eval<Chars>? Id,
    Eval<Chars>? Key,
    Eval<Chars>? Correlation,
    IReadOnlyList<(string Kind, Eval<Chars> Value)> Search);

/// <summary>Source items in the run's slots → one canonical record.</summary>
/// <param name="file">Mapping file, for errors.</param>
/// <param name="targets">The first whose condition holds is made.</param>
/// <param name="skipOthers">True if a record that no target wants is left out; otherwise it is a fault.</param>
internal sealed class RecordMaker(string file, IReadOnlyList<CompiledTarget> targets, bool skipOthers)
{
    public IReadOnlyList<CompiledTarget> Targets => targets;

    public bool LeavesOut => skipOthers;

    /// <summary>Null if the record is left out. Throws <see cref="ValueFault"/>.</summary>
    /// <param name="shared">True if the JSON may be a slice of the writer's block.</param>
    public CanonicalRecord? Make(Run run, JsonOut json, bool shared)
    {
        run.Text.Reset();
        run.Stack.Reset();
        run.Field = null;
        foreach (var target in targets)
        {
            if (target.When is not null && !(target.When(run, out var yes) && yes)) continue;
            return Make(target, run, json, shared);
        }
        return skipOthers ? null : throw new ValueFault("mapping.no-target", targets.Count == 1
            ? "the target's condition does not hold for this record: add 'otherwise: skip' to leave such records out"
            : "none of the targets' conditions holds for this record: add a target, or 'otherwise: skip' to leave such records out");
    }

    public MappingException Located(ValueFault fault, Run run, string? place)
    {
        var line = fault.At?.Line ?? run.Field?.Line;
        return new MappingException(fault.Code, Sentence(fault.Message), line is null ? file : $"{file}:{line}", fault.Place ?? fault.At?.PlaceIn(run) ?? place, run.Field?.Path, fault);
    }

    public static string Sentence(string message) => message.Length > 0 && message[^1] is '.' or '?' or '!' ? message : message + ".";

    private static CanonicalRecord Make(CompiledTarget target, Run run, JsonOut json, bool shared)
    {
        json.Begin();
        try
        {
            target.Write(run, json, null);
        }
        catch
        {
            json.Abandon();
            throw;
        }
        var body = json.End();
        run.Field = null;
        return new CanonicalRecord(target.Type, target.Version, shared ? body : body.ToArray(),
            Text(target.Id, run), Text(target.Key, run), Text(target.Correlation, run), Search(target, run));
    }

    private static string? Text(Eval<Chars>? eval, Run run) => eval is not null && eval(run, out var value) ? value.ToString() : null;

    private static KeyValuePair<string, string>[] Search(CompiledTarget target, Run run)
    {
        var found = new KeyValuePair<string, string>[target.Search.Count];
        var count = 0;
        foreach (var (kind, eval) in target.Search)
            if (eval(run, out var value)) found[count++] = new(kind, value.ToString());
        return count == found.Length ? found : found[..count];
    }
}
