using System.Security.Cryptography;
using System.Text;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Http;

namespace Integration.Hub.Serving;

/// <summary>Every request to the API passes here: who asks, is it this site's own page that asks, may this person do this.</summary>
public sealed class Gate(Admission parts)
{
    public const string CookieName = "hub-session";
    public const string TokenHeader = "X-Hub-Token";

    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (!Rule.Roots.Any(root => context.Request.Path.StartsWithSegments(root, StringComparison.Ordinal)))
        {
            await next(context);
            return;
        }
        CheckText(context);
        var rule = context.GetEndpoint()?.Metadata.GetMetadata<Rule>();
        var visitor = await VisitorAsync(context);
        if (rule is null)
            throw visitor is null ? NoSession() : Problems.NotFound(context.Request.Path);
        if (rule.SignedIn)
            Check(context, rule, visitor);
        else
            CheckOrigin(context);
        if (visitor is not null)
            context.Features.Set(visitor);
        // What a person sees is nobody else's, and is asked for anew.
        context.Response.Headers.CacheControl = "no-store";
        await next(context);
    }

    public AuditLog Audit(HttpContext context) => parts.Audit(context.Connection.RemoteIpAddress?.ToString() ?? "");

    public static void SetCookie(HttpContext context, string value) => context.Response.Cookies.Append(CookieName, value, Options(context));

    public static void DeleteCookie(HttpContext context) => context.Response.Cookies.Delete(CookieName, Options(context));

    private static CookieOptions Options(HttpContext context) => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/", IsEssential = true };

    private async Task<Visitor?> VisitorAsync(HttpContext context)
    {
        if (context.Request.Cookies[CookieName] is not { Length: > 0 and < 200 } cookie || await parts.SignIns.FindAsync(cookie, context.RequestAborted) is not { } session)
            return null;
        return new Visitor { Session = session, Cookie = cookie, Reach = await parts.People.ReachAsync(session.Person, context.RequestAborted), Audit = Audit(context) };
    }

    private void Check(HttpContext context, Rule rule, Visitor? visitor)
    {
        if (visitor is null)
            throw NoSession();
        if (IsUnsafe(context) && !Same(context.Request.Headers[TokenHeader].ToString(), visitor.Session.Token))
            throw new ProblemException(403, "token.missing", $"the header {TokenHeader} is missing or wrong; GET /api/me tells the token");
        if (!rule.Always && parts.Rules.IsExpired(visitor.Person, parts.Time.GetUtcNow()))
            throw new ProblemException(403, "password.expired", "the password is to be changed first: PUT /api/me/password");
        if (rule.Right is { } right && !visitor.Person.Rights.Contains(right))
            throw new ProblemException(403, "right.missing", $"this needs the right {right}") { More = new Dictionary<string, object?> { ["right"] = right } };
    }

    // Before there is a session there is no token: browsers tell where a request comes from, and another site's is refused.
    private static void CheckOrigin(HttpContext context)
    {
        var site = context.Request.Headers["Sec-Fetch-Site"].ToString();
        var origin = context.Request.Headers.Origin.ToString();
        if (IsUnsafe(context) && (site is "cross-site" or "same-site" || (origin.Length > 0 && (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || from.Authority != context.Request.Host.Value))))
            throw new ProblemException(403, "token.missing", $"the request comes from {origin}, which is not this site");
    }

    // No store takes it, and nobody types it.
    private static void CheckText(HttpContext context)
    {
        var query = context.Request.Query.FirstOrDefault(q => q.Value.Any(v => v is { Length: > 2000 } || IsBad(v)));
        if (query.Key is not null || IsBad(context.Request.Path.Value))
            throw Problems.Invalid(query.Key ?? "path", "badCharacter");
    }

    private static bool IsBad(string? text) => text is not null && (text.Contains('\0') || text.Contains('\ufffd') || !text.IsNormalizedSafely());

    private static bool IsUnsafe(HttpContext context) => context.Request.Method is not ("GET" or "HEAD" or "OPTIONS");

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static ProblemException NoSession() => new(401, "session.none", "sign in first: POST /api/sign-in");
}

public static class TextChecks
{
    /// <summary>False: there is half of a pair of surrogates in it.</summary>
    public static bool IsNormalizedSafely(this string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return false;
        }
        return true;
    }
}
