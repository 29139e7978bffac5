using System.Xml.Linq;
using Integration.Hub.Channels.Soap;

namespace Integration.Specs.Channels.Soap;

/// <summary>The contracts that are really in use, not just the test's own.</summary>
public sealed class Every_adapter_contract
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(Path.Combine(Root(), "adapters"), "*.wsdl", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Root(), f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Can_be_used_in_both_versions_and_declares_its_faults(string file)
    {
        var contract = SoapContract.Load(Path.Combine(Root(), file));
        var bindings = XDocument.Load(contract.File).Descendants().Where(e => e.Name.LocalName == "binding" && e.Parent!.Name.LocalName == "binding").Select(e => e.Name.NamespaceName);

        Assert.Equal(["http://schemas.xmlsoap.org/wsdl/soap/", "http://schemas.xmlsoap.org/wsdl/soap12/"], bindings.Distinct().Order());
        Assert.All(contract.Operations, o => Assert.NotEmpty(o.Faults));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Integration.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The repository's root (Integration.sln) was not found above the test program.");
        return folder.FullName;
    }
}
