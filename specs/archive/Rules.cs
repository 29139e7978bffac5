using Integration.CoreApp.Archive;

namespace Integration.Specs.Archive;

/// <summary>Master rules as the repository's file has them, as far as the specs need them.</summary>
internal static class Rules
{
    public static MasterRules AsShipped { get; } = new(new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>
    {
        ["customer"] = Of(("*", ["core"]), ("creditClass", ["billing", "core"])),
        ["billingAccount"] = Of(("*", ["billing", "core"]), ("name", ["core", "billing"]), ("customerNo", ["core", "billing"])),
        ["product"] = Of(("*", ["n97", "core"]), ("productId", ["core"]), ("monthlyFen", ["core", "billing"])),
        ["circuit"] = Of(("*", ["resource", "n97", "core"])),
        ["bill"] = Of(("*", ["billing"])),
    }, ["own"]);

    private static Dictionary<string, IReadOnlyList<string>> Of(params (string Attribute, string[] Systems)[] rules) => rules.ToDictionary(r => r.Attribute, r => (IReadOnlyList<string>)r.Systems);
}
