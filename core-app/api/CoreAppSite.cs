using Integration.CoreApp.Api.Importing;
using Integration.CoreApp.Api.Orders;
using Integration.CoreApp.Api.Routes;
using Integration.CoreApp.Api.Warnings;
using Integration.CoreApp.Archive.Editing;
using Integration.CoreApp.Orders;
using Integration.Hub.Serving;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Integration.CoreApp.Api;

/// <summary>The core app's API on the site.</summary>
public sealed class CoreAppSite(CoreAppParts parts) : ISitePart
{
    public void Map(IEndpointRouteBuilder routes, Gate gate)
    {
        routes.MapSession(parts, gate);
        routes.MapPeople(parts);
        routes.MapFinding(parts);
        routes.MapCustomers(parts);
        routes.MapChanges(parts);
        routes.MapImports(parts);
        routes.MapPurge(parts);
        routes.MapMessages(parts);
        routes.MapOrders(parts);
        routes.MapOrderFiles(parts);
        routes.MapOrderChanges(parts);
        routes.MapTemplates(parts);
        routes.MapFigures(parts);
        routes.MapWarnings(parts);
        routes.MapWarningRules(parts);
    }

    public ProblemException? ProblemOf(Exception error) => error switch
    {
        InvalidEntryException i => Problems.Invalid([.. i.Problems.Select(p => new WrongField(p.Field, p.Code, p.Args))]),
        StaleEditException s => new ProblemException(412, "edit.stale", s.Message) { More = new Dictionary<string, object?> { ["current"] = s.Current, ["changes"] = s.Changes, ["etag"] = $"\"{s.Tag}\"" } },
        CustomerExistsException c => new ProblemException(409, "customer.exists", c.Message) { More = new Dictionary<string, object?> { ["customerNo"] = c.CustomerNo } },
        OrderRefusedException o => Problems.Refused(o.Code, o.Message, o.Step),
        TemplateException t => new ProblemException(422, "template.unsound", t.Message) { More = new Dictionary<string, object?> { ["problems"] = t.Problems.Select(Orders.ProblemView.Of).ToList() } },
        _ => null,
    };

    // Imports go on when nobody looks.
    public Task RunAsync(ILogger logger, CancellationToken cancellationToken) => parts.Imports.RunAsync(e => logger.LogError(e, "imports of customers wait: {Reason}", e.Message), cancellationToken);
}
