namespace Integration.Specs.Web;

/// <summary>Pictures of what the walks see, for the README: taken only when HUB_PICTURES names a folder for them.</summary>
internal static class Pictures
{
    private static readonly string? s_folder = Environment.GetEnvironmentVariable("HUB_PICTURES");

    /// <summary>A Chinese page in both languages; it is Chinese again when this returns.</summary>
    public static async Task TakeBothAsync(IPage page, string name)
    {
        if (string.IsNullOrEmpty(s_folder))
            return;
        await TakeAsync(page, name + ".zh");
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "中文" }).WaitForAsync();
        await TakeAsync(page, name + ".en");
        await page.GetByRole(AriaRole.Button, new() { Name = "中文" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).WaitForAsync();
    }

    public static async Task TakeAsync(IPage page, string name)
    {
        if (string.IsNullOrEmpty(s_folder))
            return;
        var file = Path.Combine(s_folder, name + ".png");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await page.ScreenshotAsync(new() { Path = file, Animations = ScreenshotAnimations.Disabled, Style = ".ant-message { display: none }" });
    }
}
