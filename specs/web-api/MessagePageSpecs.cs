using System.Net;
using System.Text;
using System.Text.Json;
using Integration.CanonicalModel;
using Integration.Hub;
using Integration.Hub.Access;

namespace Integration.Specs.WebApi;

/// <summary>Everything about one message over the web, on either store.</summary>
public abstract class MessagePageSpecs(WebWorld world)
{
    private const string Customer = "机床厂张三丰";

    static MessagePageSpecs() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public async Task A_viewer_sees_the_message_and_not_whom_it_names_and_a_repairer_looks_and_is_noted()
    {
        var id = await SaidAsync();
        using var viewer = await world.SignedInAsync(Role.Viewer);
        using var repairer = await world.SignedInAsync(Role.Repairer);

        var message = await viewer.GetAsync($"/ops/api/messages/{id}");
        Assert.True(message["masked"].GetBoolean());
        Assert.DoesNotContain(Customer, message.Body.GetRawText());
        Assert.DoesNotContain("13805711234", message.Body.GetRawText());
        Assert.Equal("parked", message["deliveries"][0].GetProperty("state").GetString());
        Assert.Equal($"hub show {id}", message["command"].GetString());
        Assert.Equal("right.missing", (await viewer.GetAsync($"/ops/api/messages/{id}/bodies/0?unmask=true")).Code);
        Assert.Equal("right.missing", (await viewer.GetAsync($"/ops/api/messages/{id}?unmask=true")).Code);
        Assert.DoesNotContain(Customer, (await viewer.GetAsync($"/ops/api/messages/{id}/bodies/0"))["text"].GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync($"/ops/api/messages/{id}/bodies/1/download")).Status);

