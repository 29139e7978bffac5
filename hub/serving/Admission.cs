using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Integration.Hub.Access;

namespace Integration.Hub.Serving;

/// <summary>Who is let in, and how far.</summary>
/// <param name="AuditFrom">The audit log as somebody at an address writes it.</param>
public sealed record Admission(People People, SignIns SignIns, AccessRules Rules, TimeProvider Time, Func<string, AuditLog> AuditFrom)
{
    public AuditLog Audit(string origin) => AuditFrom(origin);
}

/// <summary>A part of the site: its routes, its own errors, and what it does beside.</summary>
public interface ISitePart
{
    void Map(IEndpointRouteBuilder routes, Gate gate);

    /// <summary>What its own hubs are made with.</summary>
    void Services(IServiceCollection services)
    {
    }

    /// <summary>Null: not an error of this part.</summary>
    ProblemException? ProblemOf(Exception error) => null;

    /// <summary>Goes on while the site stands, also when nobody looks.</summary>
    Task RunAsync(ILogger logger, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Built pages under a path of the site; the folder may be missing.</summary>
/// <param name="Path">Empty, or e.g. <c>/ops</c>.</param>
/// <param name="Source">Where they are built, for whoever finds them missing.</param>
public sealed record PageFolder(string Path, string? Folder, string Source);

/// <param name="Address">e.g. <c>http://127.0.0.1:8081</c>; port 0: a free one.</param>
/// <param name="Pages">The longest path first.</param>
public sealed record SiteOptions(string Address, IReadOnlyList<PageFolder> Pages);
