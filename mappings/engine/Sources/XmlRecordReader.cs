using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Integration.Mappings.Running;

namespace Integration.Mappings.Sources;

/// <summary>
/// Reads the repeated elements of an XML file one by one. The elements above them are kept with their attributes and
/// with what stands beside the records, so that fields and control checks may use it.
/// </summary>
internal sealed class XmlRecordReader : IDisposable
{
    private const int LookAt = 512;

    private readonly TreePlan _plan;
    private readonly Run _run;
    private readonly SourceStream _stream;
    private readonly StreamReader _text;
    private readonly XmlReader _reader;
    private readonly XmlBuilder _around;
    private TreeNode? _open;
    private bool _stands;
    private bool _rooted;

    private XmlRecordReader(TreePlan plan, Run run, SourceStream stream, Charset charset)
    {
        (_plan, _run, _stream) = (plan, run, stream);
        _text = new StreamReader(stream, charset.Encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 16 * 1024);
        _reader = XmlReader.Create(_text, XmlTree.Settings(async: true));
        _around = new XmlBuilder(_reader, plan.Limits);
    }

    /// <summary>Records passed, read or not.</summary>
    public long Records { get; private set; }

    /// <summary>How many records to pass over.</summary>
    public long Skip { get; set; }

    public long Bytes => _stream.Bytes;

    public long Lines => ((IXmlLineInfo)_reader).LineNumber;

    public static async Task<XmlRecordReader> OpenAsync(TreePlan plan, Run run, Stream source, IncrementalHash? hash, CancellationToken cancellationToken)
    {
        if (source.CanSeek) source.Position = 0;
        var start = new byte[LookAt];
        var read = await source.ReadAtLeastAsync(start, LookAt, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var charset = XmlTree.CharsetOf(start.AsSpan(0, read), plan.Charset);
        // The mark is no part of the document; the hash has it all the same.
        var mark = Charset.ByMark(start.AsSpan(0, read)) is { } marked ? (marked is Gb ? Gb.Mark.Length : marked.Preamble.Length) : 0;
        hash?.AppendData(start, 0, mark);
        return new XmlRecordReader(plan, run, new SourceStream(start.AsMemory(mark, read - mark), source, hash), charset);
    }

    /// <summary>The next record, or null at the end. Throws <see cref="ValueFault"/> where the file cannot be read on.</summary>
    public async Task<TreeNode?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (_stands || await _reader.ReadAsync().ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                _stands = false;
                // What Element reads leaves the reader on an end that is not ours to close.
                if (_reader.NodeType == XmlNodeType.Element)
                {
                    if (Element() is { } record) return record;
                }
                else if (_reader.NodeType == XmlNodeType.EndElement && _reader.Depth < _plan.Path!.Count - 1)
                {
                    _open = _open?.Parent;
                }
            }
            if (!_rooted) throw new ValueFault("mapping.xml", "the document is empty: expected an XML element", place: "line 1");
            return null;
        }
        catch (XmlException e)
        {
            if (Bytes == 0) throw new ValueFault("mapping.xml", "the document is empty: expected an XML element", place: "line 1");
            throw XmlTree.Fault(e);
        }
        catch (DecoderFallbackException e)
        {
            var bytes = e.BytesUnknown is { } unknown ? string.Join(' ', unknown.Select(b => $"0x{b:X2}")) : "bytes";
            throw new ValueFault("mapping.charset", $"{bytes} is no character of {_text.CurrentEncoding.WebName}", place: $"after line {Lines}");
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _text.Dispose();
    }

    private TreeNode? Element()
    {
        var (depth, path) = (_reader.Depth, _plan.Path!);
        if (depth == 0)
        {
            _rooted = true;
            _open = _around.Start(null);
            _plan.SetRoot(_run, _open);
            if (_reader.IsEmptyElement) _open = null;
            return null;
        }
        if (depth < path.Count && _reader.LocalName == path[depth] && OpenDepth == depth) return depth == path.Count - 1 ? Record() : Above();
        var beside = _around.Element(_open);
        _open!.Add(beside);
        return null;
    }

    private int OpenDepth
    {
        get
        {
            var depth = 0;
            for (var node = _open; node is not null; node = node.Parent) depth++;
            return depth;
        }
    }

    private TreeNode? Above()
    {
        var node = _around.Start(_open);
        _open!.Add(node);
        if (!_reader.IsEmptyElement) _open = node;
        return null;
    }

    private TreeNode? Record()
    {
        Records++;
        if (Records <= Skip)
        {
            _reader.Skip();
            // Skip ends on the node after the element.
            _stands = !_reader.EOF;
            return null;
        }
        var node = new XmlBuilder(_reader, _plan.Limits).Element(_open);
        node.Number = Records;
        return node;
    }
}
