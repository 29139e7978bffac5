using Integration.CoreApp.Api;
using Integration.Hub.Access;
using Integration.Hub.Core.Configuration;
using Integration.Hub.OperationsConsole;
using Integration.Hub.Serving;

namespace Integration.Hub.Host.Hosting;

/// <summary>The core app's pages and API on this node, with the first administrator if nobody is there yet.</summary>
internal static class CoreAppPages
{
    public const string Administrator = "admin";

    /// <summary>Null: this node does not serve them.</summary>
    public static async Task<Site?> StartAsync(HubConfig config, Stores stores, ConsoleParts console, LogLevel logLevel, CancellationToken cancellationToken)
    {
        if (config.Web is not { } web)
            return null;
        if (await FirstAdministratorAsync(config, stores.CoreApp, cancellationToken) is { } password)
            Console.WriteLine($"First start: the administrator of the core app signs in at {web.Address} as {Administrator} with the password {password}  (shown this once; it is to be changed at the first sign-in)");
        var pages = new SiteOptions(web.Address,
        [
            new PageFolder("/ops", web.ConsolePages ?? Path.Combine(Places.Home, "hub", "console", "web", "dist"), "hub/console/web"),
            new PageFolder("", web.Pages ?? Path.Combine(Places.Home, "core-app", "web", "dist"), "core-app/web"),
        ]);
        return await Site.StartAsync(stores.CoreApp.Admission, [new CoreAppSite(stores.CoreApp), new ConsoleSite(console)], pages, logLevel, cancellationToken);
    }

    /// <summary>Null: there are people already, so nothing was made.</summary>
    private static async Task<string?> FirstAdministratorAsync(HubConfig config, CoreAppParts parts, CancellationToken cancellationToken)
    {
        if (await parts.People.AnyAsync(cancellationToken))
            return null;
        var audit = parts.Audit("first start");
        await UnitAsync(parts, config.OrgUnit, audit, cancellationToken);
        try
        {
            return await parts.People.AddAsync(Administrator, new PersonDetails(Administrator, "系统管理员 Administrator", config.OrgUnit, null, [Role.Administrator], ReachKind.Own), null, "hub", audit, cancellationToken);
        }
        catch (AccessRefusedException e) when (e.Code == "taken")
        {
            // Another node of this database was faster, and has told the password.
            return null;
        }
    }

    /// <summary>Makes a unit that is not there, named after its code until somebody names it.</summary>
    public static async Task UnitAsync(CoreAppParts parts, string code, AuditLog audit, CancellationToken cancellationToken)
    {
        if ((await parts.Units.ListAsync(cancellationToken)).Any(u => u.Code == code))
            return;
        var kind = code.Count(c => c == '.') switch { 0 => "group", 1 => "province", _ => "city" };
        await parts.Units.PutAsync(new OrgUnit(code, kind, code, code), "hub", audit, cancellationToken);
    }
}
