using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Integration.Mappings.Sources;

namespace Integration.Mappings.Testing;

/// <summary>One test of one mapping.</summary>
internal sealed class MappingTest(IMapping mapping, TestSurroundings surroundings, string directory, string file, TestCase test)
{
    private readonly List<string> _problems = [];

    public IMapping Mapping => mapping;

    public async Task<MappingTestResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var context = surroundings.NewContext(test.Values);
            if (mapping is IInboundMapping inbound) await InboundAsync(inbound, context, cancellationToken).ConfigureAwait(false);
            else await OutboundAsync((IOutboundMapping)mapping, context, cancellationToken).ConfigureAwait(false);
            if (test.Fails is not null) _problems.Add($"expected to fail with {test.Fails}, but it did not");
        }
        catch (MappingException e) when (test.Fails is not null)
        {
            if (test.Fails.Differs(e, null) is { } difference) _problems.Add(difference);
        }
        catch (MappingException e)
        {
            _problems.Add($"{e.Code}: {e.Message} ({e.Location})");
        }
        catch (IOException e)
        {
            _problems.Add(e.Message);
        }
        return new MappingTestResult(mapping.Reference, test.Name, file, test.Line, _problems);
    }

    private async Task InboundAsync(IInboundMapping inbound, MappingContext context, CancellationToken cancellationToken)
    {
        var source = Input(0);
        var streamed = inbound.Streams && test.Fails is null;
        var records = streamed ? await StreamAsync(inbound, source, context, cancellationToken).ConfigureAwait(false) : inbound.Map(source, context);
        var count = test.Count ?? (test.Expect.Count > 0 || test.Rejects.Count == 0 && test.Faults.Count == 0 && test.Fails is null ? test.Expect.Count : null);
        if (count is not null && records.Count != count) _problems.Add($"expected {count} messages, got {records.Count}");
        for (var i = 0; i < Math.Min(records.Count, test.Expect.Count); i++) Compare(i, test.Expect[i], records[i]);
    }

    private async Task<IReadOnlyList<CanonicalRecord>> StreamAsync(IInboundMapping inbound, byte[] source, MappingContext context, CancellationToken cancellationToken)
    {
        var check = await inbound.CheckAsync(new MemoryStream(source), cancellationToken).ConfigureAwait(false);
        Faults("fault", test.Faults, [.. check.Faults.Select(f => ((long?)null, f))]);
        if (check.Faults.Count > 0) return [];
        var (records, rejects) = (new List<CanonicalRecord>(), new List<(long?, MappingException)>());
        await foreach (var read in inbound.ReadAsync(new MemoryStream(source), FilePosition.Start, check, context, cancellationToken).ConfigureAwait(false))
        {
            if (read.Record is { } record) records.Add(record);
            if (read.Failure is { } failure) rejects.Add((read.Line, failure));
        }
        Faults("reject", test.Rejects, rejects);
        return records;
    }

    private void Faults(string what, IReadOnlyList<ExpectedFault> expected, List<(long? Line, MappingException Fault)> actual)
    {
        for (var i = 0; i < Math.Max(expected.Count, actual.Count); i++)
        {
            if (i >= actual.Count) _problems.Add($"expected {what} {expected[i]}, there is none");
            else if (i >= expected.Count) _problems.Add($"unexpected {what}: line {actual[i].Line} {actual[i].Fault.Code}: {actual[i].Fault.Message} ({actual[i].Fault.Location})");
            else if (expected[i].Differs(actual[i].Fault, actual[i].Line) is { } difference) _problems.Add(difference);
        }
    }

    private void Compare(int index, Expected expected, CanonicalRecord actual)
    {
        Same($"message {index + 1}", expected.Message, $"{actual.MessageType}@{actual.Version}");
        Same($"id of message {index + 1}", expected.Id, actual.ExternalId);
        Same($"key of message {index + 1}", expected.Key, actual.BusinessKey);
        Same($"correlation of message {index + 1}", expected.Correlation, actual.CorrelationId);
        foreach (var (kind, value) in expected.Search ?? new Dictionary<string, string>())
            Same($"search {kind} of message {index + 1}", value, string.Join(", ", actual.Search.Where(s => s.Key == kind).Select(s => s.Value)));
        var json = Encoding.UTF8.GetString(actual.Json.Span);
        if (Wanted(expected) is { } wanted && !JsonNode.DeepEquals(JsonNode.Parse(wanted), JsonNode.Parse(json))) _problems.Add($"message {index + 1} differs; got\n{json}");
    }

    private async Task OutboundAsync(IOutboundMapping outbound, MappingContext context, CancellationToken cancellationToken)
    {
        byte[] output;
        if (outbound is Targets.FileMapping || test.Sources.Count > 1)
        {
            var target = new MemoryStream();
            await outbound.WriteAsync(InputsAsync(), target, context, cancellationToken).ConfigureAwait(false);
            output = target.ToArray();
        }
        else
        {
            output = outbound.Map(Input(0), context).ToArray();
        }
        if (test.Fails is not null) return;
        if (test.Expect is not [var expected])
        {
            _problems.Add("an outbound test needs one 'expect' with 'file' or 'text'");
            return;
        }
        CompareOutput(outbound.ContentType, expected, output);
    }

    private void CompareOutput(string contentType, Expected expected, byte[] output)
    {
        var charset = Charset.Find(contentType[(contentType.LastIndexOf('=') + 1)..]) ?? Utf8Charset.Instance;
        var wanted = expected.File is { } name ? File.ReadAllBytes(Path.Combine(directory, name)) : charset.Encoding.GetBytes(expected.Text ?? "");
        var same = contentType.StartsWith("text/xml", StringComparison.Ordinal) ? SameXml(charset, wanted, output)
            : contentType.StartsWith("application/json", StringComparison.Ordinal) ? JsonNode.DeepEquals(JsonNode.Parse(wanted), JsonNode.Parse(output))
            : wanted.AsSpan().SequenceEqual(output);
        if (!same) _problems.Add($"the output differs; got\n{charset.Lenient(output)}");
    }

    /// <summary>Read as text by the charset that the mapping says: whether the process can look it up by the name in the declaration must not decide a test.</summary>
    private static bool SameXml(Charset charset, byte[] wanted, byte[] output) =>
        XNode.DeepEquals(XDocument.Parse(charset.Lenient(wanted).TrimStart('\uFEFF')).Root, XDocument.Parse(charset.Lenient(output).TrimStart('\uFEFF')).Root);

    private string? Wanted(Expected expected) =>
        expected.File is { } name ? File.ReadAllText(Path.Combine(directory, name)) : expected.Text;

    private void Same(string what, string? expected, string? actual)
    {
        if (expected is not null && expected != actual) _problems.Add($"{what}: expected {expected}, got {actual ?? "none"}");
    }

    private byte[] Input(int index)
    {
        if (test.Text is null) return File.ReadAllBytes(Path.Combine(directory, test.Sources[index]));
        var charset = mapping is TextFileMapping textFile ? textFile.Charset : Utf8Charset.Instance;
        return charset.Encoding.GetBytes(test.Text);
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> InputsAsync()
    {
        await Task.CompletedTask.ConfigureAwait(false);
        if (test.Text is not null)
        {
            foreach (var line in test.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)) yield return Encoding.UTF8.GetBytes(line);
            yield break;
        }
        for (var i = 0; i < test.Sources.Count; i++) yield return Input(i);
    }
}
