namespace Integration.Specs.Contracts;

/// <summary>Good and bad changes of each kind of contract, and what the gate says of them.</summary>
public sealed class The_gate_itself
{
    private const string Schema = """
        {"title":"order","type":"object","oneOf":[{"required":["no"]}],"required":["no"],"properties":{
          "no":{"type":"string","maxLength":16},"state":{"enum":["A","B"]},"amount":{"type":"integer"},"items":{"type":"array","items":{"type":"object","required":["code"],"properties":{"code":{"type":"string"}}}}}}
        """;

    [Theory]
    [InlineData("'maxLength':16}", "'maxLength':20}", Flow.ToHub)]
    [InlineData("['A','B']", "['A','B','C']", Flow.ToHub)]
    [InlineData("'amount':{'type':'integer'}", "'amount':{'type':'integer'},'note':{'type':'string'}", Flow.ToHub)]
    [InlineData("'amount':{'type':'integer'}", "'amount':{'type':'integer'},'note':{'type':'string'}", Flow.FromHub)]
    [InlineData("'oneOf':[{'required':['no']}]", "'oneOf':[{'required':['no']},{'required':['state']}]", Flow.ToHub)]
    [InlineData("'amount':{'type':'integer'}", "'amount':{'type':'integer'},'by':{'type':'object','required':['id'],'properties':{'id':{'type':'string'}}}", Flow.ToHub)]
    public void What_only_adds_breaks_nobody(string old, string now, Flow flow)
    {
        var changes = Changes(Schema, Changed(old, now), flow);
        Assert.NotEmpty(changes);
        Assert.DoesNotContain(changes, c => c.Breaking);
    }

    [Theory]
    [InlineData(",'amount':{'type':'integer'}", "", Flow.ToHub, "amount is gone: the other system still sends it")]
    [InlineData(",'amount':{'type':'integer'}", "", Flow.FromHub, "amount is gone: the other system still reads it")]
    [InlineData("'amount'", "'sum'", Flow.ToHub, "amount is gone (renamed to sum?)")]
    [InlineData("{'type':'integer'}", "{'type':'string'}", Flow.ToHub, "amount was integer and is string")]
    [InlineData("'required':['no'],", "'required':['no','state'],", Flow.ToHub, "state has become required")]
    [InlineData("'required':['no'],'properties':{", "'required':['no','by'],'properties':{'by':{'type':'string'},", Flow.ToHub, "by is new and required")]
    [InlineData("16}", "8}", Flow.ToHub, "maxLength was 16 and is 8: what the other system may send today is refused")]
    [InlineData("16}", "20}", Flow.FromHub, "maxLength was 16 and is 20: the other system may get what it was never told of")]
    [InlineData("['A','B']", "['A']", Flow.ToHub, "no longer has the value B")]
    [InlineData("['A','B']", "['A','B','C']", Flow.FromHub, "has the further value C")]
    [InlineData("'required':['no'],", "'required':[],", Flow.FromHub, "no may be left out now")]
    [InlineData("'properties':{'code':{'type':'string'}}", "'properties':{'code':{'type':'integer'}}", Flow.ToHub, "items[]/code was string and is integer")]
    [InlineData("'title':'order',", "'title':'order','not':{'required':['state']},", Flow.ToHub, "not is a new rule")]
    public void What_breaks_somebody_is_told_with_whom_it_breaks(string old, string now, Flow flow, string told) =>
        Assert.Contains(Changes(Schema, Changed(old, now), flow), c => c.Breaking && c.ToString().Contains(told, StringComparison.Ordinal));

