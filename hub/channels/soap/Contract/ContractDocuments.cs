using System.Xml;
using System.Xml.Linq;

namespace Integration.Hub.Channels.Soap;

/// <summary>The files of one contract: the WSDL and everything it imports or includes, local files only.</summary>
internal sealed class ContractDocuments
{
    private readonly Dictionary<string, XDocument> _byPath = [];
    private readonly ContractErrors _errors;

    private ContractDocuments(string main, ContractErrors errors) => (Main, _errors) = (main, errors);

    /// <summary>Full path of the WSDL.</summary>
    public string Main { get; }

    public IEnumerable<XDocument> All => _byPath.Values;

    public static ContractDocuments Load(string path, ContractErrors errors)
    {
        var documents = new ContractDocuments(Path.GetFullPath(path), errors);
        documents.Add(documents.Main, null);
        return documents;
    }

    public static string PathOf(XDocument document) => document.Annotation<SourceFile>()!.Path;

    public bool Contains(string path) => _byPath.ContainsKey(path);

    /// <summary>Documents by the name they are served under; a copy, so that readers never meet writers.</summary>
    public IReadOnlyDictionary<string, XDocument> ByName() =>
        _byPath.ToDictionary(d => NameOf(d.Key), d => d.Value);

    /// <summary>Places in a document that point to another file: (element, attribute with the location).</summary>
    public static IEnumerable<(XElement Element, XAttribute Location)> References(XDocument document)
    {
        foreach (var element in document.Descendants())
        {
            var location = element.Name == Names.Wsdl + "import" ? element.Attribute("location")
                : element.Name.Namespace == Names.Xsd && element.Name.LocalName is "import" or "include" or "redefine" ? element.Attribute("schemaLocation")
                : null;
            if (location is not null)
                yield return (element, location);
        }
    }

    /// <summary>Name under which the file that a location points to is served.</summary>
    public static string NameOf(string main, XDocument from, XAttribute location) =>
        NameOfPath(main, Resolve(from, location.Value));

    private string NameOf(string path) => NameOfPath(Main, path);

    private static string NameOfPath(string main, string path) =>
        path == main ? "" : Path.GetRelativePath(Path.GetDirectoryName(main)!, path).Replace('\\', '/');

    private static string Resolve(XDocument from, string location) =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(PathOf(from))!, location));

    private void Add(string path, (XElement Element, XAttribute Location)? reference)
    {
        if (_byPath.ContainsKey(path) || Read(path, reference) is not { } document)
            return;
        _byPath.Add(path, document);
        foreach (var (element, location) in References(document))
        {
            if (location.Value.Contains("://", StringComparison.Ordinal))
                _errors.Add(element, $"'{location.Value}' is not a local file. A contract is self-contained: put the file beside the WSDL and name it by a relative path.");
            else
                Add(Resolve(document, location.Value), (element, location));
        }
    }

    private XDocument? Read(string path, (XElement Element, XAttribute Location)? reference)
    {
        try
        {
            using var stream = System.IO.File.OpenRead(path);
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }, new Uri(path).AbsoluteUri);
            var document = XDocument.Load(reader, LoadOptions.SetLineInfo | LoadOptions.SetBaseUri | LoadOptions.PreserveWhitespace);
            document.AddAnnotation(new SourceFile(path));
            return document;
        }
        catch (XmlException wrong)
        {
            _errors.Add(path, wrong.LineNumber, wrong.LinePosition, SoapXml.Explain(wrong, SoapCharset.Utf8)!);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            if (reference is { } at)
                _errors.Add(at.Element, $"'{at.Location.Value}' cannot be read: {missing.Message}");
            else
                _errors.Add(path, 0, 0, $"The WSDL file cannot be read: {missing.Message}");
        }
        return null;
    }

    private sealed record SourceFile(string Path);
}
