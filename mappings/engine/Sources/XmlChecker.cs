using System.Security.Cryptography;
using Integration.Mappings.Compile;
using Integration.Mappings.Running;

namespace Integration.Mappings.Sources;

/// <summary>The first pass over an XML file: well-formed, counts and sums, hash.</summary>
internal static class XmlChecker
{
    public static async Task<FileCheck> CheckAsync(TreePlan plan, RecordMaker maker, Run run, Stream source, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var faults = new List<MappingException>();
        run.Totals = new decimal[plan.Control?.Aggregates.All.Count ?? 0];
        var (records, lines, bytes) = (0L, 0L, 0L);
        try
        {
            using var reader = await XmlRecordReader.OpenAsync(plan, run, source, hash, cancellationToken).ConfigureAwait(false);
            var remark = await FeedAsync(plan, run, reader, cancellationToken).ConfigureAwait(false);
            (records, lines, bytes) = (reader.Records, reader.Lines, reader.Bytes);
            if (plan.Control is not null) faults.AddRange(plan.Control.Failing(run, remark).Select(f => maker.Located(f, run, null)));
        }
        catch (ValueFault fault)
        {
            faults.Add(maker.Located(fault, run, null));
        }
        // What the reader did not take belongs to the hash too.
        var rest = new SourceStream(default, source, hash);
        await rest.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        return new FileCheck(records, lines, bytes + rest.Bytes, Convert.ToHexStringLower(hash.GetHashAndReset()), new Dictionary<string, string>(), faults, maker.LeavesOut);
    }

    private static async Task<string> FeedAsync(TreePlan plan, Run run, XmlRecordReader reader, CancellationToken cancellationToken)
    {
        var (unread, first) = (0L, "");
        while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } record)
        {
            run.Set(plan.EachSlot, record);
            run.Text.Reset();
            try
            {
                plan.Control?.Aggregates.Feed(run, 0);
            }
            catch (ValueFault fault)
            {
                if (unread++ == 0) first = $"{record.Place}: {fault.Message}";
            }
        }
        return unread == 0 ? "" : $" ({unread} records could not be read and were not counted, the first: {first})";
    }
}
