using System.Collections.Concurrent;
using System.Globalization;

namespace Integration.Hub.Channels.Files;

/// <summary>
/// What is left to do once a file's content is accepted: receipts first, then the file out of the way. Every step can be repeated, and a
/// file that is still there after a crash comes by here again.
/// </summary>
internal sealed class FileDisposal(FileReceivingOptions options, IRemoteFolder folder, TimeProvider time)
{
    private const int MostNames = 100;
    private readonly ConcurrentDictionary<string, bool> _madeFolders = new(StringComparer.Ordinal);
    private readonly SafeUpload _upload = new(folder, options.TempName, time);

    public async Task FinishAsync(CompleteFile file, FileVerdict verdict, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var receipt in verdict.Receipts)
                await WriteReceiptAsync(receipt, cancellationToken);
            var target = FolderFor(verdict.State);
            // The data file first: a done-file without data waits and does no harm, data without its done-file would lie there for ever.
            await PutAwayAsync(file.Name, target, cancellationToken);
            if (file.DoneFile is { } doneFile)
                await PutAwayAsync(doneFile, target, cancellationToken);
        }
        catch (FolderException)
        {
            // Perhaps somebody removed a folder; the next try makes it again.
            _madeFolders.Clear();
            throw;
        }
    }

    private async Task WriteReceiptAsync(OutgoingFile receipt, CancellationToken cancellationToken)
    {
        await EnsureAsync(options.ReceiptFolder, cancellationToken);
        // The newest verdict counts; the same receipt written again is the same file.
        await _upload.PutAsync(RemoteNames.Join(options.ReceiptFolder, receipt.Name), receipt.WriteTo, FileConflict.Replace, cancellationToken);
    }

    private string? FolderFor(TransferState state) => state switch
    {
        TransferState.Done => options.DoneFolder,
        TransferState.Duplicate => options.DuplicateFolder,
        _ => options.QuarantineFolder,
    };

    private async Task PutAwayAsync(string name, string? target, CancellationToken cancellationToken)
    {
        var path = RemoteNames.Join(options.Folder, name);
        if (target is null)
        {
            await folder.DeleteAsync(path, cancellationToken);
            return;
        }
        await EnsureAsync(target, cancellationToken);
        for (var number = 0; ; number++)
        {
            try
            {
                await folder.MoveAsync(path, RemoteNames.Join(target, number == 0 ? name : Another(name, number)), cancellationToken);
                return;
            }
            catch (FolderException e) when (e.Fault == FolderFault.AlreadyExists && number < MostNames)
            {
                // A file of this name went there before: both are kept.
            }
            catch (FolderException e) when (e.Fault == FolderFault.NotFound)
            {
                // Away already (another node, a person): that is what was wanted.
                if (await folder.FindAsync(path, cancellationToken) is null)
                    return;
                throw;
            }
        }
    }

    private string Another(string name, int number)
    {
        var suffix = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        return number == 1 ? $"{name}.{suffix}" : $"{name}.{suffix}-{number}";
    }

    private async Task EnsureAsync(string path, CancellationToken cancellationToken)
    {
        if (_madeFolders.ContainsKey(path))
            return;
        await folder.EnsureFolderAsync(path, cancellationToken);
        _madeFolders[path] = true;
    }
}
