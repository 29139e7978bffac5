namespace Integration.Hub.Core.Configuration;

/// <summary>Where the core app's pages and API are served.</summary>
/// <param name="Address">e.g. <c>http://127.0.0.1:8081</c>; not the one that systems call.</param>
/// <param name="Pages">Folder of the built pages; null: the one that comes with the program.</param>
/// <param name="ConsolePages">The same of the operations console's pages, which stand under /ops.</param>
public sealed record WebConfig(string Address, string? Pages, string? ConsolePages)
{
    internal static WebConfig? Read(YamlSection? s, string folder)
    {
        if (s is null)
            return null;
        var address = s.RequiredText("address");
        if (address.Length > 0 && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            s.ReportAt("address", $"web.address is '{address}', expected an address such as http://127.0.0.1:8081");
        return new WebConfig(address, Under(s.Text("pages"), folder), Under(s.Text("console"), folder));
    }

    private static string? Under(string? path, string folder) => path is null ? null : Path.GetFullPath(path, folder);
}
