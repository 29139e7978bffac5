using System.Text;
using Microsoft.AspNetCore.Http;

namespace Integration.Hub.Serving;

/// <summary>Lists as files that a spreadsheet opens.</summary>
public static class Csv
{
    public static async Task WriteAsync(HttpResponse response, string fileName, IReadOnlyList<string> titles, IAsyncEnumerable<IReadOnlyList<string?>> rows, CancellationToken cancel)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename={fileName}";
        await using var writer = new StreamWriter(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(Line(titles).AsMemory(), cancel);
        await foreach (var cells in rows.WithCancellation(cancel))
            await writer.WriteLineAsync(Line(cells).AsMemory(), cancel);
    }

    public static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell));

    // A cell that a spreadsheet would take for a formula is a text, whatever somebody called a customer.
    private static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return "";
        var text = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + value : value;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
