using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Integration.Specs.WebApi;

/// <summary>An answer of the API.</summary>
public sealed record Answer(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)
{
    public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    public string? Tag => Response.Headers.ETag?.ToString();

    public JsonElement this[string name] => Body.GetProperty(name);

    public IReadOnlyList<string> Fields => [.. Body.GetProperty("errors").EnumerateArray().Select(e => $"{e.GetProperty("field").GetString()}:{e.GetProperty("code").GetString()}")];
}

/// <summary>What a browser does: keeps the cookie, and sends the session's token with what changes something.</summary>
public sealed class Browser : IDisposable
{
    private readonly HttpClient _http;

    public Browser(Uri address) => _http = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(120) };

    public CookieContainer Cookies { get; } = new();

    public string? Token { get; set; }

    public HttpClient Http => _http;

    public async Task<Answer> SignInAsync(string name, string password)
    {
        var answer = await PostAsync("/api/sign-in", new { name, password });
        if (answer.Status == HttpStatusCode.OK)
            Token = answer["token"].GetString();
        return answer;
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PutAsync(string path, object body, string? tag = null) => SendAsync(HttpMethod.Put, path, body, tag);

    public Task<Answer> SendAsync(HttpMethod method, string path, object? body, string? tag = null) => SendContentAsync(method, path, body is null ? null : JsonContent.Create(body), tag);

    public async Task<Answer> SendContentAsync(HttpMethod method, string path, HttpContent? content, string? tag = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (Token is not null)
            request.Headers.Add("X-Hub-Token", Token);
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true && text.Length > 0;
        return new Answer(response.StatusCode, isJson ? JsonElement.Parse(text) : default, response);
    }

    public void Dispose() => _http.Dispose();
}
