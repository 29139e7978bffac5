using Integration.CanonicalModel;
using Integration.CanonicalModel.Publishing;
using Integration.CanonicalModel.Shapes;

namespace Integration.Specs.CanonicalModel;

/// <summary>
/// The published schemas are the contract with everybody who reads canonical messages. They are made from the records and
/// approved by being committed: HUB_APPROVE=1 writes them.
/// </summary>
public sealed class ApprovedSchemas
{
    private static readonly string Folder = Path.Combine(Repository.Root, "canonical-model", "schemas");

    private static bool Approving => Environment.GetEnvironmentVariable("HUB_APPROVE") == "1";

    [Theory]
    [MemberData(nameof(Some.EveryMessage), MemberType = typeof(Some))]
    public void The_JSON_schema_of_a_message_is_the_approved_one(string name)
    {
        var message = Some.Shape(name);
        Approve(message, Path.Combine("json", $"{message.Type}.v{message.Version}.json"), JsonSchema.Of(message));
    }

    [Theory]
    [MemberData(nameof(Some.EveryMessage), MemberType = typeof(Some))]
    public void The_XML_schema_of_a_message_is_the_approved_one(string name)
    {
        var message = Some.Shape(name);
        Approve(message, Path.Combine("xsd", $"{message.Type}.v{message.Version}.xsd"), XmlSchemas.Of(message));
    }

    [Fact]
    public void No_published_schema_is_without_its_message()
    {
        var published = Directory.GetFiles(Folder, "*.v*.*", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)).Distinct();
        var known = CanonicalCatalog.Messages.Select(m => $"{m.Type}.v{m.Version}").ToHashSet();
        var orphans = published.Where(p => !known.Contains(p)).ToArray();
        Assert.True(orphans.Length == 0, $"published, but no longer in the model: {string.Join(", ", orphans)}. A version that was published stays as long as stored or sent messages have it.");
    }

    [Fact]
    public void A_changed_field_is_told_with_what_to_do()
    {
        var message = CanonicalCatalog.Find("CancelWorkOrder", 1)!;
        var changed = message with { Body = message.Body with { Fields = [.. message.Body.Fields.Where(f => f.Name != "reason")] } };
        var complaint = SchemaDifference.Of(changed, "json/CancelWorkOrder.v1.json", JsonSchema.Of(message), JsonSchema.Of(changed));
        Assert.Contains("CancelWorkOrder@1 is published and has changed", complaint);
        Assert.Contains("\"reason\"", complaint);
        Assert.Contains("version 2", complaint);
        Assert.Contains("HUB_APPROVE=1", complaint);
    }

    private static void Approve(MessageShape message, string file, string now)
    {
        var path = Path.Combine(Folder, file);
        if (Approving)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, now);
        }

        Assert.True(File.Exists(path), $"{message} is new: canonical-model/schemas/{file} is not there yet. Run these tests once with HUB_APPROVE=1, read what it wrote, and commit it.");
        var approved = File.ReadAllText(path).ReplaceLineEndings("\n");
        Assert.True(approved == now, SchemaDifference.Of(message, file, approved, now));
    }
}
