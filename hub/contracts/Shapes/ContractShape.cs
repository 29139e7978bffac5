namespace Integration.Hub.Contracts;

/// <summary>Who writes a document; the other one reads it.</summary>
public enum Flow
{
    /// <summary>The other system writes, the hub reads.</summary>
    ToHub,

    /// <summary>The hub writes, the other system reads.</summary>
    FromHub,
}

/// <summary>One element, member or field of a document.</summary>
/// <param name="Path">From the document's root, e.g. <c>bankAccount/holderName</c> or <c>items[]/code</c>.</param>
/// <param name="Type">Basic type, e.g. <c>token</c>, <c>integer</c>, <c>object</c>.</param>
/// <param name="Min">0: may be left out.</param>
/// <param name="Max">Null: any number.</param>
/// <param name="Facets">Restrictions by name: maxLength, values, position …</param>
/// <param name="Summary">For people; no part of the contract's form.</param>
public sealed record ContractField(string Path, string Type, int Min, int? Max, IReadOnlyDictionary<string, string> Facets, string Summary = "")
{
    public string Occurs => $"{Min}..{(Max is { } max ? max.ToString(System.Globalization.CultureInfo.InvariantCulture) : "*")}";
}

/// <param name="Name">Root element, message, or record of a file.</param>
/// <param name="Positional">Fields are told apart by their place alone: delimited and fixed-width records.</param>
public sealed record ContractDocument(string Name, Flow Flow, bool Positional, IReadOnlyList<ContractField> Fields, string Summary = "");

/// <summary>An operation of a WSDL.</summary>
public sealed record ContractOperation(string Name, string Request, string? Answer, IReadOnlyList<string> Faults, string Summary = "");

/// <summary>The form of one contract file, free of everything that does not matter on the wire: prefixes, order of declarations, comments.</summary>
/// <param name="Name">Path of the file from the folder that holds adapters/ and mappings/.</param>
public sealed record ContractShape(string Name, IReadOnlyList<ContractOperation> Operations, IReadOnlyList<ContractDocument> Documents);
