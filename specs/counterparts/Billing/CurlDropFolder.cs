using System.Diagnostics;

namespace Integration.Specs.Counterparts;

/// <summary>A folder on an FTP, FTPS or SFTP server, through the <c>curl</c> program: a client that is not the hub's.</summary>
/// <param name="folder">e.g. <c>ftp://127.0.0.1:2121/bil-1/</c>, <c>sftp://127.0.0.1:2222/home/hub/bil-1/</c>; ends with a slash.</param>
/// <param name="options">Further options of curl: <c>--ssl-reqd --cacert file</c>, <c>--hostpubsha256 hash</c>, <c>--key file</c>.</param>
public sealed class CurlDropFolder(Uri folder, string user, string? password, params string[] options) : IDropFolder
{
    // curl's exit codes for "there is no such folder or file", FTP and SFTP.
    private static readonly int[] NotThere = [9, 19, 78, 79];

    public async Task PutAsync(string localFile, string name, CancellationToken cancellationToken)
    {
        var path = Uri.UnescapeDataString(folder.AbsolutePath);
        string[] rename = folder.Scheme == "sftp"
            ? ["-Q", $"-rename \"{path}{name}.tmp\" \"{path}{name}\""]
            : ["-Q", $"-RNFR {name}.tmp", "-Q", $"-RNTO {name}"];
        await RunAsync(["--ftp-create-dirs", .. rename, "-T", localFile, new Uri(folder, name + ".tmp").AbsoluteUri], [], cancellationToken);
    }

    public async Task<IReadOnlyList<string>> ListAsync(string sub, CancellationToken cancellationToken)
    {
        var bytes = await RunAsync(["--list-only", new Uri(folder, sub + "/").AbsoluteUri], NotThere, cancellationToken);
        return [.. System.Text.Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(n => n.Trim()).Where(n => n is not ("." or "..")).Order(StringComparer.Ordinal)];
    }

    public Task<byte[]> ReadAsync(string sub, string name, CancellationToken cancellationToken) =>
        RunAsync([new Uri(folder, $"{sub}/{name}").AbsoluteUri], [], cancellationToken);

    private async Task<byte[]> RunAsync(IEnumerable<string> arguments, int[] emptyOn, CancellationToken cancellationToken)
    {
        // The password goes in by standard input: on the command line everybody on the machine could read it.
        var start = new ProcessStartInfo("curl", ["-sS", "-K", "-", .. options, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("curl did not start");
        await process.StandardInput.WriteLineAsync($"user = \"{user}:{password}\"");
        process.StandardInput.Close();
        using var output = new MemoryStream();
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode == 0)
            return output.ToArray();
        return emptyOn.Contains(process.ExitCode) ? [] : throw new IOException($"curl {folder} ended with {process.ExitCode}: {await errors}");
    }
}
