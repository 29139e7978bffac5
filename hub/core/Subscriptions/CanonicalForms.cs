using Integration.CanonicalModel;
using Integration.Mappings;

namespace Integration.Hub.Core.Subscriptions;

/// <summary>
/// The canonical form of every message as if a mapping had made it, so that a subscriber needs none: <c>canonical-json/CustomerBillIssued@1</c>.
/// Everything else finds mappings by reference, and finds these too.
/// </summary>
public sealed class CanonicalForms(IMappingLibrary mappings) : IMappingLibrary
{
    public const string Json = "canonical-json";

    public const string Xml = "canonical-xml";

    private static readonly Dictionary<string, IMapping> Forms = CanonicalCatalog.Messages
        .SelectMany(m => new IMapping[] { new CanonicalJsonForm(m), new CanonicalXmlForm(m) }).ToDictionary(m => m.Reference);

    public IReadOnlyList<IMapping> All => mappings.All;

    /// <param name="message">Type with version.</param>
    public static string Reference(string format, string message) => $"{format}/{message}";

    public IMapping? Find(string reference) => mappings.Find(reference) ?? Forms.GetValueOrDefault(reference);

    public bool IsBroken(string reference) => mappings.IsBroken(reference);

    public string? TextOf(string path) => mappings.TextOf(path);
}
