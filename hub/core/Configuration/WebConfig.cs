namespace Integration.Hub.Core.Configuration;

/// <summary>Where the core app's pages and API are served.</summary>
/// <param name="Address">e.g. <c>http://127.0.0.1:8081</c>; not the one that systems call.</param>
/// <param name="Pages">Folder of the built pages; null: the one that comes with the program.</param>
public sealed record WebConfig(string Address, string? Pages)
{
    internal static WebConfig? Read(YamlSection? s, string folder)
    {
        if (s is null)
            return null;
        var address = s.RequiredText("address");
        if (address.Length > 0 && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            s.ReportAt("address", $"web.address is '{address}', expected an address such as http://127.0.0.1:8081");
        return new WebConfig(address, s.Text("pages") is { } pages ? Path.GetFullPath(pages, folder) : null);
    }
}
