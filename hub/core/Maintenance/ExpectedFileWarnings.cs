using Integration.CanonicalModel;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;

namespace Integration.Hub.Core.Maintenance;

/// <summary>
/// Puts one warning into the box for each period whose file is missing at its hour, and its end when the file comes. All of it follows
/// from the ledger and carries a duplicate key: nodes and restarts may say it again, it counts once.
/// </summary>
public sealed class ExpectedFileWarnings(ExpectedFiles files, HubConfig config, Func<Envelope, CancellationToken, ValueTask<AcceptResult>> post, TimeProvider time)
{
    private readonly HashSet<string> _said = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var file in await files.LookAsync(cancellationToken))
        {
            if (file.IsMissing || file.CameLate)
                await SayAsync(file, "raised", Raised(file), cancellationToken);
            if (file.CameLate)
                await SayAsync(file, "closed", Closed(file), cancellationToken);
        }
    }

    private async Task SayAsync<T>(ExpectedFile file, string what, T message, CancellationToken cancellationToken) where T : class
    {
        var key = $"{Id(file).Value}/{what}";
        if (_said.Contains(key))
            return;
        await post(Posting.Envelope(message, "hub", Id(file).Value, key, time), cancellationToken);
        _said.Add(key);
    }

    private WarningRaised Raised(ExpectedFile file) => new()
    {
        WarningId = Id(file),
        Kind = WarningKind.Interface,
        Severity = Severity.Major,
        State = WarningState.Raised,
        Title = $"{file.Interface.Id} {file.Interface.Summary}: no file of {file.Period.Name}",
        Reasons = [$"{file.Words}; {file.Interface.System} has sent none that could be taken", "ask the sender, and look at hub files list --if " + file.Interface.Id],
        OrgUnit = new OrgUnitCode(config.OrgUnit),
        // The hour, not the moment of the look: every node says the same words.
        RaisedAt = file.Period.Due,
        OccurredAt = file.Period.Due,
    };

    private static WarningStateChanged Closed(ExpectedFile file) => new()
    {
        WarningId = Id(file),
        State = WarningState.Closed,
        OccurredAt = file.CameAt!.Value,
    };

    private static WarningId Id(ExpectedFile file) => new($"expected-file:{file.Interface.Id}:{file.Period.Name}");
}
