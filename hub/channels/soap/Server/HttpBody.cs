using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Integration.Hub.Channels.Soap;

/// <summary>Reads a request's body, bounded in size and time.</summary>
internal static class HttpBody
{
    /// <summary>The caller disposes the result. Throws <see cref="SoapFaultException"/> with HTTP 400, 408 or 413.</summary>
    public static async Task<PooledStream> ReadAsync(HttpContext http, SoapServerOptions options, CancellationToken cancellationToken)
    {
        var max = options.Limits.MaxBytes;
        if (http.Request.ContentLength > max)
            throw TooLarge(max);
        // The server's own limit would come without a SOAP fault; this reading counts itself.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = null;
        using var timeout = new CancellationTokenSource(options.BodyTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var body = new PooledStream((int)Math.Clamp(http.Request.ContentLength ?? 0, 8 * 1024, max));
        try
        {
            await FillAsync(body, http.Request.Body, max, either.Token);
            return body.Length > 0 ? body : throw Wrong(400, "The request has no body; a SOAP envelope is expected.");
        }
        catch (Exception failed)
        {
            await body.DisposeAsync();
            if (failed is OperationCanceledException && timeout.IsCancellationRequested)
                throw Wrong(408, $"The request did not arrive whole within {options.BodyTimeout.TotalSeconds} s.");
            if (failed is BadHttpRequestException bad && !cancellationToken.IsCancellationRequested)
                throw Wrong(bad.StatusCode, $"The request could not be read: {bad.Message}");
            throw;
        }
    }

    private static async Task FillAsync(PooledStream body, Stream source, int max, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await source.ReadAsync(body.Free(4096), cancellationToken);
            if (read == 0)
                return;
            body.Advance(read);
            if (body.Length > max)
                throw TooLarge(max);
        }
    }

    private static SoapFaultException TooLarge(int max) => Wrong(413, $"The message is larger than {max} bytes, which is the most that is accepted here.");

    private static SoapFaultException Wrong(int status, string reason) => new(SoapFault.Client(reason) with { Status = status });
}
