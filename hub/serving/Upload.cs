using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Integration.Hub.Serving;

/// <summary>A form with one file.</summary>
public static class Upload
{
    /// <exception cref="ProblemException">There is no such form, or the file is too long.</exception>
    public static async Task<(string RequestId, IFormFile File)> ReadAsync(HttpContext context, long largest, CancellationToken cancel)
    {
        if (!context.Request.HasFormContentType)
            throw Problems.Invalid("file", "required");
        var form = await FormAsync(context, largest, cancel);
        var requestId = Input.RequestId(form["requestId"]);
        return form.Files is [{ Length: > 0 } file] ? (requestId, file) : throw Problems.Invalid("file", "required");
    }

    public static ProblemException TooLong(long largest) => Problems.Invalid("file", "tooLong", ("max", largest.ToString(CultureInfo.InvariantCulture)));

    private static async Task<IFormCollection> FormAsync(HttpContext context, long largest, CancellationToken cancel)
    {
        try
        {
            return await context.Request.ReadFormAsync(cancel);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == 413)
        {
            throw TooLong(largest);
        }
        catch (InvalidDataException)
        {
            throw Problems.Invalid("file", "badFormat");
        }
    }
}
