using System.Diagnostics;

namespace Integration.Specs.Counterparts;

/// <summary>A folder on an FTP server, through the curl program: a client that shares no code with the hub.</summary>
/// <param name="address">e.g. <c>ftp://127.0.0.1:2121/files/bil-1</c>.</param>
/// <param name="authorityFile">PEM certificate of the server: signs in after AUTH TLS; null: plain FTP.</param>
public sealed class FtpDropFolder(string address, string user, string password, string? authorityFile = null) : IDropFolder
{
    public async Task PutAsync(string localFile, string name, CancellationToken cancellationToken)
    {
        var temporary = name + ".tmp";
        await CurlAsync($"""
            url = "{address}/{temporary}"
            upload-file = "{localFile}"
            ftp-create-dirs
            quote = "-RNFR {temporary}"
            quote = "-RNTO {name}"
            """, cancellationToken);
    }

    public async Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            var listing = await CurlAsync($"url = \"{address}/{folder}/\"\nlist-only", cancellationToken);
            return [.. System.Text.Encoding.UTF8.GetString(listing).Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
        }
        catch (IOException e) when (e.Message.Contains("(9)", StringComparison.Ordinal))
        {
            // The folder is not there (yet).
            return [];
        }
    }

    public Task<byte[]> ReadAsync(string folder, string name, CancellationToken cancellationToken) =>
        CurlAsync($"url = \"{address}/{folder}/{name}\"", cancellationToken);

    // The password goes in by standard input: a command line can be read by everybody.
    private async Task<byte[]> CurlAsync(string config, CancellationToken cancellationToken)
    {
        // TLS 1.2 at most: with 1.3 curl closes an upload before it has read the server's session tickets, the close turns into a reset,
        // and vsftpd now and then answers a whole upload with 426; what then comes over the same connection it refuses with 522.
        var start = new ProcessStartInfo("curl", ["--silent", "--show-error", "--max-time", "300", "--tls-max", "1.2", "--retry", "3", "--config", "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new IOException("curl does not start; apt-get install curl");
        var tls = authorityFile is null ? "" : $"ssl-reqd\ncacert = \"{authorityFile}\"\n";
        await process.StandardInput.WriteAsync($"user = \"{user}:{password}\"\n{tls}{config}\n".AsMemory(), cancellationToken);
        process.StandardInput.Close();
        using var output = new MemoryStream();
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output.ToArray() : throw new IOException($"curl: {(await errors).Trim()}");
    }
}
