using System.CommandLine;
using System.Runtime.InteropServices;
using Integration.Hub.Host.Demo;
using Integration.Hub.Host.Demo.Chapters;
using Integration.Hub.Host.Hosting;
using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Cli;

/// <summary>Running: run (a real deployment), up (with counterparts, stays up), demo (a day, then exits).</summary>
public static class RunVerbs
{
    public static IEnumerable<Command> All() => [Run(), Up(), Demo()];

    private static Option<bool> Server { get; } = new("--server") { Description = "PostgreSQL, RabbitMQ and SFTP instead of SQLite, queue tables and local folders" };

    private static Option<int?> Port { get; } = new("--port") { Description = "Port of the hub on loopback (default: 8080, or the next free one)" };

    private static Command Run() => Verb.Make("run", "Run one hub node from a configuration folder, without counterparts: the way it is deployed.",
        ["run --config /etc/hub"],
        async (parse, _, cancellationToken) =>
        {
            await using var hub = await RunningHub.StartAsync(parse.GetValue(Verb.Config)!.FullName, TimeProvider.System, LogLevel.Information, cancellationToken);
            await UntilStoppedAsync(cancellationToken);
            return 0;
        });

    private static Command Up() => Verb.Make("up", "Run the hub with counterparts of all its systems on loopback, play a morning, and stay up.",
        ["up", "up --server --port 9000"],
        async (parse, _, cancellationToken) =>
        {
            var server = parse.GetValue(Server);
            var folder = Path.Combine(Places.Data, server ? "run-server" : "run");
            await using var demo = await DemoWorld.StartAsync(folder, Address(parse.GetValue(Port)), server, returnEvery: 6, cancellationToken);
            await using var hub = await RunningHub.StartAsync((DemoGroup.Joined(demo) with { Web = Address(null, 8081) }).Write(Places.Home), TimeProvider.System, LogLevel.Warning, cancellationToken);
            await DemoPeople.MakeAsync(hub.Stores.CoreApp, demo.World, cancellationToken);
            await using var group = await DemoGroup.StartAsync(demo, cancellationToken);
            Console.WriteLine($"hub is up: {hub.Config.Http}");
            using var customerService = demo.CustomerService(hub.Config.Http);
            var scene = new DemoScene(hub, demo, DemoPlan.Morning);
            var day = new DemoDay(scene, new CustomerServiceChapter(scene, customerService), new PeerChapter(scene, group), said => Console.WriteLine("  ✔ " + said));
            await day.PlayAsync(cancellationToken);
            await OrdersOnTheWay.LeaveAsync(hub, demo.World, scene.Run, cancellationToken);
            Welcome.Print(hub, demo, day);
            await UntilStoppedAsync(cancellationToken);
            Console.WriteLine("Stopping …");
            return 0;
        }, Server, Port);

    private static Command Demo() => Verb.Make("demo", "Play a day on a fresh world, compare the hub's books with those of the counterparts; exit code 0 only if they agree.",
        ["demo", "demo --server", "demo --json"],
        async (parse, output, cancellationToken) =>
        {
            var folder = Path.Combine(Places.Data, "demo");
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            await using var demo = await DemoWorld.StartAsync(folder, Address(parse.GetValue(Port)), parse.GetValue(Server), returnEvery: 6, cancellationToken);
            await using var hub = await RunningHub.StartAsync(DemoGroup.Joined(demo).Write(Places.Home), TimeProvider.System, LogLevel.Error, cancellationToken);
            await using var group = await DemoGroup.StartAsync(demo, cancellationToken);
            using var customerService = demo.CustomerService(hub.Config.Http);
            var scene = new DemoScene(hub, demo, DemoPlan.Day);
            var day = new DemoDay(scene, new CustomerServiceChapter(scene, customerService), new PeerChapter(scene, group), said => Say(output, said));
            await day.PlayAsync(cancellationToken);
            var books = await DemoReport.MakeAsync(day, cancellationToken);
            DemoReport.Print(books, output);
            return books.Agrees ? 0 : 1;
        }, Server, Port);

    private static void Say(Output output, string said)
    {
        if (!output.Json)
            Console.WriteLine("  ✔ " + said);
    }

    private static string Address(int? port, int usual = 8080)
    {
        var free = port ?? (Specs.Servers.Processes.IsFree(usual) ? usual : Specs.Servers.Processes.FreePort());
        return $"http://127.0.0.1:{free}";
    }

    private static async Task UntilStoppedAsync(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        await using var cancelled = cancellationToken.Register(() => stopped.TrySetResult());
        await stopped.Task;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopped.TrySetResult();
        }
    }
}