        Assert.Contains(Customer, (await repairer.GetAsync($"/ops/api/messages/{id}/bodies/0?unmask=true"))["text"].GetString());
        Assert.DoesNotContain(Customer, (await repairer.GetAsync($"/ops/api/messages/{id}/bodies/0"))["text"].GetString());
        Assert.DoesNotContain(Customer, (await repairer.GetAsync($"/ops/api/messages/{id}")).Body.GetRawText());
        Assert.Contains(Customer, (await repairer.GetAsync($"/ops/api/messages/{id}?unmask=true")).Body.GetRawText());
        var bytes = await repairer.Http.GetByteArrayAsync(new Uri($"/ops/api/messages/{id}/bodies/1/download", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(Raw(), bytes);
        using var administrator = await world.SignedInAsync(Role.Administrator);
        var audit = await administrator.GetAsync($"/api/audit?on={id}");
        Assert.Equal(["message.download", "message.unmask", "message.unmask"], audit["items"].EnumerateArray().Select(a => a.GetProperty("what").GetString()).Order());
    }

    [Fact]
    public async Task Bodies_are_told_in_their_own_characters_and_a_part_at_a_time()
    {
        var id = await SaidAsync();
        using var repairer = await world.SignedInAsync(Role.Repairer);

        var bodies = (await repairer.GetAsync($"/ops/api/messages/{id}/bodies")).Body.EnumerateArray().ToList();
        Assert.Equal(["canonical", "raw"], bodies.Select(b => b.GetProperty("stage").GetString()));
        Assert.Equal(("gb18030", Raw().Length), (bodies[1].GetProperty("charset").GetString(), bodies[1].GetProperty("size").GetInt32()));
        var whole = await repairer.GetAsync($"/ops/api/messages/{id}/bodies/1?unmask=true");
        Assert.Contains(Customer, whole["text"].GetString());
        var (first, rest) = (await repairer.GetAsync($"/ops/api/messages/{id}/bodies/1?unmask=true&limit=10"), await repairer.GetAsync($"/ops/api/messages/{id}/bodies/1?unmask=true&offset=10"));
        Assert.Equal(whole["text"].GetString(), first["text"].GetString() + rest["text"].GetString());
        Assert.Equal(whole["text"].GetString()!.Length, first["total"].GetInt32());
        Assert.Equal("not.found", (await repairer.GetAsync($"/ops/api/messages/{id}/bodies/7")).Code);
        Assert.Equal("not.found", (await repairer.GetAsync($"/ops/api/messages/{Guid.NewGuid()}")).Code);
    }

    [Fact]
    public async Task Its_way_is_told_in_the_order_of_time_and_what_it_caused_hangs_on_it()
    {
        var id = await SaidAsync();
        var effect = await SaidAsync(cause: id);
        using var viewer = await world.SignedInAsync(Role.Viewer);

        var hops = (await viewer.GetAsync($"/ops/api/messages/{id}/hops")).Body.EnumerateArray().ToList();
        Assert.Equal(["received", "translated", "accepted", "parked"], hops.Select(h => h.GetProperty("kind").GetString()));
        Assert.Equal(hops.Select(h => h.GetProperty("at").GetDateTimeOffset()).Order(), hops.Select(h => h.GetProperty("at").GetDateTimeOffset()));
        Assert.DoesNotContain(Customer, JsonSerializer.Serialize(hops));

        var graph = await viewer.GetAsync($"/ops/api/messages/{effect}/graph");
        Assert.Equal(new[] { id, effect }.Order(), graph["nodes"].EnumerateArray().Select(n => n.GetProperty("id").GetString()!).Order());
        var edge = Assert.Single(graph["edges"].EnumerateArray());
        Assert.Equal((id, effect), (edge.GetProperty("from").GetString(), edge.GetProperty("to").GetString()));
    }

    [Fact]
    public async Task What_was_found_is_taken_out_as_a_table_or_as_lines_by_who_may()
    {
        var id = await SaidAsync();
        using var viewer = await world.SignedInAsync(Role.Viewer);
        using var operators = await world.SignedInAsync(Role.Operator);

        Assert.Equal("right.missing", (await viewer.GetAsync($"/ops/api/messages/export?q=id:{id}")).Code);
        var csv = await operators.Http.GetStringAsync(new Uri($"/ops/api/messages/export?q=id:{id}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(2, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains($"{id},TroubleTicketRaised@1,customer-service,CS-2", csv);
        var lines = await operators.Http.GetStringAsync(new Uri($"/ops/api/messages/export?q=id:{id}&format=jsonl", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(id, JsonDocument.Parse(Assert.Single(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))).RootElement.GetProperty("id").GetString());
        Assert.Equal(["format:notOneOf"], (await operators.GetAsync($"/ops/api/messages/export?format=xls")).Fields);
    }

    [Fact]
    public async Task A_parked_message_gets_another_body_that_fits_its_type_and_goes_once()
    {
        var id = await SaidAsync(type: nameof(TroubleTicketStateChanged), body: Ticket);
        using var repairer = await world.SignedInAsync(Role.Repairer);
        object Edit(string body) => new { requestId = Guid.NewGuid().ToString("n"), to = "N97-1", body, reason = "the phone was wrong" };

        Assert.Equal("right.missing", (await (await world.SignedInAsync(Role.Operator)).PostAsync($"/ops/api/messages/{id}/edits", Edit(Ticket))).Code);
        var wrong = await repairer.PostAsync($"/ops/api/messages/{id}/edits", Edit("{\"ticketNo\": 5}"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "body.invalid"), (wrong.Status, wrong.Code));
        Assert.Equal("body.invalid", (await repairer.PostAsync($"/ops/api/messages/{id}/edits", Edit("{"))).Code);
        Assert.Equal(["body:required"], (await repairer.PostAsync($"/ops/api/messages/{id}/edits", Edit(" "))).Fields);

        Assert.Equal(HttpStatusCode.Created, (await repairer.PostAsync($"/ops/api/messages/{id}/edits", Edit(Ticket.Replace("13805711234", "13805719999", StringComparison.Ordinal)))).Status);
        Assert.Equal("ready", (await repairer.GetAsync($"/ops/api/messages/{id}"))["deliveries"][0].GetProperty("state").GetString());
        var again = await repairer.PostAsync($"/ops/api/messages/{id}/edits", Edit(Ticket));
        Assert.Equal("delivery.not-parked", again["reason"].GetString());
        var kept = (await repairer.GetAsync($"/ops/api/edits?message={id}"))["items"][0];
        Assert.Equal(("sent", "solution"), (kept.GetProperty("state").GetString(), kept.GetProperty("changes")[0].GetProperty("at").GetString()));
        Assert.DoesNotContain("13805719999", kept.GetRawText());
        Assert.Contains("13805719999", (await repairer.GetAsync($"/ops/api/edits/{kept.GetProperty("edit").GetString()}?unmask=true")).Body.GetRawText());
        Assert.Contains("edited", (await repairer.GetAsync($"/ops/api/messages/{id}/hops")).Body.EnumerateArray().Select(h => h.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Where_two_have_to_agree_an_edit_waits_for_another_person_and_then_goes()
    {
        var id = await SaidAsync(type: nameof(TroubleTicketStateChanged), body: Ticket, to: "BIL-4");
        using var repairer = await world.SignedInAsync(Role.Repairer);
        using var second = await world.SignedInAsync(Role.HubAdministrator);
        using var viewer = await world.SignedInAsync(Role.Viewer);
        var request = new { requestId = Guid.NewGuid().ToString("n"), to = "BIL-4", body = Ticket.Replace("13805711234", "13805719999", StringComparison.Ordinal), reason = "the phone was wrong" };

        var made = await repairer.PostAsync($"/ops/api/messages/{id}/edits", request);
        var edit = made["edit"].GetString()!;
        Assert.Equal((HttpStatusCode.Created, "waiting", true), (made.Status, made["state"].GetString(), made["own"].GetBoolean()));
        Assert.Equal(edit, (await repairer.PostAsync($"/ops/api/messages/{id}/edits", request))["edit"].GetString());
        Assert.Equal("parked", (await viewer.GetAsync($"/ops/api/messages/{id}"))["deliveries"][0].GetProperty("state").GetString());
        Assert.Contains(edit, (await viewer.GetAsync("/ops/api/edits?state=waiting")).Body.GetRawText());
        Assert.DoesNotContain("13805719999", (await viewer.GetAsync($"/ops/api/edits/{edit}")).Body.GetRawText());
        Assert.Equal("right.missing", (await viewer.GetAsync($"/ops/api/edits/{edit}?unmask=true")).Code);
        Assert.Equal("right.missing", (await viewer.PostAsync($"/ops/api/edits/{edit}/approve", new { })).Code);
        Assert.Equal("edit.own-approval", (await repairer.PostAsync($"/ops/api/edits/{edit}/approve", new { }))["reason"].GetString());
        Assert.Equal(["reason:required"], (await second.PostAsync($"/ops/api/edits/{edit}/refuse", new { })).Fields);
        Assert.Equal(["state:notOneOf"], (await viewer.GetAsync("/ops/api/edits?state=lost")).Fields);

        Assert.Equal("sent", (await second.PostAsync($"/ops/api/edits/{edit}/approve", new { reason = "right" }))["state"].GetString());
        Assert.Equal("ready", (await viewer.GetAsync($"/ops/api/messages/{id}"))["deliveries"][0].GetProperty("state").GetString());
        Assert.Equal("edit.decided", (await repairer.PostAsync($"/ops/api/edits/{edit}/refuse", new { reason = "no" }))["reason"].GetString());
        Assert.Equal("not.found", (await second.PostAsync($"/ops/api/edits/{Guid.NewGuid()}/approve", new { })).Code);
    }

    [Fact]
    public async Task A_message_is_replayed_once_per_request_to_a_taker_that_there_is()
    {
        var id = await SaidAsync();
        using var repairer = await world.SignedInAsync(Role.Repairer);
        var request = new { requestId = Guid.NewGuid().ToString("n"), to = "archive", reason = "it was down" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => repairer.PostAsync($"/ops/api/messages/{id}/replay", request)));
        Assert.All(answers, a => Assert.Equal((HttpStatusCode.Accepted, "archive"), (a.Status, a["to"].GetString())));
        var message = await repairer.GetAsync($"/ops/api/messages/{id}");
        Assert.Equal(["N97-1", "archive"], message["deliveries"].EnumerateArray().Select(d => d.GetProperty("to").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal("replay", Assert.Single(message["audit"].EnumerateArray()).GetProperty("action").GetString());
        Assert.Equal("delivery.unfinished", (await repairer.PostAsync($"/ops/api/messages/{id}/replay", new { requestId = Guid.NewGuid().ToString("n"), to = "archive", reason = "again" }))["reason"].GetString());
        Assert.Equal("replay.unknown-receiver", (await repairer.PostAsync($"/ops/api/messages/{id}/replay", new { requestId = Guid.NewGuid().ToString("n"), to = "nobody", reason = "again" }))["reason"].GetString());
        Assert.Equal("replay.not-received", (await repairer.PostAsync($"/ops/api/messages/{id}/replay", new { requestId = Guid.NewGuid().ToString("n"), from = "received", reason = "again" }))["reason"].GetString());
        Assert.Equal(["from:notOneOf"], (await repairer.PostAsync($"/ops/api/messages/{id}/replay", new { requestId = Guid.NewGuid().ToString("n"), from = "sent", to = "archive", reason = "again" })).Fields);
        Assert.Equal("archive", (await repairer.GetAsync($"/ops/api/messages/{id}/replay")).Body.EnumerateArray().Select(w => w.GetProperty("to").GetString()).Last());
        Assert.Equal("not.found", (await repairer.PostAsync($"/ops/api/messages/{Guid.NewGuid()}/replay", request)).Code);
    }

    private static readonly string Ticket = Encoding.UTF8.GetString(CanonicalJson.Serialize(new TroubleTicketStateChanged
    {
        TicketNo = new("T-1"), State = TicketState.Resolved, Solution = "13805711234", OccurredAt = DateTimeOffset.UnixEpoch,
    }));

    private static byte[] Raw() => Encoding.GetEncoding("gb18030").GetBytes($"<report><customerName>{Customer}</customerName><contactPhone>13805711234</contactPhone></report>");

    private async Task<string> SaidAsync(string? cause = null, string type = "TroubleTicketRaised", string? body = null, string to = "N97-1")
    {
        var at = world.Time.GetUtcNow();
        var id = MessageId.New(at);
        var envelope = new Envelope
        {
            Id = id, Type = type, Source = "customer-service", Interface = "CS-2", Body = Encoding.UTF8.GetBytes(body ?? $"{{\"customerName\":\"{Customer}\",\"phone\":\"13805711234\"}}"),
            ConversationId = cause ?? id.ToString(), CausationId = cause is null ? null : MessageId.TryParse(cause, out var c) ? c : null, ReceivedAt = at, TranslatedAt = at, Keys = [new SearchKey("phone", "13805711234")],
        };
        var failure = new Failure(FailureKind.Business, "soap.fault.Business", $"{Customer} is not known", "line 7");
        await world.Box.AcceptAsync(new AcceptItem(envelope, [new DeliveryPlan(to, Parked: failure)], [new Payload(PayloadKind.Raw, Raw(), "text/xml; charset=gb18030", "CS-2")]), TestContext.Current.CancellationToken);
        return id.ToString();
    }
}

public sealed class MessagePage_on_PostgreSql(WebOnPostgreSql world) : MessagePageSpecs(world), IClassFixture<WebOnPostgreSql>;

public sealed class MessagePage_on_Sqlite(WebOnSqlite world) : MessagePageSpecs(world), IClassFixture<WebOnSqlite>;
