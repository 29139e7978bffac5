using Xunit;

namespace Integration.Specs.Architecture;

/// <summary>References point one way.</summary>
public sealed class Reference_directions
{
    [Fact]
    public void A_project_refers_only_to_what_its_room_may_know()
    {
        var wrong =
            from project in Project.All
            let rule = ReferenceRule.For(project)
            where rule is not null
            from reference in project.References
            where !rule.Allows(project, reference)
            select $"{project} refers to {reference}; {rule.Room} may refer to {(rule.May.Length == 0 ? "nothing" : string.Join(", ", rule.May))}, because {rule.Because}";
        Findings.None(wrong);
    }

    [Fact]
    public void Every_project_stands_in_a_room_that_has_a_rule() => Findings.None(
        Project.All.Where(p => ReferenceRule.For(p) is null)
            .Select(p => $"{p} stands in no known room; say in ReferenceRules.cs what it may refer to, and why"));

    [Fact]
    public void Only_specs_and_the_host_refer_to_specs() => Findings.None(
        from project in Project.All
        where !project.IsUnder("specs/") && !project.IsUnder("hub/host/")
        from reference in project.References
        where reference.StartsWith("specs/", StringComparison.Ordinal)
        select $"{project} refers to {reference}; product code must not lean on tests (the host alone does: ./run starts the counterparts)");

    [Fact]
    public void Every_reference_leads_to_a_project() => Findings.None(
        from project in Project.All
        from reference in project.References
        where Project.All.All(p => p.Folder != reference)
        select $"{project} refers to {reference}, where no project stands");

    [Fact]
    public void The_model_has_no_package_but_the_one_of_its_wire_form() => Findings.None(
        from project in Project.All
        where project.IsUnder("canonical-model/")
        from package in project.Packages
        where package != "Newtonsoft.Json"
        select $"{project} takes the package {package}; the model is plain records, and whoever reads it would take the package too");

    [Fact]
    public void The_contracts_between_the_rooms_have_no_package() => Findings.None(
        from project in Project.All
        where project.IsUnder("hub/abstractions/")
        from package in project.Packages
        select $"{project} takes the package {package}; every room would take it too");

    [Theory]
    [InlineData("hub/message-box/", "canonical-model/")]
    [InlineData("hub/message-box/", "mappings/engine/")]
    [InlineData("hub/channels/", "canonical-model/")]
    [InlineData("hub/channels/", "hub/message-box/")]
    [InlineData("hub/core/", "hub/channels/")]
    [InlineData("hub/core/", "hub/message-box/")]
    [InlineData("canonical-model/", "hub/abstractions/")]
    public void The_rules_themselves_forbid_what_the_design_forbids(string from, string to)
    {
        var project = Project.All.First(p => p.IsUnder(from));
        Assert.False(ReferenceRule.For(project)!.Allows(project, to), $"the rule for {from} lets it refer to {to}");
    }
}
