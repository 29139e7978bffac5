using Integration.Mappings.Compile;
using Integration.Mappings.Running;
using Integration.Mappings.Values;

namespace Integration.Mappings.Functions;

/// <summary>Numbers of telephones, people and organisations in one spelling.</summary>
internal static class NormalisingFunctions
{
    private const string Group = "Telephone and identity numbers";

    public static IReadOnlyList<FunctionSpec> All { get; } =
    [
        new FunctionSpec("phone", Group, "A Chinese telephone number in one spelling: mobile 13800001111, land line 0571-87654321, service 4001234567 or 10000. Accepts +86, 0086, blanks, brackets, hyphens, full-width digits.", "text")
            .Takes("text", "text", "the number").May("area", "text", "area code (0571) for a local number without one")
            .Example("phone(\"+86 138-0000-1111\")", "13800001111").Example("phone(\"(0571)8765 4321\")", "0571-87654321")
            .Example("phone(\"+86 571 87654321\")", "0571-87654321").Example("phone(\"87654321\", \"0571\")", "0571-87654321").Example("phone(\"０１０－６６６６８８８８\")", "010-66668888")
            .Fails("phone(\"87654321\")", "is not a telephone number")
            .Does(site => Phone(site, false)),
        new FunctionSpec("phone_e164", Group, "As phone, in the international form +86….", "text")
            .Takes("text", "text", "the number").May("area", "text", "area code for a local number without one")
            .Example("phone_e164(\"0571-87654321\")", "+8657187654321").Example("phone_e164(\"13800001111\")", "+8613800001111")
            .Does(site => Phone(site, true)),
        new FunctionSpec("id_card", Group, "A resident identity card number (身份证) of 18 characters, its check character verified; 15 digits are lengthened.", "text")
            .Takes("text", "text", "the number")
            .Example("id_card(\"11010519491231002x\")", "11010519491231002X").Example("id_card(\"110105491231002\")", "11010519491231002X")
            .Fails("id_card(\"110105194912310021\")", "wrong check character")
            .Does(site => Checked(site, Identities.Card)),
        new FunctionSpec("credit_code", Group, "A unified social credit code (统一社会信用代码) of 18 characters, its check character verified.", "text")
            .Takes("text", "text", "the code")
            .Example("credit_code(\"91350100m000100y43\")", "91350100M000100Y43")
            .Fails("credit_code(\"91350100M000100Y44\")", "wrong check character")
            .Does(site => Checked(site, Identities.CreditCode)),
        new FunctionSpec("identifier", Group, "An identifier in one spelling: half-width, upper case, no blanks.", "text")
            .Takes("text", "text", "the identifier")
            .Example("identifier(\" ａb 12-x\")", "AB12-X")
            .Does(site => Checked(site, Compact)),
    ];

    private delegate string? Check(Chars text, out string value);

    private static string? Compact(Chars text, out string value)
    {
        value = Identities.Compact(text);
        return null;
    }

    private static Expr<Chars> Checked(CallSite site, Check check)
    {
        var (text, at) = (site.Text(0), site.At);
        return site.ReturnText((Run run, out Chars v) =>
        {
            v = default;
            if (!text(run, out var value)) return false;
            if (check(value, out var made) is { } wrong) throw at.Fault("mapping.identity", $"{ValueFault.Quote(value)} {wrong}");
            v = made;
            return v.Length > 0;
        });
    }

    private static Expr<Chars> Phone(CallSite site, bool international)
    {
        var (text, at) = (site.Text(0), site.At);
        Eval<Chars>? area = site.Has(1) ? site.Text(1) : null;
        return site.ReturnText((Run run, out Chars v) =>
        {
            v = default;
            if (!text(run, out var value)) return false;
            Chars code = default;
            if (area is not null) area(run, out code);
            var target = run.Text.Take(24);
            if (!Phones.Normalise(value, code, target, out var length))
                throw at.Fault("mapping.phone", $"{ValueFault.Quote(value)} is not a telephone number: expected a mobile number (13800001111) or a land line with its area code (0571-87654321)");
            v = target[..length];
            if (international) v = International(v);
            return true;
        });
    }

    private static string International(Chars phone)
    {
        var national = phone.ToString().Replace("-", "", StringComparison.Ordinal);
        return "+86" + (national[0] == '0' ? national[1..] : national);
    }
}
