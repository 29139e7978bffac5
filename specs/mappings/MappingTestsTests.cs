using Integration.Mappings;
using Integration.Specs.Mappings.Support;

namespace Integration.Specs.Mappings;

public sealed class MappingTestsTests
{
    private const string Tests = """
        mapping: test/it@1
        now: 2026-11-22T10:30:00+08:00
        tests:
          - name: two bills
            source: samples/bills.txt
            expect:
              - { message: CustomerBillIssued@1, id: B1, key: A1, search: { bill: B1 } }
              - id: B2
                json: |
                  {"billNo":"B2","accountNo":"A2","period":"2026-11","amountDue":{"fen":550,"currency":"CNY"},"state":"paid","dueDate":"2026-12-01",
                   "items":[{"code":"10","name":"月租费","amount":{"fen":550,"currency":"CNY"}}]}
          - name: a truncated file
            text: |
              H|202611|20261122103000|0
            faults:
              - { code: mapping.structure, contains: "'trailer' is missing" }
          - name: an unknown state
            text: |
              H|202611|20261122103000|1
              B|B1|A1|1.00|9|20261201
              T|1|1.00
            count: 0
            rejects:
              - { line: 2, code: mapping.unknown-code, at: bill.state }
        """;

    private static async Task<IReadOnlyList<MappingTestResult>> Run(string tests)
    {
        using var folder = new MappingFolder().WithStates()
            .With("test/it.v1.yaml", "mapping: test/it\nversion: 1\ntitle: It\n" + SomeMappings.BillFile)
            .With("test/it.v1.test.yaml", tests);
        Directory.CreateDirectory(Path.Combine(folder.Root, "test/samples"));
        await File.WriteAllBytesAsync(Path.Combine(folder.Root, "test/samples/bills.txt"), MappingFolder.Gb18030.GetBytes(SomeMappings.Bills), TestContext.Current.CancellationToken);
        return await MappingTests.RunAsync(folder.Root, folder.Load(), cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Tests_beside_a_mapping_run()
    {
        var results = await Run(Tests);
        Assert.Equal(3, results.Count);
        Assert.All(results, r => Assert.True(r.Passed, r.ToString()));
    }

    [Theory]
    [InlineData("id: B2", "id: B3", "id of message 2: expected B3, got B2")]
    [InlineData("\"fen\":550,\"currency\":\"CNY\"},\"state\"", "\"fen\":551,\"currency\":\"CNY\"},\"state\"", "message 2 differs; got")]
    [InlineData("contains: \"'trailer'", "contains: \"'footer'", "expected mapping.structure \"'footer' is missing\", got line")]
    [InlineData("line: 2", "line: 3", "expected line 3 mapping.unknown-code at bill.state, got line 2 mapping.unknown-code")]
    [InlineData("samples/bills.txt", "samples/none.txt", "Could not find file")]
    [InlineData("count: 0", "count: 1", "expected 1 messages, got 0")]
    [InlineData("mapping: test/it@1", "mapping: test/itt@1", "there is no mapping 'test/itt@1': did you mean 'test/it@1'?")]
    [InlineData("rejects:", "reject:", "test has no 'reject': did you mean 'rejects'?")]
    public async Task A_test_that_does_not_hold_says_what_differs(string what, string becomes, string problem)
    {
        var results = await Run(Tests.Replace(what, becomes, StringComparison.Ordinal));
        Assert.Contains(results.SelectMany(r => r.Problems), p => p.Contains(problem, StringComparison.Ordinal));
    }
}
