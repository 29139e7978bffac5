namespace Integration.Hub.Channels.Soap;

/// <summary>W3C trace context, the <c>traceparent</c> header.</summary>
internal static class TraceParent
{
    /// <summary>00-32 hex-16 hex-2 hex; anything else is not handed on.</summary>
    public static bool IsValid(string text) =>
        text.Length == 55 && text[2] == '-' && text[35] == '-' && text[52] == '-' && text.All(c => char.IsAsciiHexDigitLower(c) || c == '-');
}
