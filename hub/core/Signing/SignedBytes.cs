using System.Security.Cryptography;
using System.Text;

namespace Integration.Hub.Core.Signing;

/// <summary>
/// Takes a document piece by piece, keeps the signature element apart and hashes all other bytes. Works on bytes: in UTF-8, GBK and GB18030
/// no other character has the byte of &lt; or &gt; in it.
/// </summary>
internal sealed class SignedBytes : IDisposable
{
    private const int LongestElement = 16 * 1024;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _open;
    private readonly byte[] _close;
    private readonly List<byte> _element = [];
    private readonly RootsEnd _after = new();
    private readonly byte[] _rest = new byte[4096];
    private int _filled;
    private int _matched;
    private long _position;
    private bool _inside;

    public SignedBytes(string element) => (_open, _close) = (Encoding.ASCII.GetBytes($"<{element}>"), Encoding.ASCII.GetBytes($"</{element}>"));

    /// <summary>How many elements there were.</summary>
    public int Elements { get; private set; }

    /// <summary>Byte at which the last one begins; -1: there is none.</summary>
    public long ElementAt { get; private set; } = -1;

    /// <summary>The element's text; null where it is not closed or too long.</summary>
    public string? Text { get; private set; }

    /// <summary>Nothing but the end tag of the root stands behind the last element.</summary>
    public bool IsLast => !_inside && _after.IsWhole;

    public void Add(ReadOnlySpan<byte> piece)
    {
        for (var i = 0; i < piece.Length; i++, _position++)
        {
            var wanted = _inside ? _close : _open;
            if (piece[i] != wanted[_matched])
            {
                // Only its first byte is '<', so a broken match can begin anew with this byte alone.
                GiveBack(wanted, _matched);
                _matched = piece[i] == wanted[0] ? 1 : 0;
                if (_matched == 0)
                    Take(piece[i]);
                continue;
            }
            if (++_matched == wanted.Length)
                Turn();
        }
    }

    public byte[] Hash()
    {
        GiveBack(_inside ? _close : _open, _matched);
        _matched = 0;
        Flush();
        return _hash.GetHashAndReset();
    }

    public void Dispose() => _hash.Dispose();

    private void Turn()
    {
        _after.Restart();
        if (!_inside)
        {
            (Elements, ElementAt) = (Elements + 1, _position + 1 - _open.Length);
            _element.Clear();
        }
        else
        {
            Text = _element.Count <= LongestElement ? Encoding.ASCII.GetString([.. _element]) : null;
        }
        (_inside, _matched) = (!_inside, 0);
    }

    private void GiveBack(byte[] wanted, int count)
    {
        for (var i = 0; i < count; i++)
            Take(wanted[i]);
    }

    private void Take(byte one)
    {
        if (_inside)
        {
            if (_element.Count <= LongestElement)
                _element.Add(one);
            return;
        }
        _after.Take(one);
        _rest[_filled++] = one;
        if (_filled == _rest.Length)
            Flush();
    }

    private void Flush()
    {
        _hash.AppendData(_rest, 0, _filled);
        _filled = 0;
    }
}
