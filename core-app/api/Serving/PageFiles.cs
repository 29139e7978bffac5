using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Integration.CoreApp.Api.Serving;

/// <summary>The built pages, and the headers that every answer has.</summary>
internal static class PageFiles
{
    // Ant Design and ECharts write styles into elements; scripts come from this site's files alone.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private const string Missing = """
        <!doctype html><html lang="zh"><meta charset="utf-8"><title>Core app 大客户</title><body style="font:15px/1.6 system-ui,sans-serif;max-width:40rem;margin:4rem auto">
        <h1>The pages are not built 页面尚未生成</h1><p>The API answers under <code>/api</code>, but there is no folder of built pages.
        Build them with <code>npm ci &amp;&amp; npm run build</code> in <code>core-app/web</code>, then load this page again.</p></body></html>
        """;

    public static void Headers(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    public static void Use(WebApplication web, string? folder)
    {
        if (folder is null)
            return;
        // Files in assets have their content's hash in their name; the rest is asked for with its ETag each time.
        web.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new LateFolder(Path.GetFullPath(folder)),
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }

    /// <summary>The pages may be built while the hub runs: the folder is looked for when a file is asked for.</summary>
    private sealed class LateFolder(string folder) : IFileProvider
    {
        private PhysicalFileProvider? _files;

        public IFileInfo GetFileInfo(string subpath) => Files?.GetFileInfo(subpath) ?? new NotFoundFileInfo(subpath);

        public IDirectoryContents GetDirectoryContents(string subpath) => Files?.GetDirectoryContents(subpath) ?? NotFoundDirectoryContents.Singleton;

        public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

        private PhysicalFileProvider? Files => _files ?? (Directory.Exists(folder) ? _files = new PhysicalFileProvider(folder) : null);
    }

    /// <summary>Every address that is not the API's is the app's own: it knows what to show.</summary>
    public static async Task FallbackAsync(HttpContext context, string? folder)
    {
        if (context.Request.Method is not ("GET" or "HEAD") || Path.HasExtension(context.Request.Path.Value))
        {
            context.Response.StatusCode = 404;
            return;
        }
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        var index = folder is null ? null : Path.Combine(Path.GetFullPath(folder), "index.html");
        if (index is not null && File.Exists(index))
            await context.Response.SendFileAsync(index, context.RequestAborted);
        else
            await context.Response.WriteAsync(Missing, context.RequestAborted);
    }
}
