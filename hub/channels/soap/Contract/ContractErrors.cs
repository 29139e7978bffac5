using System.Xml;
using System.Xml.Linq;

namespace Integration.Hub.Channels.Soap;

/// <summary>Gathers the faults of a contract so that all of them are told at once.</summary>
internal sealed class ContractErrors
{
    private readonly List<SoapContractError> _errors = [];

    public void Add(string file, int line, int column, string message) => _errors.Add(new SoapContractError(file, line, column, message));

    public void Add(XObject at, string message)
    {
        var info = (IXmlLineInfo)at;
        Add(ContractDocuments.PathOf(at.Document!), info.LineNumber, info.LinePosition, message);
    }

    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
            throw new SoapContractException([.. _errors.Distinct()]);
    }
}
