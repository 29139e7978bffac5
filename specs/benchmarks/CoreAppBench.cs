using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Integration.CanonicalModel;
using Integration.Hub.Access;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Host.Hosting;
using Integration.Specs.Servers;
using Microsoft.Extensions.Logging;

namespace Integration.Specs.Benchmarks;

/// <summary>The core app on the data of a province: search, list and pages over HTTP, and the warnings' look at all customers, on PostgreSQL.</summary>
internal static class CoreAppBench
{
    private const int ProductsOfEach = 100, OrdersOfEach = 10, Months = 36, Asked = 300;
    private const string Password = "Bench-2026-Bench";
    private static readonly string[] Cities = ["杭州", "宁波", "温州", "嘉兴", "绍兴", "金华", "台州", "湖州"];
    private static readonly string[] Units = ["cn.zj.hz", "cn.zj.nb", "cn.zj.wz", "cn.zj.jx", "cn.zj.sx", "cn.zj.jh", "cn.zj.tz", "cn.zj.hu"];
    private static readonly string[] Trades = ["银行", "机床厂", "纺织集团", "国际大酒店", "大学", "人民医院", "保险公司", "化工厂", "物流公司", "公安局"];

    public static async Task RunAsync(int customers)
    {
        var folder = Directory.CreateTempSubdirectory("hub-bench-core-").FullName;
        await using var server = await PostgresServer.StartAsync();
        Directory.CreateDirectory(Path.Combine(folder, "adapters"));
        var (http, web) = ($"http://127.0.0.1:{Processes.FreePort()}", $"http://127.0.0.1:{Processes.FreePort()}");
        await File.WriteAllTextAsync(Path.Combine(folder, "hub.yaml"), $$"""
            node: bench
            http: {{http}}
            web: { address: "{{web}}", pages: "{{Path.Combine(Places.Home, "core-app", "web", "dist")}}" }
            store: { kind: postgres, connection: "{{await server.CreateDatabaseAsync("core")}}" }
            mappings: {{Path.Combine(Places.Home, "mappings")}}
            adapters: [{{Path.Combine(folder, "adapters")}}]
            orders: {}
            warnings: { at: "23:59" }
            """);
        try
        {
            await using var hub = await RunningHub.StartAsync(folder, TimeProvider.System, LogLevel.Error, CancellationToken.None);
            await FillAsync(hub, customers);
            await PagesAsync(hub, web, customers);
            await PaintBench.RunAsync(web, "bench", Password,
            [
                ("home", "/", ".shell-main h1"), ("customers: a list by part of a name", "/customers?text=银行", ".ant-table-row"), ("customer page", $"/customers/{Number(61)}", ".shell-main h1"),
                ("orders under way", "/orders", ".ant-table-row"),
            ]);
            await WarningsAsync(hub, customers);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FillAsync(RunningHub hub, int customers)
    {
        Console.WriteLine($"\nThe core app on PostgreSQL: {customers:N0} customers, {customers * ProductsOfEach:N0} products, {Months} months of bills, {customers * OrdersOfEach:N0} orders\n");
        var clock = Stopwatch.StartNew();
        await FillCustomersAsync(hub, customers);
        await using var connection = await hub.Stores.OpenAsync(CancellationToken.None);
        const string lineage = "now(), 1, 1, gen_random_uuid()";
        await RunAsync(connection, $"""
            INSERT INTO archive.product (customer_no, service_no, service_key, status, offering, offering_name, product_id, monthly_fen, installed_sources, installed_at, installed_sequence, installed_line, installed_message)
            SELECT 'C' || lpad(c::text, 8, '0'), '0571-' || lpad((c * {ProductsOfEach} + p)::text, 8, '0'), '0571' || lpad((c * {ProductsOfEach} + p)::text, 8, '0'), 'active', 'PSTN', '固定电话', 'P' || (c * {ProductsOfEach} + p), 3500, jsonb_build_object(), {lineage}
            FROM generate_series(0, {customers - 1}) c, generate_series(0, {ProductsOfEach - 1}) p
            """);
        await RunAsync(connection, $"""
            INSERT INTO archive.customer_bill (bill_no, account_no, customer_no, period, state, due_fen, paid_fen, arrears_fen, currency, items, bill_at, bill_sequence, bill_line, bill_message)
            SELECT 'B' || c || '-' || m, 'A' || c, 'C' || lpad(c::text, 8, '0'), to_char(now() - (m || ' months')::interval, 'YYYY-MM'), 'settled', 100000 + (c * 37 + m * 991) % 900000, 100000, 0, 'CNY', jsonb_build_array(), {lineage}
            FROM generate_series(0, {customers - 1}) c, generate_series(1, {Months}) m
            """);
        // One is really placed; the others are it under other numbers.
        await StepsBench.PostAsync(hub, StepsBench.Order(0, hub.Time.GetUtcNow()), 0, "order:0", CancellationToken.None);
        await hub.RestAsync(CancellationToken.None);
        await RunAsync(connection, $"""
            INSERT INTO orders.product_order (order_no, customer_no, name, state, org_unit, manager, ordered_at, ended_at, revision, placed, run, customer_name, manager_name, steps_total, steps_done)
            SELECT 'PO' || lpad((c * {OrdersOfEach} + o)::text, 9, '0'), 'C' || lpad(c::text, 8, '0'), '专线 ' || o, CASE WHEN o = 0 AND c % 4 = 0 THEN 'inProgress' ELSE 'completed' END, (ARRAY['{string.Join("','", Units)}'])[1 + c % {Units.Length}],
              'M' || c % 200, now() - ((c * {OrdersOfEach} + o) % 100000 || ' minutes')::interval, CASE WHEN o = 0 AND c % 4 = 0 THEN NULL ELSE now() END, 1, replace(really.placed, '{StepsBench.OrderNo(0)}', 'PO' || lpad((c * {OrdersOfEach} + o)::text, 9, '0')), replace(really.run, '{StepsBench.OrderNo(0)}', 'PO' || lpad((c * {OrdersOfEach} + o)::text, 9, '0')), '客户' || c, '经理', 13, CASE WHEN o = 0 THEN 3 ELSE 13 END
            FROM generate_series(0, {customers - 1}) c, generate_series(0, {OrdersOfEach - 1}) o, orders.product_order really
            WHERE really.order_no = '{StepsBench.OrderNo(0)}'
            """);
        await RunAsync(connection, """
            INSERT INTO orders.step (order_no, step_key, step, state, role, person, started_at, warn_at, due_at, title_zh, title_en)
            SELECT order_no, 'fee', 'fee', 'inProgress', 'billing', 1, now() - interval '1 day', now(), now() + interval '1 day', '费用确认', 'Confirm the fee' FROM orders.product_order WHERE ended_at IS NULL AND length(order_no) = 11
            """);
        await RunAsync(connection, "ANALYZE");
        Console.WriteLine($"filled in {clock.Elapsed.TotalSeconds:N0} s");
    }

    public static async Task FillCustomersAsync(RunningHub hub, int customers)
    {
        await Parallel.ForAsync(0, customers, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (n, cancel) =>
            await hub.Runtime.PostAsync(Posting.Envelope(Customer(n, hub.Time.GetUtcNow()), "core", Number(n), $"bench:{n}", hub.Time), cancel));
        await hub.RestAsync(CancellationToken.None);
    }

    private static async Task PagesAsync(RunningHub hub, string web, int customers)
    {
        var parts = hub.Stores.CoreApp;
        foreach (var (code, kind) in new[] { ("cn", "group"), ("cn.zj", "province") }.Concat(Units.Select(u => (u, "city"))))
            await parts.Units.PutAsync(new OrgUnit(code, kind, code, code), "bench", parts.Audit("bench"), CancellationToken.None);
        await parts.People.AddAsync("bench", new PersonDetails("S-bench", "测试", "cn.zj", null, [Role.Director], ReachKind.Unit), Password, "bench", parts.Audit("bench"), CancellationToken.None);
        using var client = new HttpClient { BaseAddress = new Uri(web) };
        (await client.PostAsJsonAsync("/api/sign-in", new { name = "bench", password = Password })).EnsureSuccessStatusCode();
        Console.WriteLine($"\n{"asked " + Asked + " times each",-44} {"p50 ms",8} {"p95 ms",8} {"most",8}");
        await TimeAsync(client, "search: part of a Chinese name", n => $"/api/search?q={Cities[n % Cities.Length][..1]}{Cities[n % Cities.Length][1..]}{Trades[n % Trades.Length]}");
        await TimeAsync(client, "search: two characters", n => $"/api/search?q={Trades[n % Trades.Length][..2]}");
        await TimeAsync(client, "search: pinyin initials", n => $"/api/search?q={(n % 2 == 0 ? "hzyh" : "nbjcc")}");
        await TimeAsync(client, "search: a phone number", n => $"/api/search?q=0571{n * 977 % (customers * ProductsOfEach):D8}");
        await TimeAsync(client, "list by name, level and unit", n => $"/api/customers?text={Trades[n % Trades.Length]}&level=gold&unit={Units[n % Units.Length]}");
        await TimeAsync(client, "customer page", n => $"/api/customers/{Number(n * 61 % customers)}");
        await TimeAsync(client, "customer page: products", n => $"/api/customers/{Number(n * 61 % customers)}/products");
        await TimeAsync(client, "customer page: consumption of 36 months", n => $"/api/customers/{Number(n * 61 % customers)}/consumption?months=36");
        await TimeAsync(client, "customer page: time line", n => $"/api/customers/{Number(n * 61 % customers)}/timeline");
        await TimeAsync(client, "orders under way, the newest first", _ => "/api/orders?open=true");
        await TimeAsync(client, "orders of one manager", n => $"/api/orders?manager=M{n % 200}");
        await TimeAsync(client, "tasks of a role", _ => "/api/tasks?role=billing");
        await TimeAsync(client, "executive's home", _ => "/api/figures/executive", 10);
    }

    private static async Task WarningsAsync(RunningHub hub, int customers)
    {
        var clock = Stopwatch.StartNew();
        var day = DateOnly.FromDateTime(hub.Time.GetLocalNow().DateTime);
        await hub.Runtime.PostAsync(Posting.Envelope(new WarningsDayBegan { Day = day, OccurredAt = hub.Time.GetUtcNow() }, "warnings", $"day:{day:yyyy-MM-dd}", "bench:day", hub.Time), CancellationToken.None);
        await hub.RestAsync("warnings", CancellationToken.None);
        var page = await hub.Stores.Warnings!.Queries.ListAsync(new CoreApp.Warnings.WarningFilter { Limit = 1 }, Integration.Hub.Reach.Everything, CancellationToken.None);
        Console.WriteLine($"\nwarnings: all {customers:N0} customers looked at for a day in {clock.Elapsed.TotalSeconds:N1} s, {page.Total:N0}{(page.Total >= CoreApp.Warnings.WarningQueries.CountedAtMost ? " or more" : "")} raised");
    }

    private static async Task TimeAsync(HttpClient client, string what, Func<int, string> path, int times = Asked)
    {
        var took = new List<double>();
        for (var n = 0; n < times + 10; n++)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await client.GetAsync(path(n));
            _ = await answer.Content.ReadAsByteArrayAsync();
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"{path(n)}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            // The first ones warm up.
            if (n >= 10)
                took.Add(clock.Elapsed.TotalMilliseconds);
        }
        took.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-44} {took[took.Count / 2],8:N1} {took[took.Count * 95 / 100],8:N1} {took[^1],8:N1}"));
    }

    private static async Task RunAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 1800);
        await command.ExecuteNonQueryAsync();
    }

    public static string Number(int n) => $"C{n:D8}";

    private static CustomerProfileChanged Customer(int n, DateTimeOffset now) => new()
    {
        CustomerNo = new(Number(n)), Name = $"{Cities[n % Cities.Length]}{Trades[n / Cities.Length % Trades.Length]}第{n}分部", Industry = Trades[n % Trades.Length], Status = CustomerStatus.Active,
        ServiceLevel = (n % 10) switch { 0 => ServiceLevel.Diamond, < 4 => ServiceLevel.Gold, _ => ServiceLevel.Silver }, OrgUnit = new(Units[n % Units.Length]),
        AccountManager = new StaffMember { StaffId = new($"M{n % 200}"), Name = $"经理{n % 200}" }, Contacts = [new Contact { Name = "李娜", Role = ContactRole.Technical, Phones = [$"139{n:D8}"], Birthday = new DateOnly(1980, 1 + (n % 12), 1 + (n % 28)) }], OccurredAt = now,
    };
}
