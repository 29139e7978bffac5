using System.Globalization;

namespace Integration.Hub.Operations.Figures;

/// <summary>What is counted of an interface.</summary>
public enum Measure
{
    /// <summary>Came in and was taken: messages, or records of a file.</summary>
    Received,

    /// <summary>Came in and had come before.</summary>
    Repeated,

    /// <summary>Came in and was answered with no, or stands in the file's rejects.</summary>
    Refused,

    /// <summary>Delivered.</summary>
    Sent,

    /// <summary>Tries that failed and are made again.</summary>
    Failed,

    /// <summary>Handed to a person.</summary>
    Parked,

    /// <summary>Unfinished deliveries: the most within the time.</summary>
    Depth,
}

/// <summary>
/// Times as counts in steps that grow by a quarter of an octave: any two can be added, of nodes and of hours, and a percentile of the sum is right to
/// within a tenth. Their own values cannot be: a percentile of percentiles says nothing.
/// </summary>
public static class TimeSteps
{
    /// <summary>The last one takes what is longer than a day.</summary>
    public const int Count = 108;

    private const int PerOctave = 4;

    public static int Of(TimeSpan time)
    {
        var milliseconds = Math.Max(time.TotalMilliseconds, 1);
        return Math.Min(Count - 1, (int)Math.Ceiling(Math.Log2(milliseconds) * PerOctave));
    }

    /// <summary>The longest time of a step, in milliseconds.</summary>
    public static double Upper(int step) => Math.Pow(2, step / (double)PerOctave);

    /// <summary>Null: nothing was counted.</summary>
    public static double? Percentile(IReadOnlyList<long> counts, double share)
    {
        var total = counts.Sum();
        if (total == 0)
            return null;
        var (wanted, below) = (share * total, 0L);
        for (var step = 0; step < counts.Count; step++)
        {
            if (counts[step] == 0 || below + counts[step] < wanted)
            {
                below += counts[step];
                continue;
            }
            var from = step == 0 ? 0 : Upper(step - 1);
            return from + ((Upper(step) - from) * (wanted - below) / counts[step]);
        }
        return Upper(counts.Count - 1);
    }

    internal static string Name(int step) => "t" + step.ToString("000", CultureInfo.InvariantCulture);

    /// <summary>Null: another measure.</summary>
    internal static int? Read(string measure) => measure.Length == 4 && measure[0] == 't' && int.TryParse(measure.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var step) && step < Count ? step : null;
}
