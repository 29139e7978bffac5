namespace Integration.Specs.Contracts;

/// <summary>
/// The form of every contract and mapping is approved by being committed. What only adds passes once it is approved (HUB_APPROVE=1 writes it);
/// what breaks somebody is never approved: it needs a new version beside the old one.
/// </summary>
public sealed class ApprovedContracts
{
    private static readonly string Folder = Path.Combine(Repository.Root, "specs", "contracts", "approved");

    public static TheoryData<string> Names => [.. Repository.Contracts.Keys.Order(StringComparer.Ordinal)];

    public static TheoryData<string> Approved => [.. Directory.EnumerateFiles(Folder, "*.txt", SearchOption.AllDirectories).Select(f => ContractText.Read(File.ReadAllText(f)).Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_contract_has_the_form_that_was_approved(string name)
    {
        var problem = ContractGate.Check(Repository.Contracts[name], Path.Combine(Folder, name + ".txt"), Environment.GetEnvironmentVariable("HUB_APPROVE") == "1");
        Assert.True(problem is null, problem);
    }

    [Theory]
    [MemberData(nameof(Approved))]
    public void An_approved_contract_is_still_there(string name) => Assert.True(Repository.Contracts.ContainsKey(name),
        $"{name} was approved and is gone. Messages in flight and the other system keep to it: put it back; a new version stands beside it. "
        + $"Only when nobody uses it any more (hub list, the other system's team): remove specs/contracts/approved/{name}.txt with it.");
}
