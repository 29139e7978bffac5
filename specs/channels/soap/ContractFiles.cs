using System.Xml;
using Integration.Hub.Channels.Soap;

namespace Integration.Specs.Channels.Soap;

public sealed class A_contract_is_read_from_files : IDisposable
{
    private const string Space = "urn:example:customer-care:1";

    private readonly string _folder = Directory.CreateTempSubdirectory("hub-wsdl 合同-").FullName;

    public A_contract_is_read_from_files()
    {
        var source = Path.GetDirectoryName(SoapHost.Contract.File)!;
        Directory.CreateDirectory(Path.Combine(_folder, "common"));
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(_folder, Path.GetRelativePath(source, file)));
    }

    private string Wsdl => Path.Combine(_folder, "customer-care.wsdl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void With_its_operations_elements_actions_and_faults()
    {
        var contract = SoapContract.Load(Wsdl);

        Assert.Equal(["QueryCustomer", "ReportTrouble"], contract.Operations.Select(o => o.Name));
        var query = contract.Find("QueryCustomer")!;
        Assert.Same(query, contract.FindByInput(new XmlQualifiedName("QueryCustomer", Space)));
        Assert.Equal(new XmlQualifiedName("QueryCustomerResponse", Space), query.Output);
        Assert.Equal($"{Space}/QueryCustomer", query.SoapAction);
        Assert.Equal(["BusinessFault", "SystemFault"], query.Faults.Select(f => f.Name));
        Assert.Equal($"{Space}:CustomerCare:QueryCustomer:Fault:BusinessFault", query.Faults[0].Action);
        Assert.Equal(Space, contract.TargetNamespace);
    }

    [Theory]
    [InlineData("element=\"cc:QueryCustomer\"", "element=\"cc:Query\"", "The schemas declare no element urn:example:customer-care:1:Query.")]
    [InlineData("element=\"cc:QueryCustomer\"", "type=\"xs:string\"", "must name an element (element=…), not a type")]
    [InlineData("element=\"cc:QueryCustomer\"", "element=\"zz:QueryCustomer\"", "the prefix 'zz' is not declared")]
    [InlineData("element=\"cc:ReportTrouble\"", "element=\"cc:QueryCustomer\"", "Operations 'QueryCustomer' and 'ReportTrouble' have the same body element")]
    [InlineData("message=\"cc:QueryCustomerIn\"", "message=\"cc:Nothing\"", "there is no wsdl:message urn:example:customer-care:1:Nothing")]
    [InlineData("<soap:binding style=\"document\"", "<soap:binding style=\"rpc\"", "style is 'rpc'; only document/literal is supported")]
    [InlineData("<wsdl:input><soap:body use=\"literal\"/>", "<wsdl:input><soap:body use=\"encoded\"/>", "use is 'encoded'; only literal is supported")]
    [InlineData("type=\"cc:CustomerCare\"", "type=\"cc:Other\"", "there is no wsdl:portType")]
    [InlineData("<wsdl:operation name=\"QueryCustomer\">\n      <soap:operation", "<wsdl:operation name=\"Query\">\n      <soap:operation", "Operation 'Query' is bound but portType 'CustomerCare' does not have it")]
    [InlineData("transport=\"http://schemas.xmlsoap.org/soap/http\"", "transport=\"urn:jms\"", "transport is 'urn:jms'")]
    [InlineData("schemaLocation=\"common/types.xsd\"", "schemaLocation=\"common/missing.xsd\"", "'common/missing.xsd' cannot be read")]
    [InlineData("schemaLocation=\"common/types.xsd\"", "schemaLocation=\"http://example.org/types.xsd\"", "is not a local file. A contract is self-contained")]
    [InlineData("type=\"t:CustomerNo\"", "type=\"t:CustomerNumber\"", "Schema error: Type 'urn:example:customer-care:types:1:CustomerNumber' is not declared")]
    [InlineData("</wsdl:definitions>", "", "Not well-formed XML")]
    public void And_a_fault_in_it_is_told_with_its_place(string text, string wrong, string message)
    {
        Replace(Wsdl, text, wrong);

        var refused = Assert.Throws<SoapContractException>(() => SoapContract.Load(Wsdl));

        var error = Assert.IsType<SoapContractError>(refused.Errors.FirstOrDefault(e => e.Message.Contains(message, StringComparison.Ordinal)));
        Assert.Equal(Wsdl, error.File);
        Assert.True(error.Line > 0, error.ToString());
        Assert.Contains($"{error.File}({error.Line},", refused.Message);
    }

    [Fact]
    public void And_a_fault_in_an_included_schema_names_that_file()
    {
        Replace(Path.Combine(_folder, "common/types.xsd"), "type=\"t:ServiceLevel\"", "type=\"t:Level\"");

        var refused = Assert.Throws<SoapContractException>(() => SoapContract.Load(Wsdl));

        var error = Assert.Single(refused.Errors);
        Assert.Equal(Path.Combine(_folder, "common/types.xsd"), error.File);
        Assert.Contains("Level' is not declared", error.Message);
    }

    [Fact]
    public void And_all_faults_are_told_at_once()
    {
        Replace(Wsdl, "element=\"cc:QueryCustomerResponse\"", "element=\"cc:Gone\"");
        Replace(Wsdl, "message=\"cc:ReportTroubleOut\"", "message=\"cc:Lost\"");

        var refused = Assert.Throws<SoapContractException>(() => SoapContract.Load(Wsdl));

        Assert.Contains(refused.Errors, e => e.Message.Contains("Gone", StringComparison.Ordinal));
        Assert.Contains(refused.Errors, e => e.Message.Contains("Lost", StringComparison.Ordinal));
    }

    [Fact]
    public void And_a_document_type_declaration_in_it_is_refused()
    {
        Replace(Wsdl, "<wsdl:definitions name", "<!DOCTYPE x><wsdl:definitions name");

        var refused = Assert.Throws<SoapContractException>(() => SoapContract.Load(Wsdl));

        Assert.Contains("A document type declaration (DTD) is not allowed", Assert.Single(refused.Errors).Message);
    }

    [Fact]
    public void And_a_missing_file_is_named()
    {
        var refused = Assert.Throws<SoapContractException>(() => SoapContract.Load(Path.Combine(_folder, "none.wsdl")));

        Assert.Contains("none.wsdl: The WSDL file cannot be read", refused.Message);
    }

    [Fact]
    public void And_a_file_that_is_no_WSDL_is_named()
    {
        var refused = Assert.Throws<SoapContractException>(() => SoapContract.Load(Path.Combine(_folder, "common/codes.xsd")));

        Assert.Contains("a WSDL 1.1 contract starts with wsdl:definitions", refused.Message);
    }

    private static void Replace(string file, string text, string by)
    {
        var content = File.ReadAllText(file);
        Assert.Contains(text, content);
        File.WriteAllText(file, content.Replace(text, by));
    }
}
