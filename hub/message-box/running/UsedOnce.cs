using System.Security.Cryptography;
using System.Text;
using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>Keys as 128 bits of their SHA-256, in one small table. Bounded by what was counted last and what this node has added since.</summary>
internal sealed class UsedOnce(BoxDatabase database, BoxClock clock, long capacity)
{
    private const int Part = 5000;
    private long _remembered;

    public async Task<UseResult> UseAsync(string key, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        if (Interlocked.Read(ref _remembered) >= capacity)
            return UseResult.Full;
        var hash = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16), bigEndian: true);
        var first = await database.WriteAsync(session => session.QueryAsync(new Step<int>("use_once", r => r.Int())
            .With("key_hash", hash).With("expires_at", expires).With("now", clock.Now)), cancellationToken);
        if (first.Count == 0)
            return UseResult.Again;
        Interlocked.Increment(ref _remembered);
        return UseResult.First;
    }

    public async Task<long> ForgetExpiredAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now;
        while (await Retrying.WriteAsync(database, (session, _) => session.ExecuteAsync(new Step("forget_used").With("now", now).With("limit", Part)), cancellationToken) == Part)
        {
            // In parts, so that uses go on between them.
        }
        var left = (await database.ReadAsync(new Step<long>("count_used", r => r.Long()), cancellationToken))[0];
        Interlocked.Exchange(ref _remembered, left);
        return left;
    }
}