    [Theory]
    [InlineData("no, name, amount?", "no, name, amount?, note?", null)]
    [InlineData("no, name, amount?", "no, name, amount", "amount has become required")]
    [InlineData("no, name, amount?", "no, kind, name, amount?", "kind is new")]
    [InlineData("no, name, amount?", "name, no, amount?", "position was 1 and is 2: it is read at the wrong place")]
    [InlineData("no, name, amount?", "no, name", "amount is gone")]
    public void Fields_of_a_record_keep_their_places(string old, string now, string? told)
    {
        var changes = ContractChanges.Between(Layout(old), Layout(now));
        Assert.NotEmpty(changes);
        if (told is null)
            Assert.DoesNotContain(changes, c => c.Breaking);
        else
            Assert.Contains(changes, c => c.Breaking && c.ToString().Contains(told, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""<xs:element name="name" type="xs:token"/>""", """<xs:element name="name" type="xs:token"/><xs:element name="note" type="xs:token" minOccurs="0"/>""", null)]
    [InlineData("""<xs:element name="name" type="xs:token"/>""", "", "name is gone")]
    [InlineData("""type="xs:token" maxOccurs="3" """, """type="xs:token" """, "may come less often (1..3, now 1..1)")]
    [InlineData("""<xs:maxLength value="10"/>""", """<xs:maxLength value="5"/>""", "maxLength was 10 and is 5")]
    [InlineData("""<xs:enumeration value="B"/>""", "", "no longer has the value B")]
    public void Elements_of_an_XML_schema_are_compared_as_they_are_on_the_wire(string old, string now, string? told)
    {
        const string xsd = """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:o" xmlns="urn:o" elementFormDefault="qualified">
            <xs:element name="order"><xs:complexType><xs:sequence>
            <xs:element name="no"><xs:simpleType><xs:restriction base="xs:token"><xs:maxLength value="10"/></xs:restriction></xs:simpleType></xs:element>
            <xs:element name="name" type="xs:token"/><xs:element name="tag" type="xs:token" maxOccurs="3" />
            <xs:element name="state"><xs:simpleType><xs:restriction base="xs:token"><xs:enumeration value="A"/><xs:enumeration value="B"/></xs:restriction></xs:simpleType></xs:element>
            </xs:sequence></xs:complexType></xs:element></xs:schema>
            """;
        Assert.Contains(old, xsd, StringComparison.Ordinal);
        var changes = ContractChanges.Between(OfXsd(xsd), OfXsd(xsd.Replace(old, now)));
        Assert.NotEmpty(changes);
        Assert.Equal(told is not null, changes.Any(c => c.Breaking));
        if (told is not null)
            Assert.Contains(changes, c => c.Breaking && c.ToString().Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void Prefixes_order_and_comments_are_no_change()
    {
        const string one = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="o" type="T"/><xs:complexType name="T"><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence></xs:complexType></xs:schema>""";
        const string other = """<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema"><!-- said again --><s:complexType name="T"><s:sequence><s:element name="a" type="s:int"/></s:sequence></s:complexType><s:element name="o" type="T"/></s:schema>""";
        Assert.Equal(ContractText.Write(OfXsd(one)), ContractText.Write(OfXsd(other)));
    }

    [Fact]
    public void A_form_reads_back_as_it_was_written() => Assert.All(Repository.Contracts.Values, shape =>
        Assert.Equal(ContractText.Write(shape), ContractText.Write(ContractText.Read(ContractText.Write(shape)))));

    [Fact]
    public void A_breaking_change_is_not_approved_by_the_wish_to_approve()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("gate-").FullName, "order.json.txt");
        Assert.Contains("not approved yet", ContractGate.Check(JsonSchemaShape.Of("order.json", Schema, Flow.ToHub), file, approve: false));
        Assert.Null(ContractGate.Check(JsonSchemaShape.Of("order.json", Schema, Flow.ToHub), file, approve: true));

        var grown = JsonSchemaShape.Of("order.json", Schema.Replace("16}", "20}"), Flow.ToHub);
        Assert.Contains("breaks nobody", ContractGate.Check(grown, file, approve: false));
        Assert.Null(ContractGate.Check(grown, file, approve: true));
        Assert.Null(ContractGate.Check(grown, file, approve: false));

        var broken = JsonSchemaShape.Of("order.json", Schema, Flow.ToHub);
        var told = ContractGate.Check(broken, file, approve: true);
        Assert.Contains("new version beside it", told);
        Assert.Contains("maxLength was 20 and is 16", File.Exists(file) ? told : "");
    }

    // Quotation marks are written as apostrophes in the rows above.
    private static string Changed(string old, string now)
    {
        Assert.Contains(old.Replace('\'', '"'), Schema, StringComparison.Ordinal);
        return Schema.Replace(old.Replace('\'', '"'), now.Replace('\'', '"'));
    }

    private static IReadOnlyList<ContractChange> Changes(string before, string after, Flow flow) =>
        ContractChanges.Between(JsonSchemaShape.Of("order.json", before, flow), JsonSchemaShape.Of("order.json", after, flow));

    private static ContractShape Layout(string fields) => new("file", [], [new ContractDocument("record order", Flow.ToHub, Positional: true,
        [.. fields.Split(", ").Select((f, i) => new ContractField(f.TrimEnd('?'), "text", f.EndsWith('?') ? 0 : 1, 1, new Dictionary<string, string> { ["position"] = $"{i + 1}" }))])]);

    private static ContractShape OfXsd(string xsd)
    {
        var folder = Directory.CreateTempSubdirectory("xsd-").FullName;
        File.WriteAllText(Path.Combine(folder, "o.xsd"), xsd);
        return ContractShapes.Of("o.xsd", Path.Combine(folder, "o.xsd"), [])!;
    }
}
