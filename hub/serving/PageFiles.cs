using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Integration.Hub.Serving;

/// <summary>The built pages, and the headers that every answer has.</summary>
public static class PageFiles
{
    // Ant Design and ECharts write styles into elements; scripts come from this site's files alone.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private const string Compressed = ".br";

    private static string Missing(string source) => $"""
        <!doctype html><html lang="zh"><meta charset="utf-8"><title>集成平台 Integration hub</title><body style="font:15px/1.6 system-ui,sans-serif;max-width:40rem;margin:4rem auto">
        <h1>The pages are not built 页面尚未生成</h1><p>The API answers, but there is no folder of built pages.
        Build them with <code>npm ci &amp;&amp; npm run build</code> in <code>{source}</code>, then load this page again.</p></body></html>
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

    public static void Use(WebApplication web, IReadOnlyList<PageFolder> pages)
    {
        foreach (var (path, folder, _) in pages)
        {
            if (folder is null)
                continue;
            var files = new LateFolder(Path.GetFullPath(folder));
            web.Use((context, next) =>
            {
                PreferCompressed(context, path, files);
                return next(context);
            });
            // Files in assets have their content's hash in their name; the rest is asked for with its ETag each time.
            web.UseStaticFiles(new StaticFileOptions
            {
                RequestPath = path,
                FileProvider = files,
                ContentTypeProvider = new CompressedTypes(),
                OnPrepareResponse = file =>
                {
                    var headers = file.Context.Response.Headers;
                    headers.CacheControl = file.Context.Request.Path.StartsWithSegments(path + "/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
                    headers.Vary = "Accept-Encoding";
                    if (file.File.Name.EndsWith(Compressed, StringComparison.Ordinal))
                        headers.ContentEncoding = "br";
                },
            });
        }
    }

    // Compressed when they were built; one that was not is compressed on its way.
    private static void PreferCompressed(HttpContext context, string path, LateFolder files)
    {
        var request = context.Request;
        if (request.Method is not ("GET" or "HEAD") || !request.Path.StartsWithSegments(path, StringComparison.Ordinal, out var file) || !Path.HasExtension(file.Value) || file.Value!.EndsWith(Compressed, StringComparison.Ordinal)
            || !request.Headers.AcceptEncoding.Any(e => e?.Contains("br", StringComparison.Ordinal) == true) || !files.GetFileInfo(file.Value + Compressed).Exists)
            return;
        request.Path += Compressed;
    }

    private sealed class CompressedTypes : IContentTypeProvider
    {
        private readonly FileExtensionContentTypeProvider _known = new();

        public bool TryGetContentType(string subpath, [MaybeNullWhen(false)] out string contentType) =>
            _known.TryGetContentType(subpath.EndsWith(Compressed, StringComparison.Ordinal) ? subpath[..^Compressed.Length] : subpath, out contentType);
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

    /// <summary>Every address that is not the API's is an app's own: it knows what to show.</summary>
    public static async Task FallbackAsync(HttpContext context, IReadOnlyList<PageFolder> pages)
    {
        var page = pages.FirstOrDefault(p => context.Request.Path.StartsWithSegments(p.Path, StringComparison.Ordinal));
        if (page is null || context.Request.Method is not ("GET" or "HEAD") || Path.HasExtension(context.Request.Path.Value))
        {
            context.Response.StatusCode = 404;
            return;
        }
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        var index = page.Folder is null ? null : Path.Combine(Path.GetFullPath(page.Folder), "index.html");
        if (index is not null && File.Exists(index))
            await context.Response.SendFileAsync(index, context.RequestAborted);
        else
            await context.Response.WriteAsync(Missing(page.Source), context.RequestAborted);
    }
}
