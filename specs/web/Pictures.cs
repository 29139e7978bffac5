namespace Integration.Specs.Web;

/// <summary>Pictures of what the walks see, for the README: taken only when HUB_PICTURES names a folder for them.</summary>
internal static class Pictures
{
    private static readonly string? s_folder = Environment.GetEnvironmentVariable("HUB_PICTURES");

    public static async Task TakeAsync(IPage page, string name)
    {
        if (string.IsNullOrEmpty(s_folder))
            return;
        Directory.CreateDirectory(s_folder);
        await page.ScreenshotAsync(new() { Path = Path.Combine(s_folder, name + ".png"), Animations = ScreenshotAnimations.Disabled, Style = ".ant-message { display: none }" });
    }
}
