using System.Data.Common;
using Integration.CoreApp.Archive;
using Integration.CoreApp.Shared;
using Integration.CoreApp.Warnings;
using Integration.Hub.Access;
using Integration.Hub.Core.Configuration;
using Integration.Hub.MessageBox;

namespace Integration.Hub.Host.Hosting;

/// <summary>What a hub that raises warnings has beyond one that does not.</summary>
internal sealed class WarningParts
{
    private readonly WarningsSubscriber _warnings;

    private WarningParts(WarningsSubscriber warnings, DayWatch watch, WarningOffice office) => (_warnings, Watch, Office) = (warnings, watch, office);

    public IReadOnlyList<IInBoxSubscriber> Subscribers => [_warnings];

    public IWatch Watch { get; }

    /// <summary>What pages and the command line ask and do.</summary>
    public WarningOffice Office { get; }

    /// <summary>Null: the configuration does not ask for warnings.</summary>
    public static WarningParts? Make(HubConfig config, Func<CancellationToken, ValueTask<DbConnection>> open, MessageBoxStore box, People people, TimeProvider time)
    {
        if (config.Warnings is not { } warnings)
            return null;
        var orders = config.Orders ?? OrdersConfig.Usual(warnings.Zone);
        var calendar = new WorkingCalendar(orders.Zone, orders.Hours, orders.Closed, orders.Open);
        var archive = new WatchedArchive(box.Dialect);
        var subscriber = new WarningsSubscriber(archive, calendar, (staff, cancel) => SuperiorAsync(people, staff, cancel), time);
        return new WarningParts(subscriber, new DayWatch(calendar, warnings.At, time), new WarningOffice(open, box.RunInBoxAsync, subscriber, archive, calendar, box.Dialect, time));
    }

    public void Route(Func<Envelope, IReadOnlyList<DeliveryPlan>> plan) => _warnings.Routes = plan;

    private static async Task<string?> SuperiorAsync(People people, string staffId, CancellationToken cancellationToken) =>
        await people.FindStaffAsync(staffId, cancellationToken) is { Superior: { } superior } && await people.FindAsync(superior, cancellationToken) is { } above ? above.StaffId : null;
}
