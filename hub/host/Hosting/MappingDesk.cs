using System.Globalization;
using Integration.CanonicalModel;
using Integration.Hub.Core.Configuration;
using Integration.Hub.OperationsConsole;
using Integration.Hub.Revisions;
using Integration.Hub.Serving;
using Integration.Mappings;

namespace Integration.Hub.Host.Hosting;

/// <summary>The mappings that run now, tried and changed; see <see cref="IMappingDesk"/>.</summary>
/// <param name="now">What runs now.</param>
/// <param name="check">The configuration with these texts in the place of mapping files, checked whole.</param>
internal sealed class MappingDesk(Func<CheckedConfiguration> now, Func<RevisedTexts, CheckedConfiguration> check, Stores stores) : IMappingDesk
{
    private const int MostRevisions = 500;

    private readonly MappingTrial _trial = new(stores);

    private string Folder => now().Config.MappingsFolder;

    public IReadOnlyList<MappingEntry> List()
    {
        var running = now();
        var uses = Uses(running.Config);
        return [.. running.Loaded.Mappings.All.Where(m => m is IInboundMapping or IOutboundMapping).Select(m => new MappingEntry(m.Reference, m.Title, m.File, m is IInboundMapping ? "in" : "out",
            m is IInboundMapping i ? i.Produces : [((IOutboundMapping)m).Consumes], [.. uses[m.Reference].Distinct().Order(StringComparer.Ordinal)], TablesOf(stores.Instead.FileText(m.File) ?? "")))];
    }

    public IReadOnlyList<string> Tables() => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/')).Where(f => f.Split('/') is [_, "codes", _]).Order(StringComparer.Ordinal)]
        : [];

    public IReadOnlyList<LineageField>? Lineage(string reference) => now().Loaded.Mappings.Find(reference) is { } mapping
        ? [.. mapping.Lineage.Fields.Select(f => new LineageField(f.Target, f.Sources, f.Expression, f.Line))]
        : null;

    public async Task<MappingText?> TextAsync(string path, CancellationToken cancellationToken)
    {
        var standing = await stores.Instead.OfAsync(cancellationToken);
        var revision = standing.Standing.GetValueOrDefault(path);
        var file = stores.Instead.FileText(path);
        return (revision?.Text ?? file) is { } text ? new MappingText(path, text, stores.Instead.HashOf(path), revision?.Revision ?? 0, standing.Superseded.Contains(path), path.Contains("/codes/", StringComparison.Ordinal)) : null;
    }

    public async Task<MappingTry> TryAsync(MappingChange change, int limit, CancellationToken cancellationToken)
    {
        var texts = (await stores.Instead.OfAsync(cancellationToken)).With(change.Path, change.Text);
        var library = MappingLibrary.Read(Folder, CanonicalCatalog.Messages, texts.In(Folder), out var broken);
        if (broken.Count > 0)
            return new MappingTry([.. broken.Select(Problem)], [], 0, 0, 0, 0, []);
        var table = change.Path.Contains("/codes/", StringComparison.Ordinal) ? change.Path[..^".yaml".Length].Replace("/codes/", "/", StringComparison.Ordinal) : null;
        var touched = library.All.Where(m => m.File == change.Path || (table is not null && TablesOf(texts.Standing.GetValueOrDefault(m.File)?.Text ?? stores.Instead.FileText(m.File) ?? "").Contains(table))).ToList();
        return await _trial.RunAsync(touched, Uses(now().Config), now().Config, limit, cancellationToken);
    }

    public async Task<IReadOnlyList<RevisionEntry>> RevisionsAsync(string? path, CancellationToken cancellationToken) => [.. (await stores.Revisions.ListAsync(path, MostRevisions, cancellationToken)).Select(Entry)];

    public async Task<RevisionEntry> ActivateAsync(string requestId, MappingChange change, string reason, string by, RevisionNote note, CancellationToken cancellationToken)
    {
        Check((await stores.Instead.OfAsync(cancellationToken)).With(change.Path, change.Text));
        MappingRevision made;
        try
        {
            made = await stores.Revisions.ActivateAsync(requestId, change.Path, change.Text, stores.Instead.HashOf(change.Path), change.Seen, reason, by,
                (c, t, r, cancel) => note(c, t, "mapping.activate", r.Path, new { r.Revision, r.Reason }, cancel), cancellationToken);
        }
        catch (StaleRevisionException e)
        {
            throw new ProblemException(412, "edit.stale", e.Message) { More = new Dictionary<string, object?> { ["current"] = e.Current is null ? null : Entry(e.Current) } };
        }
        // Begun, it is seen through: a page that is left must not leave the nodes in doubt.
        if (await AskAsync(by, CancellationToken.None) is not { } refused)
            return Entry(made);
        await stores.Revisions.BackAsync(made.Revision, "refused", refused, by, (c, t, r, cancel) => note(c, t, "mapping.refused", r.Path, new { r.Revision, why = refused }, cancel), CancellationToken.None);
        // Nodes that had taken it already are to give it back.
        if (await AskAsync(by, CancellationToken.None) is { } stuck)
            refused = $"{refused}; what stood before is not back on all nodes: {stuck}";
        throw Problems.Refused("mapping.refused", refused);
    }

