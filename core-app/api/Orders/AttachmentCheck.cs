using Integration.CoreApp.Api.Routes;
using Integration.Hub.Serving;

namespace Integration.CoreApp.Api.Orders;

/// <summary>What may be attached: documents and pictures that are what their name says.</summary>
internal static class AttachmentCheck
{
    public const long Largest = 10 * 1024 * 1024;

    private static readonly Dictionary<string, (string Type, byte[] Begins)> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = ("application/pdf", "%PDF-"u8.ToArray()),
        [".png"] = ("image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        [".jpg"] = ("image/jpeg", [0xFF, 0xD8, 0xFF]),
        [".jpeg"] = ("image/jpeg", [0xFF, 0xD8, 0xFF]),
        [".docx"] = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK\u0003\u0004"u8.ToArray()),
        [".xlsx"] = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK\u0003\u0004"u8.ToArray()),
        [".txt"] = ("text/plain", []),
        [".csv"] = ("text/csv", []),
    };

    /// <summary>Name and media type under which it is kept.</summary>
    /// <exception cref="ProblemException">422 at <c>file</c>.</exception>
    public static (string Name, string Type) Check(string fileName, byte[] body)
    {
        // Some browsers send the whole path.
        var name = Input.Text("file", fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..], 200);
        if (!Kinds.TryGetValue(Path.GetExtension(name), out var kind))
            throw Problems.Invalid("file", "notOneOf", ("allowed", string.Join(' ', Kinds.Keys)));
        if (body.Length > Largest)
            throw Upload.TooLong(Largest);
        // A text has no zero bytes in any of the charsets that are used here.
        if (!body.AsSpan().StartsWith(kind.Begins) || (kind.Begins.Length == 0 && body.AsSpan().Contains((byte)0)))
            throw Problems.Invalid("file", "badFormat");
        return (name, kind.Type);
    }
}
