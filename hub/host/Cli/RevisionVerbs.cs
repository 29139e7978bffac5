using System.CommandLine;
using System.Globalization;
using Integration.Hub.Host.Hosting;
using Integration.Hub.OperationsConsole;
using Integration.Hub.Serving;

namespace Integration.Hub.Host.Cli;

/// <summary>hub mapping try, activate, back, revisions: mappings changed while the hub runs.</summary>
public static class RevisionVerbs
{
    private static readonly Argument<string> s_path = new("path") { Description = "Within the folder of mappings, e.g. n97/codes/state.yaml" };
    private static readonly Argument<FileInfo> s_file = new("file") { Description = "The changed text" };
    private static readonly Option<string> s_reason = new("--reason") { Description = "Why; kept for ever", Required = true };

    public static IEnumerable<Command> All() => [Try(), Activate(), Back(), Revisions()];

    private static Command Try()
    {
        var limit = new Option<int>("--limit") { Description = "At most so many messages, newest first", DefaultValueFactory = _ => 200 };
        return OnDesk("try", "What a changed mapping or code table would do to stored messages; changes nothing.", ["mapping try n97/codes/state.yaml ./state.yaml"], async (parse, output, desk, ct) =>
        {
            var tried = await desk.TryAsync(await ChangeAsync(parse, desk, ct), parse.GetValue(limit), ct);
            if (tried.Problems.Count > 0)
                return Output.Fail(string.Join('\n', tried.Problems.Select(p => $"{p.Path}:{p.Line}: {p.Message}")), 2);
            output.List(tried.Messages, $"{tried.Same} messages, all the same.", ("message", m => m.Id), ("mapping", m => m.Mapping), ("outcome", m => m.Outcome), ("what", m => string.Join("; ", m.What)));
            return tried.Fails > 0 ? 1 : 0;
        }, s_path, s_file, limit);
    }

    private static Command Activate() => OnDesk("activate", "Let all nodes take a changed mapping or code table over, or none.", ["mapping activate n97/codes/state.yaml ./state.yaml --reason \"97 has a new state\""], async (parse, output, desk, ct) =>
    {
        var made = await desk.ActivateAsync(Guid.NewGuid().ToString("n"), await ChangeAsync(parse, desk, ct), parse.GetValue(s_reason)!, RepairVerbs.Me().Name, NoNote, ct);
        output.Said($"Revision {made.Revision} of {made.Path} stands on all nodes. Take it back with: hub mapping back {made.Revision} --reason …", made);
        return 0;
    }, s_path, s_file, s_reason);

    private static Command Back()
    {
        var revision = new Argument<long>("revision") { Description = "As hub mapping revisions lists it" };
        return OnDesk("back", "Take an active revision back: what stood before stands again on all nodes.", ["mapping back 3 --reason \"wrong table\""], async (parse, output, desk, ct) =>
        {
            await desk.BackAsync(parse.GetValue(revision), parse.GetValue(s_reason)!, RepairVerbs.Me().Name, NoNote, ct);
            output.Said($"Revision {parse.GetValue(revision)} is taken back.", new { revision = parse.GetValue(revision) });
            return 0;
        }, revision, s_reason);
    }

    // Without the desk: also where a revision keeps the configuration from loading.
    private static Command Revisions() => Verb.OnStores("revisions", "Mappings and code tables changed while the hub ran, the newest first.", ["mapping revisions"], async (_, output, stores, ct) =>
    {
        output.List(await stores.Revisions.ListAsync(null, 200, ct), "None was changed.", ("revision", r => r.Revision.ToString(CultureInfo.InvariantCulture)), ("path", r => r.Path), ("state", r => r.State), ("by", r => r.MadeBy),
            ("at", r => r.MadeAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)), ("reason", r => r.Reason), ("ended", r => r.EndedBecause));
        return 0;
    });

    private static async Task<MappingChange> ChangeAsync(ParseResult parse, IMappingDesk desk, CancellationToken cancellationToken)
    {
        var path = parse.GetValue(s_path)!;
        var seen = await desk.TextAsync(path, cancellationToken);
        return new MappingChange(path, await File.ReadAllTextAsync(parse.GetValue(s_file)!.FullName, cancellationToken), seen?.Revision ?? 0);
    }

    // The revision itself says who and why.
    private static Task NoNote(System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction, string what, string on, object after, CancellationToken cancellationToken) => Task.CompletedTask;

    private static Command OnDesk(string name, string description, string[] examples, Func<ParseResult, Output, IMappingDesk, CancellationToken, Task<int>> work, params Symbol[] symbols) =>
        Verb.OnStores(name, description, examples, async (parse, output, stores, ct) =>
        {
            var folder = parse.GetValue(Verb.Config)!.FullName;
            CheckedConfiguration Check(RevisedTexts texts)
            {
                var (config, loaded) = ConfigCheck.Load(folder, texts.In);
                return new CheckedConfiguration(config, loaded, loaded.Wire(stores.QueryHandlers, stores.Customers));
            }

            var standing = await stores.Instead.OfAsync(ct);
            var now = new Lazy<CheckedConfiguration>(() => Check(standing));
            try
            {
                return await work(parse, output, new MappingDesk(() => now.Value, Check, stores), ct);
            }
            catch (ProblemException e)
            {
                return Output.Fail(e.Message, 2);
            }
        }, symbols);
}