    public async Task BackAsync(long revision, string reason, string by, RevisionNote note, CancellationToken cancellationToken)
    {
        if (!await stores.Revisions.BackAsync(revision, "back", reason, by, (c, t, r, cancel) => note(c, t, "mapping.back", r.Path, new { r.Revision, reason }, cancel), cancellationToken))
            throw Problems.Refused("revision.not-active", $"revision {revision} is not active any more");
        if (await AskAsync(by, CancellationToken.None) is { } refused)
            throw Problems.Refused("mapping.refused", refused);
    }

    // Whole: what a mapping makes is also wanted by somebody.
    private void Check(RevisedTexts texts)
    {
        try
        {
            _ = check(texts);
        }
        catch (ConfigurationException e)
        {
            throw new ProblemException(422, "body.invalid", e.Message) { More = new Dictionary<string, object?> { ["problems"] = e.Errors.Select(x => new MappingProblem(Relative(x.File), x.Line, "configuration", x.Message)).ToList() } };
        }
    }

    /// <summary>Lets all nodes take over what stands now. Null: they did; else why not.</summary>
    private async Task<string?> AskAsync(string by, CancellationToken cancellationToken)
    {
        var nodes = stores.Hub.Nodes;
        // Nobody runs: they read it when they start.
        if (!(await nodes.NodesAsync(cancellationToken)).Any(n => n.IsThere(stores.Time.GetUtcNow())))
            return null;
        var until = stores.Time.GetUtcNow() + Reload.Patience;
        Reload? asked;
        while ((asked = await nodes.AskReloadAsync(new Actor(by, "web"), cancellationToken)) is null)
        {
            // Somebody else's reload is being checked, which may have read what stood before.
            if (stores.Time.GetUtcNow() > until)
                return "another reload does not end; look with: hub config status";
            await nodes.WaitForReloadAsync(TimeSpan.FromMilliseconds(200), cancellationToken);
        }
        var (ended, missing) = await ReloadEnd.OfAsync(nodes, asked.Generation, stores.Time, cancellationToken);
        if (ended.State == ReloadState.Refused)
            return ended.Reason ?? "a node refused it";
        return ended.Answers.FirstOrDefault(a => a.Verdict == ReloadVerdict.Failed) is { } failed ? $"{failed.Node}: {failed.Said}"
            : missing.Count > 0 ? $"not yet told by {string.Join(", ", missing)}" : null;
    }

    private static ILookup<string, string> Uses(HubConfig config) => config.Interfaces.SelectMany(i => References(i).Select(r => (Reference: r, i.Id))).ToLookup(u => u.Reference, u => u.Id);

    private static IEnumerable<string> References(InterfaceConfig i) =>
        new[] { i.Mapping }.Concat(i.Subscriptions.Select(s => (string?)s.Mapping)).Concat(i.Operations.SelectMany(o => new[] { o.Request, o.Answer }.Concat(o.Faults.Values))).OfType<string>();

    private static IReadOnlyList<string> TablesOf(string text) =>
        [.. System.Text.RegularExpressions.Regex.Matches(text, "code(?:_or)?\\([^\"]*\"(?<table>[a-z0-9-]+/[a-z0-9-]+)\"").Select(m => m.Groups["table"].Value).Distinct().Order(StringComparer.Ordinal)];

    private string Relative(string file) => Path.GetFullPath(file) is var full && full.StartsWith(Path.GetFullPath(Folder), StringComparison.Ordinal) ? Path.GetRelativePath(Folder, full) : Path.GetFileName(file);

    private static MappingProblem Problem(MappingException e)
    {
        var at = e.MappingAt?.Split(':') ?? [];
        return new MappingProblem(at.Length > 0 ? at[0] : null, at.Length > 1 && int.TryParse(at[1], CultureInfo.InvariantCulture, out var line) ? line : 0, e.Code, e.Message);
    }

    private static RevisionEntry Entry(MappingRevision r) => new(r.Revision, r.Path, r.State, r.Reason, r.MadeBy, r.MadeAt, r.EndedBy, r.EndedAt, r.EndedBecause, r.Text);
}
