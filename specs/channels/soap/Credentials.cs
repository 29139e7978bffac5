using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Integration.Hub;
using Integration.Hub.Channels.Soap;
using Integration.Specs.Servers;

namespace Integration.Specs.Channels.Soap;

public sealed class Only_callers_with_the_right_credential_come_in : IAsyncLifetime
{
    private const string Wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private const string Wsu = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private const string Profile = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#";
    private const string Now = "2026-11-22T08:00:00Z";

    private readonly ManualTimeProvider _time = Some.Clock();
    private SoapHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SoapHost.StartAsync(Options(SoapCredentialKinds.All));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task By_HTTP_basic()
    {
        var answer = await _host.PostAsync(Some.Envelope(Some.Query), SoapVersion.Soap11, Basic("客服", "密码:1"));

        Assert.False(answer.IsFault);
        Assert.Equal("customer-service", _host.Sink.Last.Caller);
    }

    [Theory]
    [InlineData("客服", "wrong")]
    [InlineData("客服", "")]
    [InlineData("nobody", "密码:1")]
    [InlineData("nopassword", "")]
    [InlineData("nobody", "\0nobody")]
    public async Task And_not_by_wrong_HTTP_basic(string user, string password)
    {
        var answer = await _host.PostAsync(Some.Envelope(Some.Query), SoapVersion.Soap11, Basic(user, password));

        AssertRefused(answer, 401, "FailedAuthentication", "User name, password or certificate is not right.");
        Assert.StartsWith("Basic", answer.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("Basic !!!")]
    [InlineData("Basic bm9jb2xvbg==")]
    public async Task And_not_by_broken_HTTP_basic(string header)
    {
        var answer = await _host.PostAsync(Some.Envelope(Some.Query), SoapVersion.Soap11, ("Authorization", header));

        AssertRefused(answer, 401, "FailedAuthentication", "not Base64 of user:password");
    }

    [Fact]
    public async Task And_not_without_any()
    {
        var answer = await _host.PostAsync(Some.Envelope(Some.Query));

        AssertRefused(answer, 401, "FailedAuthentication", "No credential was sent.");
    }

    [Theory]
    [InlineData(SoapVersion.Soap11)]
    [InlineData(SoapVersion.Soap12)]
    public async Task By_a_UsernameToken_with_text_or_digest(SoapVersion version)
    {
        var text = await _host.PostAsync(Some.Envelope(Some.Query, version, Text("客服", "密码:1")), version);
        var digest = await _host.PostAsync(Some.Envelope(Some.Query, version, Digest("客服", "密码:1", Now)), version);

        Assert.False(text.IsFault, text.Text);
        Assert.False(digest.IsFault, digest.Text);
        Assert.All(_host.Sink.Requests, r => Assert.Equal("customer-service", r.Caller));
        Assert.All(_host.Sink.Requests, r => Assert.DoesNotContain("密码", r.Headers));
    }

    [Theory]
    [InlineData(SoapVersion.Soap11, 500)]
    [InlineData(SoapVersion.Soap12, 400)]
    public async Task And_not_by_a_digest_of_a_wrong_password(SoapVersion version, int status)
    {
        var answer = await _host.PostAsync(Some.Envelope(Some.Query, version, Digest("客服", "wrong", Now)), version);

        AssertRefused(answer, status, "FailedAuthentication", "is not right");
    }

    [Fact]
    public async Task And_not_by_a_wrong_token_beside_a_right_basic()
    {
        var answer = await _host.PostAsync(Some.Envelope(Some.Query, header: Text("客服", "wrong")), SoapVersion.Soap11, Basic("客服", "密码:1"));

        AssertRefused(answer, 500, "FailedAuthentication", "is not right");
    }

    [Fact]
    public async Task And_not_twice_by_the_same_nonce()
    {
        var envelope = Some.Envelope(Some.Query, header: Digest("客服", "密码:1", Now));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _host.PostAsync(envelope)));

