using System.Xml;
using System.Xml.Schema;

namespace Integration.Hub.Channels.Soap;

/// <param name="Path">XPath of local names from the body element.</param>
internal sealed record SchemaError(string Path, int Line, int Column, string Message)
{
    public override string ToString() => $"{Path} (line {Line}, column {Column}): {Message}";
}

/// <summary>Checks an element against a schema set while it is read, and gathers what is wrong.</summary>
internal sealed class SchemaErrors(int max)
{
    private readonly List<SchemaError> _errors = [];

    public IReadOnlyList<SchemaError> All => _errors;

    /// <summary>A reader over the source's current element that checks as it goes.</summary>
    public XmlReader Check(XmlReader source, XmlSchemaSet schemas, ElementPath path)
    {
        var settings = new XmlReaderSettings
        {
            ValidationType = ValidationType.Schema,
            Schemas = schemas,
            // Never xsi:schemaLocation: the contract is ours, not the sender's.
            ValidationFlags = XmlSchemaValidationFlags.ProcessIdentityConstraints | XmlSchemaValidationFlags.AllowXmlAttributes,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            CloseInput = false,
        };
        settings.ValidationEventHandler += (_, e) => Add(source, path, e);
        return XmlReader.Create(source, settings);
    }

    private void Add(XmlReader source, ElementPath path, ValidationEventArgs e)
    {
        if (_errors.Count >= max)
            return;
        // The message quotes the value, which may be as long as the sender likes.
        var place = source.NodeType == XmlNodeType.EndElement ? path.ToString() : path.Child(source.LocalName);
        _errors.Add(new SchemaError(Names.Shorten(place), e.Exception.LineNumber, e.Exception.LinePosition, Names.Shorten(e.Message, 500)));
    }
}
