using System.Buffers;
using System.Text;
using Newtonsoft.Json;

namespace Integration.CanonicalModel;

/// <summary>
/// The wire form: JSON, UTF-8 without BOM, one line, camelCase, absent members left out. Reading is strict: an unknown
/// member, a missing required one, one given twice, a null, a value of another type is a <see cref="CanonicalJsonException"/>
/// that names the place. Writing refuses what reading would refuse.
/// </summary>
public static class CanonicalJson
{
    public const int MaxDepth = 32;

    // Throws on bytes that are not UTF-8 instead of replacing them: a silently changed name is worse than an error.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>One object.</summary>
    /// <exception cref="CanonicalJsonException">A member breaks the contract: too long, not printable, required but null.</exception>
    public static byte[] Serialize(object message)
    {
        using var target = new PooledUtf8Writer();
        Write(message, target, 1);
        return target.ToArray();
    }

    /// <summary>Many objects, one per line, each line ended.</summary>
    /// <exception cref="CanonicalJsonException">A member breaks the contract.</exception>
    public static byte[] SerializeBatch<T>(IEnumerable<T> messages)
        where T : notnull
    {
        using var target = new PooledUtf8Writer();
        long line = 0;
        foreach (var message in messages)
        {
            Write(message, target, ++line);
            target.Write('\n');
        }

        return target.ToArray();
    }

    /// <exception cref="CanonicalJsonException">The text does not keep the contract.</exception>
    public static T Deserialize<T>(ReadOnlyMemory<byte> json) => (T)Deserialize(json, typeof(T));

    /// <exception cref="CanonicalJsonException">The text does not keep the contract.</exception>
    public static object Deserialize(ReadOnlyMemory<byte> json, Type type) => Read(json.Span, WireForms.Of(type), line: 1);

    /// <summary>Many objects, one per line; blank lines are passed over.</summary>
    /// <exception cref="CanonicalJsonException">A line does not keep the contract; the exception says which.</exception>
    public static IReadOnlyList<T> DeserializeBatch<T>(ReadOnlyMemory<byte> lines)
    {
        var form = WireForms.Of(typeof(T));
        var all = new List<T>();
        foreach (var (number, line) in NdJson.Lines(lines))
            all.Add((T)Read(line.Span, form, number));
        return all;
    }

    private static void Write(object message, PooledUtf8Writer target, long line)
    {
        using var json = new JsonTextWriter(target) { ArrayPool = CharPool.Instance, CloseOutput = false };
        try
        {
            WireForms.Of(message.GetType()).WriteObject(json, message);
        }
        catch (FormatException e)
        {
            throw new CanonicalJsonException($"{e.Message} (at {Place(json.Path)}, line {line})", json.Path, line, e);
        }
    }

    private static object Read(ReadOnlySpan<byte> json, WireForm form, long line)
    {
        StrictJson.Check(json, line);
        var chars = ArrayPool<char>.Shared.Rent(Utf8.GetMaxCharCount(json.Length));
        try
        {
            using var text = new PooledCharReader(chars, Utf8.GetChars(json, chars));
            using var reader = new JsonTextReader(text)
            {
                ArrayPool = CharPool.Instance,
                DateParseHandling = DateParseHandling.None,
                FloatParseHandling = FloatParseHandling.Decimal,
                MaxDepth = MaxDepth,
            };
            return Read(reader, form, line);
        }
        catch (DecoderFallbackException e)
        {
            throw new CanonicalJsonException($"the text is not UTF-8 at byte {e.Index} (line {line})", "", line, e);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    private static object Read(JsonTextReader reader, WireForm form, long line)
    {
        try
        {
            reader.Read();
            return form.ReadObject(reader);
        }
        catch (Exception e) when (e is FormatException or JsonException or OverflowException)
        {
            throw new CanonicalJsonException($"{e.Message} (at {Place(reader.Path)}, line {line})", reader.Path, line, e);
        }
    }

    private static string Place(string path) => path.Length == 0 ? "the object itself" : path;
}
