using Integration.Hub.Channels.Soap;

namespace Integration.Hub.Host.Channels;

/// <summary>Nonces in the hub's database: what one node has accepted, no other takes again.</summary>
internal sealed class SharedReplayGuard(IUsedOnce used) : IReplayGuard
{
    public async ValueTask<ReplayCheck> UseAsync(string key, DateTimeOffset expires, CancellationToken cancellationToken) =>
        await used.UseAsync($"wsse\n{key}", expires, cancellationToken) switch
        {
            UseResult.First => ReplayCheck.Fresh,
            UseResult.Again => ReplayCheck.Replayed,
            _ => ReplayCheck.Full,
        };
}
