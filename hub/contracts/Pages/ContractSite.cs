using System.Text;
using Integration.CanonicalModel;
using Integration.CanonicalModel.Publishing;

namespace Integration.Hub.Contracts;

/// <summary>The contracts of all interfaces as one static site: plain HTML, one style sheet, the contract files and samples themselves.</summary>
public sealed class ContractSite
{
    private readonly SortedDictionary<string, Func<SiteFile>> _files = new(StringComparer.Ordinal);

    private ContractSite() { }

    /// <summary>Paths of all files, from the site's root.</summary>
    public IReadOnlyCollection<string> Paths => _files.Keys;

    /// <summary>A file of the site, made when it is asked for; null if there is none of that path.</summary>
    public SiteFile? Find(string path) => _files.TryGetValue(path.Length == 0 ? "index.html" : path, out var make) ? make() : null;

    public static ContractSite Of(ContractSources sources)
    {
        var site = new ContractSite();
        var features = new FeaturePages(sources.Features);
        site.Html("index.html", () => IndexPage.Write(sources));
        site.Html("canonical.html", CanonicalPages.Index);
        site._files["style.css"] = () => new SiteFile("text/css; charset=utf-8", Encoding.UTF8.GetBytes(Style.Sheet));
        foreach (var message in CanonicalCatalog.Messages)
        {
            var name = CanonicalPages.FileName(message);
            site.Html($"canonical/{name}.html", () => CanonicalPages.Page(message));
            site._files[$"files/canonical/{name}.json"] = () => new SiteFile("application/json; charset=utf-8", Encoding.UTF8.GetBytes(JsonSchema.Of(message)));
            site._files[$"files/canonical/{name}.xsd"] = () => new SiteFile("text/xml; charset=utf-8", Encoding.UTF8.GetBytes(XmlSchemas.Of(message)));
        }
        foreach (var system in sources.Systems)
        {
            foreach (var i in system.Interfaces)
                site.Html($"{system.Id}/{i.Id}.html", () => new InterfacePage(system, i, sources, features).Write());
            foreach (var file in new[] { "contract", "samples" }.Select(f => Path.Combine(system.Folder, f)).Where(Directory.Exists).SelectMany(Directory.EnumerateFiles))
                site._files[$"files/{system.Id}/{Path.GetFileName(file)}"] = () => new SiteFile(TypeOf(file), File.ReadAllBytes(file));
        }
        return site;
    }

    /// <summary>Writes every file; what stood in the folder under the same name is replaced.</summary>
    public async Task<int> WriteAsync(string folder, CancellationToken cancellationToken)
    {
        foreach (var (path, make) in _files)
        {
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await File.WriteAllBytesAsync(target, make().Bytes, cancellationToken);
        }
        return _files.Count;
    }

    private void Html(string path, Func<byte[]> page) => _files[path] = () => new SiteFile("text/html; charset=utf-8", page());

    private static string TypeOf(string file) => Path.GetExtension(file) switch
    {
        ".wsdl" or ".xsd" or ".xml" => "text/xml",
        ".json" => "application/json; charset=utf-8",
        ".md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
}
