using Integration.CanonicalModel;
using Integration.CanonicalModel.Shapes;

namespace Integration.Specs.CanonicalModel;

public sealed class Conventions
{
    [Fact]
    public void Every_interface_of_the_domain_has_a_message()
    {
        string[] interfaces =
        [
            "BIL-1", "BIL-2", "BIL-3", "BIL-4", "BIL-5", "BIL-6", "RES-1", "RES-2", "RES-3", "RES-4", "RES-5", "N97-1", "N97-2", "N97-3", "N97-4",
            "CS-1", "CS-2", "CS-3", "CS-4", "BNK-1", "BNK-2", "BNK-3", "BNK-4", "NAT-1", "NAT-2", "NAT-3",
        ];
        var carried = CanonicalCatalog.Messages.SelectMany(CanonicalCatalog.InterfacesOf).ToHashSet();
        Assert.DoesNotContain(interfaces, i => !carried.Contains(i));
        Assert.DoesNotContain(carried, i => !interfaces.Contains(i));
    }

    [Fact]
    public void Facts_say_when_they_happened()
    {
        var silent = CanonicalCatalog.Messages.Where(m => m.Kind == MessageKind.Fact && !typeof(IFact).IsAssignableFrom(m.ClrType));
        Assert.True(!silent.Any(), $"without OccurredAt a late message would overwrite a newer one: {string.Join(", ", silent)}");
    }

    [Fact]
    public void Replies_and_queries_carry_the_request_they_belong_to()
    {
        var kinds = new[] { MessageKind.Query, MessageKind.Reply };
        Assert.DoesNotContain(CanonicalCatalog.Messages, m => kinds.Contains(m.Kind) && m.Body.Find("requestId") is null);
    }

    [Fact]
    public void A_message_record_is_named_as_its_type_and_sealed()
    {
        Assert.DoesNotContain(CanonicalCatalog.Messages, m => m.Version == 1 && m.ClrType.Name != m.Type);
        Assert.DoesNotContain(CanonicalCatalog.Messages, m => !m.ClrType.IsSealed);
    }

    [Fact]
    public void One_name_means_one_form_within_the_model()
    {
        var types = typeof(CanonicalCatalog).Assembly.GetExportedTypes().Where(t => t.IsDefined(typeof(SummaryAttribute), inherit: false));
        Assert.Equal(types.Select(t => t.Name).Distinct(), types.Select(t => t.Name));
    }

    [Fact]
    public void The_model_refers_to_nothing_but_the_runtime_and_Newtonsoft()
    {
        var foreign = typeof(CanonicalCatalog).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(n => !n.StartsWith("System", StringComparison.Ordinal) && n is not ("netstandard" or "Newtonsoft.Json"));
        Assert.Empty(foreign);
    }

    [Fact]
    public void Every_record_can_be_read_from_the_wire_and_nothing_can_be_changed_afterwards()
    {
        var open = CanonicalCatalog.Messages.SelectMany(m => ShapeReader.Properties(m.ClrType))
            .Where(p => p.SetMethod is null || !p.SetMethod.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)));
        Assert.Empty(open.Select(p => $"{p.DeclaringType!.Name}.{p.Name} must be {{ get; init; }}"));
    }

    [Fact]
    public void Finding_knows_versions()
    {
        Assert.Equal("CustomerBillIssued@1", CanonicalCatalog.Find("CustomerBillIssued", 1)!.ToString());
        Assert.Equal(1, CanonicalCatalog.FindLatest("CustomerBillIssued")!.Version);
        Assert.Null(CanonicalCatalog.Find("CustomerBillIssued", 2));
        Assert.Equal(typeof(CustomerBillIssued), CanonicalCatalog.Of<CustomerBillIssued>().ClrType);
        Assert.Null(CanonicalCatalog.Find(typeof(CustomerBill)));
    }

    [Fact]
    public void A_record_unfit_for_the_wire_is_told_by_member()
    {
        var e = Assert.Throws<InvalidOperationException>(() => new ShapeReader().ReadObject(typeof(WithFloat)));
        Assert.StartsWith("WithFloat.Amount: Double has no wire form", e.Message);
        e = Assert.Throws<InvalidOperationException>(() => new ShapeReader().ReadObject(typeof(WithoutSummary)));
        Assert.StartsWith("WithoutSummary.Name has no [Summary]", e.Message);
        e = Assert.Throws<InvalidOperationException>(() => new ShapeReader().ReadObject(typeof(Neither)));
        Assert.StartsWith("Neither.Count is neither required nor nullable", e.Message);
        e = Assert.Throws<InvalidOperationException>(() => new ShapeReader().ReadObject(typeof(Endless)));
        Assert.StartsWith("Endless contains itself", e.Message);
    }

    [Summary("A float.")]
    private sealed record WithFloat
    {
        [Summary("Amount.")] public required double Amount { get; init; }
    }

    [Summary("No summary.")]
    private sealed record WithoutSummary
    {
        public required string Name { get; init; }
    }

    [Summary("Neither.")]
    private sealed record Neither
    {
        [Summary("Count.")] public int Count { get; init; }
    }

    [Summary("Endless.")]
    private sealed record Endless
    {
        [Summary("Itself.")] public Endless? Inner { get; init; }
    }
}
