using System.Net;
using System.Net.Http.Json;
using Integration.Hub.Access;

namespace Integration.Specs.WebApi;

/// <summary>Signing in, being locked out, passwords and sessions that end, requests that another site makes.</summary>
public abstract class SignInSpecs(WebWorld world)
{
    [Fact]
    public async Task Five_wrong_passwords_lock_a_name_out_for_a_quarter_of_an_hour()
    {
        var name = await NewPersonAsync();
        using var browser = world.Browser();
        for (var i = 0; i < 4; i++)
            Assert.Equal("sign-in.wrong", (await browser.SignInAsync(name, "wrong-password-1")).Code);
        var locked = await browser.SignInAsync(name, "wrong-password-1");
        Assert.Equal(((HttpStatusCode)423, "sign-in.locked"), (locked.Status, locked.Code));
        Assert.Equal(world.Time.GetUtcNow().AddMinutes(15), locked["until"].GetDateTimeOffset());
        // The right one does not help now.
        Assert.Equal("sign-in.locked", (await browser.SignInAsync(name, WebWorld.Password)).Code);
        world.Time.Move(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.OK, (await browser.SignInAsync(name, WebWorld.Password)).Status);
    }

    [Fact]
    public async Task A_right_password_begins_the_count_anew()
    {
        var name = await NewPersonAsync();
        using var browser = world.Browser();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++)
                Assert.Equal("sign-in.wrong", (await browser.SignInAsync(name, "wrong-password-1")).Code);
            Assert.Equal(HttpStatusCode.OK, (await browser.SignInAsync(name, WebWorld.Password)).Status);
        }
    }

    [Fact]
    public async Task Who_is_not_there_is_refused_in_the_same_words_as_who_is_wrong()
    {
        using var browser = world.Browser();
        var nobody = await browser.SignInAsync("nobody-of-this-name", "wrong-password-1");
        Assert.Equal((HttpStatusCode.Unauthorized, "sign-in.wrong"), (nobody.Status, nobody.Code));
    }

    [Fact]
    public async Task An_administrator_locks_and_unlocks_and_sessions_end_at_once()
    {
        var name = await NewPersonAsync();
        using var theirs = await world.SignedInAsync(name);
        using var administrator = await AdministratorAsync();
        Assert.Equal("locked", (await administrator.PostAsync($"/api/users/{name}/lock", new { reason = "离职" }))["state"].GetString());
        Assert.Equal("session.none", (await theirs.GetAsync("/api/me")).Code);
        Assert.Equal("sign-in.locked", (await theirs.SignInAsync(name, WebWorld.Password)).Code);
        Assert.Equal("active", (await administrator.PostAsync($"/api/users/{name}/unlock", new { }))["state"].GetString());
        Assert.Equal(HttpStatusCode.OK, (await theirs.SignInAsync(name, WebWorld.Password)).Status);
        var audit = await administrator.GetAsync($"/api/audit?on={name}");
        Assert.Contains("离职", audit.Body.ToString());
        Assert.Contains(audit["items"].EnumerateArray(), e => e.GetProperty("what").GetString() == "user.lock" && e.GetProperty("who").GetString()!.StartsWith("admin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_first_password_is_to_be_changed_before_anything_else()
    {
        using var administrator = await AdministratorAsync();
        var name = WebWorld.Name("new");
        var made = await administrator.PostAsync("/api/users", new { name, staffId = name, displayName = "新人", orgUnit = "cn.zj", roles = new[] { "clerk" } });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var first = made["password"].GetString()!;
        using var browser = world.Browser();
        Assert.True((await browser.SignInAsync(name, first))["passwordExpired"].GetBoolean());
        Assert.Equal("password.expired", (await browser.GetAsync("/api/customers")).Code);
        Assert.Equal(["new:tooShort"], (await browser.PutAsync("/api/me/password", new { old = first, @new = "short-1" })).Fields);
        Assert.Equal(["new:tooSimple"], (await browser.PutAsync("/api/me/password", new { old = first, @new = "onlyletterswithoutend" })).Fields);
        Assert.Equal(["new:usedBefore"], (await browser.PutAsync("/api/me/password", new { old = first, @new = first })).Fields);
        Assert.Equal(["old:wrong"], (await browser.PutAsync("/api/me/password", new { old = "not-this-1", @new = "Another-2026-x" })).Fields);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PutAsync("/api/me/password", new { old = first, @new = "Another-2026-x" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/customers")).Status);
    }

    [Fact]
    public async Task A_password_gets_old_and_a_session_too()
    {
        var name = await NewPersonAsync();
        using var browser = await world.SignedInAsync(name);
        world.Time.Move(TimeSpan.FromHours(2));
        Assert.Equal("session.none", (await browser.GetAsync("/api/me")).Code);
        world.Time.Move(TimeSpan.FromDays(90));
        Assert.True((await browser.SignInAsync(name, WebWorld.Password))["passwordExpired"].GetBoolean());
        Assert.Equal("password.expired", (await browser.GetAsync("/api/customers")).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PutAsync("/api/me/password", new { old = WebWorld.Password, @new = "Moonlight-2027" })).Status);
        // Whoever goes on working is not thrown out within the day, and no session lasts for ever.
        for (var hour = 0; hour < 11; hour++)
        {
            world.Time.Move(TimeSpan.FromHours(1));
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/me")).Status);
        }

        world.Time.Move(TimeSpan.FromHours(1));
        Assert.Equal("session.none", (await browser.GetAsync("/api/me")).Code);
    }

    [Fact]
    public async Task Nothing_is_changed_without_the_token_of_the_session()
    {
        using var browser = await world.SignedInAsync(await NewPersonAsync());
        using var other = await world.SignedInAsync(await NewPersonAsync());
        foreach (var token in new[] { null, "", other.Token })
        {
            browser.Token = token;
            Assert.Equal("token.missing", (await browser.PutAsync("/api/me/language", new { language = "en" })).Code);
        }

        Assert.Equal("zh", (await browser.GetAsync("/api/me"))["language"].GetString());
    }

    [Theory, InlineData("Origin", "http://evil.example"), InlineData("Sec-Fetch-Site", "cross-site"), InlineData("Origin", "null")]
    public async Task Another_site_cannot_sign_anybody_in(string header, string value)
    {
        using var browser = world.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/sign-in") { Content = JsonContent.Create(new { name = "clerk", password = WebWorld.Password }) };
        request.Headers.Add(header, value);
        using var answer = await browser.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_cookie_is_for_this_site_alone_and_every_answer_says_what_a_page_may_load()
    {
        using var browser = world.Browser();
        var answer = await browser.SignInAsync(await NewPersonAsync(), WebWorld.Password);
        var cookie = Assert.Single(answer.Response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        var page = await browser.GetAsync("/customers/C1");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("npm run build", await page.Response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        foreach (var response in new[] { answer.Response, page.Response })
        {
            Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public async Task The_audit_log_takes_nothing_back()
    {
        using var browser = await world.SignedInAsync(await NewPersonAsync());
        await using var connection = await world.OpenAsync(TestContext.Current.CancellationToken);
        var table = world.Dialect == Hub.SqlDialect.PostgreSql ? "access.audit" : "access_audit";
        foreach (var attempt in new[] { $"UPDATE {table} SET who = 'somebody'", $"DELETE FROM {table}" })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = attempt;
            Assert.Contains("append-only", (await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken))).Message);
        }
    }

    // Of each test's own: other tests let months go by, and passwords get old.
    private async Task<Browser> AdministratorAsync()
    {
        var name = WebWorld.Name("admin");
        await world.PersonAsync(name, "cn", Role.Administrator);
        return await world.SignedInAsync(name);
    }

    private async Task<string> NewPersonAsync()
    {
        var name = WebWorld.Name("person");
        await world.PersonAsync(name, "cn.zj.hz", Role.Clerk);
        return name;
    }
}

public sealed class Sign_in_on_PostgreSql(WebOnPostgreSql world) : SignInSpecs(world), IClassFixture<WebOnPostgreSql>;

public sealed class Sign_in_on_Sqlite(WebOnSqlite world) : SignInSpecs(world), IClassFixture<WebOnSqlite>;