        Assert.Single(answers, a => !a.IsFault);
        Assert.All(answers.Where(a => a.IsFault), a => Assert.Equal("InvalidSecurityToken", a.Code));
        Assert.Contains("This Nonce was used before", answers.First(a => a.IsFault).Reason);
        Assert.Single(_host.Sink.Requests);
    }

    [Theory]
    [InlineData("2026-11-22T07:54:59Z", "MessageExpired", "older than 300 s")]
    [InlineData("2026-11-22T08:01:01Z", "InvalidSecurityToken", "lies in the future")]
    [InlineData("yesterday", "InvalidSecurityToken", "is not a date and time")]
    public async Task And_not_by_a_token_out_of_its_time(string created, string code, string reason)
    {
        var answer = await _host.PostAsync(Some.Envelope(Some.Query, header: Digest("客服", "密码:1", created)));

        AssertRefused(answer, 500, code, reason);
    }

    [Theory]
    [InlineData("<w:UsernameToken><w:Username>客服</w:Username></w:UsernameToken>", "InvalidSecurityToken", "needs Username and Password")]
    [InlineData("<w:UsernameToken><w:Username>客服</w:Username><w:Password Type='urn:other'>x</w:Password></w:UsernameToken>", "InvalidSecurityToken", "is not known")]
    [InlineData("<w:UsernameToken><w:Username>客服</w:Username><w:Password Type='" + Profile + "PasswordDigest'>AAAA</w:Password></w:UsernameToken>", "InvalidSecurityToken", "needs a Nonce")]
    [InlineData("<w:UsernameToken><w:Username>客服</w:Username><w:Password Type='" + Profile + "PasswordDigest'>AAAA</w:Password><w:Nonce>!</w:Nonce></w:UsernameToken>", "InvalidSecurityToken", "Nonce is not Base64")]
    [InlineData("<w:BinarySecurityToken>AAAA</w:BinarySecurityToken>", "UnsupportedSecurityToken", "has a BinarySecurityToken")]
    [InlineData("<u:Timestamp xmlns:u='" + Wsu + "'><u:Expires>2026-11-22T07:00:00Z</u:Expires></u:Timestamp>", "MessageExpired", "expired at")]
    public async Task And_not_by_a_token_badly_made(string content, string code, string reason)
    {
        var answer = await _host.PostAsync(Some.Envelope(Some.Query, header: $"<w:Security xmlns:w='{Wsse}' e:mustUnderstand='1'>{content}</w:Security>"));

        AssertRefused(answer, 500, code, reason);
    }

    [Fact]
    public async Task And_not_by_a_kind_that_is_not_accepted()
    {
        await using var host = await SoapHost.StartAsync(Options(SoapCredentialKinds.UsernameTokenDigest));

        var text = await host.PostAsync(Some.Envelope(Some.Query, header: Text("客服", "密码:1")));
        var basic = await host.PostAsync(Some.Envelope(Some.Query), SoapVersion.Soap11, Basic("客服", "密码:1"));

        Assert.Contains("A PasswordText token is not accepted here. This address accepts: UsernameTokenDigest.", text.Reason);
        Assert.Equal(500, basic.Status);
        Assert.Empty(host.Sink.Requests);
    }

    [Fact]
    public async Task By_a_pinned_client_certificate_and_the_client_channel()
    {
        using var server = Certificates.SelfSigned("CN=localhost");
        using var known = Certificates.SelfSigned("CN=resource, O=某省资源");
        using var other = Certificates.SelfSigned("CN=resource, O=某省资源");
        var callers = new ConfiguredCredentials([new ConfiguredCaller("resource", CertificateThumbprint: known.Thumbprint())], TimeProvider.System);
        await using var host = await SoapHost.StartAsync(new SoapServerOptions { Credentials = callers, Accept = SoapCredentialKinds.ClientCertificate }, certificate: server);

        await using var right = Channel(host, server, known);
        await using var wrong = Channel(host, server, other);
        await using var none = Channel(host, server, null);

        await right.SendAsync(Outbound.Message(Some.Query), TestContext.Current.CancellationToken);
        var refused = await wrong.SendForFailureAsync(Outbound.Message(Some.Query));
        var refusedToo = await none.SendForFailureAsync(Outbound.Message(Some.Query));

        Assert.Equal("resource", host.Sink.Requests.Single().Caller);
        Assert.Equal((FailureKind.EndpointDown, "soap.fault.FailedAuthentication"), (refused.Failure.Kind, refused.Failure.Code));
        Assert.Equal(FailureKind.EndpointDown, refusedToo.Failure.Kind);
    }

    [Fact]
    public async Task By_the_subject_of_a_certificate_only_if_its_issuer_is_trusted()
    {
        using var authority = Certificates.Authority("CN=Province CA");
        using var issued = Certificates.IssuedBy(authority, "CN=billing");
        using var selfMade = Certificates.SelfSigned("CN=billing");
        var callers = new ConfiguredCredentials([new ConfiguredCaller("billing", CertificateSubject: "CN=billing")], TimeProvider.System, [authority]);

        Assert.Equal("billing", await callers.VerifyAsync(new PresentedCredential.Certificate(issued), TestContext.Current.CancellationToken));
        Assert.Null(await callers.VerifyAsync(new PresentedCredential.Certificate(selfMade), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task And_a_server_whose_certificate_is_not_known_is_not_called()
    {
        using var server = Certificates.SelfSigned("CN=localhost");
        using var other = Certificates.SelfSigned("CN=localhost");
        await using var host = await SoapHost.StartAsync(certificate: server);
        await using var channel = Channel(host, other, null);

        var failed = await channel.SendForFailureAsync(Outbound.Message(Some.Query));
        var probed = await Assert.ThrowsAsync<ChannelException>(() => channel.ProbeAsync(TestContext.Current.CancellationToken));

        Assert.Equal((FailureKind.EndpointDown, "soap.tls"), (failed.Failure.Kind, failed.Failure.Code));
        Assert.Equal("soap.tls", probed.Failure.Code);
        Assert.Empty(host.Sink.Requests);
    }

    [Fact]
    public async Task And_the_memory_of_nonces_is_bounded_and_forgets_what_is_too_old_to_be_replayed()
    {
        var guard = new MemoryReplayGuard(_time, capacity: 2);
        var expires = _time.GetUtcNow().AddMinutes(5);
        Task<ReplayCheck> Use(string key) => guard.UseAsync(key, expires, CancellationToken.None).AsTask();

        Assert.Equal([ReplayCheck.Fresh, ReplayCheck.Replayed, ReplayCheck.Fresh, ReplayCheck.Full], [await Use("a"), await Use("a"), await Use("b"), await Use("c")]);
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(ReplayCheck.Fresh, await Use("c"));
    }

    [Fact]
    public void And_passwords_do_not_show_where_credentials_are_printed()
    {
        object[] printed = [new ConfiguredCaller("a", "u", "hunter2"), new PresentedCredential.Password("u", "hunter2"), new SoapClientCredential.Basic("u", "hunter2"), new SoapClientCredential.TokenDigest("u", "hunter2"), new SoapClientCredential.TokenText("u", "hunter2")];

        Assert.All(printed, p => Assert.DoesNotContain("hunter2", p.ToString()));
    }

    private SoapServerOptions Options(SoapCredentialKinds accept) => new()
    {
        Credentials = new ConfiguredCredentials([new ConfiguredCaller("customer-service", "客服", "密码:1"), new ConfiguredCaller("cert-only", "nopassword")], _time),
        Accept = accept,
        Time = _time,
    };

    private static SoapClientChannel Channel(SoapHost host, X509Certificate2 server, X509Certificate2? client) =>
        new(new SoapClientOptions(host.Address, SoapHost.Contract) { ServerThumbprints = [server.Thumbprint()], ClientCertificate = client });

    private void AssertRefused(SoapResponse answer, int status, string code, string reason)
    {
        Assert.True(answer.IsFault, answer.Text);
        Assert.Equal((status, code), (answer.Status, answer.Subcode ?? answer.Code));
        Assert.Contains(reason, answer.Reason);
        Assert.Empty(_host.Sink.Requests);
    }

    private static (string, string) Basic(string user, string password) => ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    private static string Text(string user, string password) =>
        $"<w:Security xmlns:w='{Wsse}' e:mustUnderstand='1'><w:UsernameToken><w:Username>{user}</w:Username><w:Password>{password}</w:Password></w:UsernameToken></w:Security>";

    private static string Digest(string user, string password, string created)
    {
        var nonce = RandomNumberGenerator.GetBytes(16);
        var digest = Convert.ToBase64String(SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(created + password)]));
        return $"<w:Security xmlns:w='{Wsse}'><w:UsernameToken><w:Username>{user}</w:Username><w:Password Type='{Profile}PasswordDigest'>{digest}</w:Password><w:Nonce>{Convert.ToBase64String(nonce)}</w:Nonce><u:Created xmlns:u='{Wsu}'>{created}</u:Created></w:UsernameToken></w:Security>";
    }
}
