using System.Collections.Concurrent;
using System.Data.Common;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Orders;

/// <summary>
/// How long steps mostly take, in working time: the median of the last ones of the same step of the same template. Read from an index, a few hundred
/// rows per step however many orders there are, and remembered for a while: a median moves slowly.
/// </summary>
public sealed class StepDurations(SqlDialect dialect, TimeProvider time)
{
    /// <summary>So many of the newest count.</summary>
    public const int Looked = 200;

    /// <summary>Fewer say nothing.</summary>
    public const int Enough = 5;

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    private readonly TableSpace _tables = OrdersSubscriber.Tables(dialect);
    private readonly ConcurrentDictionary<(string Template, string Step), (DateTimeOffset At, TimeSpan? Usual)> _known = new();

    /// <summary>By template and step; one that has not ended often enough is not there.</summary>
    public async Task<IReadOnlyDictionary<(string Template, string Step), TimeSpan>> OfAsync(
        DbConnection connection, DbTransaction? transaction, IEnumerable<(string Template, string Step)> steps, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var found = new Dictionary<(string, string), TimeSpan>();
        foreach (var of in steps.Distinct())
        {
            if (!_known.TryGetValue(of, out var known) || now - known.At >= Remembered || now < known.At)
                _known[of] = known = (now, await MedianAsync(connection, transaction, of.Template, of.Step, cancellationToken));
            if (known.Usual is { } usual)
                found[of] = usual;
        }

        return found;
    }

    private async Task<TimeSpan?> MedianAsync(DbConnection connection, DbTransaction? transaction, string template, string step, CancellationToken cancellationToken)
    {
        var took = (await _tables.ReadAsync(connection, transaction,
            "SELECT took FROM {t}step WHERE template = @template AND step = @step AND state = 'completed' ORDER BY ended_at DESC LIMIT @looked", r => r.Whole("took"), cancellationToken,
            ("template", template), ("step", step), ("looked", (long)Looked))).OfType<long>().Order().ToList();
        return took.Count < Enough ? null : TimeSpan.FromSeconds(took[took.Count / 2]);
    }
}
