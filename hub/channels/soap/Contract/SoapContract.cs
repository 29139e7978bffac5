using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Integration.Hub.Channels.Soap;

/// <summary>A WSDL 1.1 contract with its schemas, read once and then shared by many threads.</summary>
public sealed class SoapContract
{
    private readonly Dictionary<XmlQualifiedName, SoapOperation> _byInput;

    internal SoapContract(
        string file,
        string targetNamespace,
        IReadOnlyList<SoapOperation> operations,
        XmlSchemaSet schemas,
        IReadOnlySet<XmlQualifiedName> headerElements,
        IReadOnlyDictionary<string, XDocument> documents)
    {
        File = file;
        TargetNamespace = targetNamespace;
        Operations = operations;
        Schemas = schemas;
        HeaderElements = headerElements;
        Documents = documents;
        _byInput = operations.ToDictionary(o => o.Input);
    }

    /// <summary>Path of the WSDL file.</summary>
    public string File { get; }

    public string TargetNamespace { get; }

    public IReadOnlyList<SoapOperation> Operations { get; }

    /// <summary>Compiled; never changed afterwards.</summary>
    public XmlSchemaSet Schemas { get; }

    /// <summary>Header blocks that the bindings declare (<c>soap:header</c>): understood, and handed on with the request.</summary>
    public IReadOnlySet<XmlQualifiedName> HeaderElements { get; }

    /// <summary>WSDL and XSD documents by their path relative to the WSDL; the WSDL itself has the empty name.</summary>
    internal IReadOnlyDictionary<string, XDocument> Documents { get; }

    /// <summary>
    /// Reads a WSDL file and all that it includes and imports. Only local files are read.
    /// Throws <see cref="SoapContractException"/> with every fault, each with file, line and column.
    /// </summary>
    public static SoapContract Load(string path)
    {
        var errors = new ContractErrors();
        var documents = ContractDocuments.Load(path, errors);
        errors.ThrowIfAny();
        var schemas = ContractSchemas.Compile(documents, errors);
        errors.ThrowIfAny();
        var contract = new WsdlReader(documents, schemas, errors).Read();
        errors.ThrowIfAny();
        return contract;
    }

    /// <summary>By the request's body element; null if no operation has it.</summary>
    public SoapOperation? FindByInput(XmlQualifiedName element) => _byInput.GetValueOrDefault(element);

    /// <summary>By name; null if there is none.</summary>
    public SoapOperation? Find(string name) => Operations.FirstOrDefault(o => o.Name == name);
}
