using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Host.Channels;

/// <summary>What the binders of all channels read in the same way.</summary>
internal static class ChannelSections
{
    /// <summary>The channel's own section; where there is none, one in which nothing stands.</summary>
    public static YamlSection Own(this InterfaceConfig config) => config.ChannelSection ?? YamlSection.Empty(config.Channel);

    /// <summary>A file, relative to the adapter's folder; null if the key is absent. One that is not there is reported.</summary>
    public static string? FilePath(this YamlSection section, string key)
    {
        if (section.Text(key) is not { } text)
            return null;
        var file = Path.GetFullPath(text, Path.GetDirectoryName(section.File) is { Length: > 0 } folder ? folder : Environment.CurrentDirectory);
        if (!File.Exists(file))
            section.ReportAt(key, $"{section.Path}.{key}: file {file} does not exist");
        return file;
    }

    /// <summary>The authorities in a PEM file; null if the key is absent or the file is not good, which is reported.</summary>
    public static X509Certificate2Collection? Authorities(this YamlSection section, string key)
    {
        if (section.FilePath(key) is not { } file || !File.Exists(file))
            return null;
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (CryptographicException e)
        {
            section.ReportAt(key, $"{section.Path}.{key}: {file} cannot be read as certificates ({e.Message})");
        }
        if (authorities.Count == 0)
            section.ReportAt(key, $"{section.Path}.{key}: {file} holds no certificate; expected PEM with -----BEGIN CERTIFICATE-----");
        return authorities;
    }

    public static IReadOnlyList<string> Thumbprints(this YamlSection section, string key)
    {
        var all = section.Texts(key);
        foreach (var wrong in all.Where(t => !Core.Configuration.Thumbprints.AreWellFormed(t)))
            section.ReportAt(key, Core.Configuration.Thumbprints.Problem($"{section.Path}.{key}", wrong));
        return all;
    }
}
