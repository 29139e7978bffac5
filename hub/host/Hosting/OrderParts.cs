using System.Data.Common;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive;
using Integration.CoreApp.Orders;
using Integration.CoreApp.Shared;
using Integration.Hub.Core.Configuration;
using Integration.Hub.MessageBox;

namespace Integration.Hub.Host.Hosting;

/// <summary>What a hub that carries out one-stop orders has beyond one that does not.</summary>
internal sealed class OrderParts
{
    private readonly OrdersSubscriber _orders;

    private OrderParts(TemplateShelf templates, OrdersSubscriber orders, OrderOffice office, ForecastWatch watch) => (Templates, _orders, Office, Watch) = (templates, orders, office, watch);

    public TemplateShelf Templates { get; }

    /// <summary>What pages about orders ask and do.</summary>
    public OrderOffice Office { get; }

    public IReadOnlyList<IInBoxSubscriber> Subscribers => [_orders];

    public IWatch Watch { get; }

    /// <summary>Null: the configuration does not ask for orders.</summary>
    /// <exception cref="ConfigurationException">Templates are not sound; carries the whole list.</exception>
    public static OrderParts? Make(HubConfig config, Func<CancellationToken, ValueTask<DbConnection>> open, MessageBoxStore box, TimeProvider time)
    {
        if (config.Orders is not { } orders)
            return null;
        var errors = new List<ConfigError>();
        var templates = new TemplateShelf(ReadTemplates(config, errors), box.Dialect);
        if (errors.Count > 0)
            throw new ConfigurationException(errors);
        var below = config.Peers.Select(p => p.Unit).Where(u => Covers(config.OrgUnit, u)).ToList();
        var units = new OrderUnits(ProvinceOf, u => Covers(config.OrgUnit, u.Value) && !below.Any(b => Covers(b, u.Value)));
        var calendar = new WorkingCalendar(orders.Zone, orders.Hours, orders.Closed, orders.Open);
        var durations = new StepDurations(box.Dialect, time);
        var subscriber = new OrdersSubscriber(templates, calendar, durations, ArchivedCustomers.OfAsync, units, time);
        return new OrderParts(templates, subscriber, new OrderOffice(open, box.RunInBoxAsync, c => box.NextNumberAsync("order", c), subscriber, templates, calendar, durations, units, box.Dialect, time),
            new ForecastWatch(open, box.Dialect, time));
    }

    /// <summary>The templates that come with the program and the operator's own, adding what is wrong with these to the list.</summary>
    public static IReadOnlyCollection<OrderTemplate> ReadTemplates(HubConfig config, List<ConfigError> errors)
    {
        if (config.Orders?.Templates is not { } folder || !Directory.Exists(folder))
            return TemplateLibrary.Shipped;
        var all = TemplateLibrary.Shipped.ToList();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                var template = TemplateJson.Read(File.ReadAllText(file), Path.GetFileName(file));
                if (all.FirstOrDefault(t => t.Template == template.Template && t.Version == template.Version) is { } taken)
                    errors.Add(new ConfigError(file, 1, $"{taken} is there already; a changed template takes the next version"));
                else
                    all.Add(template);
            }
            catch (TemplateException e)
            {
                errors.AddRange(e.Problems.Select(p => new ConfigError(file, 1, p.Message)));
            }
        }
        return all;
    }

    public void Route(Func<Envelope, IReadOnlyList<DeliveryPlan>> plan) => _orders.Routes = Office.Desk.Routes = plan;

    // group → province → local network: cn.zj.hz is in cn.zj.
    private static string ProvinceOf(OrgUnitCode unit) => string.Join('.', unit.Value.Split('.').Take(2));

    private static bool Covers(string above, string unit) => unit == above || unit.StartsWith(above + ".", StringComparison.Ordinal);
}
