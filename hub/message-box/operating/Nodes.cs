using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>The nodes of the database and the reload that they agree on.</summary>
internal sealed class Nodes(BoxDatabase database, BoxClock clock)
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    public Task SeenAsync(HubNode node, CancellationToken cancellationToken) => WriteAsync(async session =>
    {
        await session.RunAsync(
            new Step("node_seen").With("name", node.Name).With("address", node.Address).With("started_at", node.StartedAt)
                .With("configuration", node.Configuration).With("taken_at", node.TakenAt).With("now", clock.Now),
            new Step("forget_nodes").With("before", clock.Now - Forgotten));
        return 0;
    }, cancellationToken);

    // A node that was started anew under the same name is another one.
    public Task GoneAsync(HubNode node, CancellationToken cancellationToken) =>
        WriteAsync(session => session.ExecuteAsync(new Step("node_gone").With("name", node.Name).With("started_at", node.StartedAt)), cancellationToken);

    public async Task<IReadOnlyList<HubNode>> ListAsync(CancellationToken cancellationToken) => await database.ReadAsync(Rows(), cancellationToken);

    public Task<Reload?> AskAsync(Actor actor, CancellationToken cancellationToken) => WriteAsync(async session =>
    {
        var asked = await session.QueryAsync(new Step<long>("ask_reload", r => r.Long()).With("asked_by", actor.Name).With("now", clock.Now));
        if (asked.Count == 0)
            return null;
        await session.RunAsync(Repairing.Audit(actor, "reload configuration", $"generation {asked[0]}", null, clock.Now));
        return await LastAsync(session);
    }, cancellationToken);

    public Task<Reload?> LastAsync(CancellationToken cancellationToken) => database.ReadAsync(LastAsync, cancellationToken);

    public Task AnswerAsync(long generation, string node, ReloadVerdict verdict, string said, CancellationToken cancellationToken) => WriteAsync(session =>
        session.ExecuteAsync(new Step("answer_reload").With("generation", generation).With("node", node).With("verdict", verdict).With("said", said).With("now", clock.Now)), cancellationToken);

    /// <summary>True if it was decided now.</summary>
    public Task<bool> DecideAsync(long generation, CancellationToken cancellationToken) => WriteAsync(async session =>
    {
        var now = clock.Now;
        var checking = await session.QueryAsync(Reloads("lock_reload").With("generation", generation));
        if (checking.Count == 0)
            return false;
        var answers = await AnswersAsync(session, generation);
        var there = (await session.QueryAsync(Rows())).Where(n => n.IsThere(now)).Select(n => n.Name).ToList();
        if (Decide(checking[0] with { Answers = answers }, there, now) is not { } decided)
            return false;
        await session.RunAsync(new Step("decide_reload").With("generation", generation).With("state", decided.State).With("reason", decided.Reason));
        return true;
    }, cancellationToken);

    /// <summary>
    /// All or none: one refusal, or one node that is there and stays silent, refuses for all. Null: not yet; also after a refusal the others are
    /// waited for, so that all that is wrong is told at once.
    /// </summary>
    internal static (ReloadState State, string? Reason)? Decide(Reload reload, IReadOnlyList<string> there, DateTimeOffset now)
    {
        var silent = there.Where(n => reload.Of(n) is null).ToList();
        if ((silent.Count > 0 || reload.Answers.Count == 0) && reload.AskedAt + Reload.Patience > now)
            return null;
        var refusing = reload.Answers.Where(a => a.Verdict == ReloadVerdict.Refused).Select(a => a.Node).ToList();
        return refusing.Count > 0 ? (ReloadState.Refused, $"node {string.Join(", ", refusing)} refused it")
            : silent.Count > 0 ? (ReloadState.Refused, $"no answer from node {string.Join(", ", silent)} within {Reload.Patience.TotalSeconds:0} s")
            : reload.Answers.Count == 0 ? (ReloadState.Refused, "no node is running")
            : (ReloadState.Taking, null);
    }

    private Task<T> WriteAsync<T>(Func<BoxSession, Task<T>> work, CancellationToken cancellationToken) =>
        Retrying.WriteAsync(database, (session, _) => work(session), cancellationToken);

    private static async Task<Reload?> LastAsync(BoxSession session) => (await session.QueryAsync(Reloads("last_reload"))).FirstOrDefault() is { } last
        ? last with { Answers = await AnswersAsync(session, last.Generation) }
        : null;

    private static async Task<IReadOnlyList<ReloadAnswer>> AnswersAsync(BoxSession session, long generation) =>
        await session.QueryAsync(new Step<ReloadAnswer>("read_reload_answers", r => new(r.Text(), r.State<ReloadVerdict>(), r.Text(), r.Time())).With("generation", generation));

    private static Step<Reload> Reloads(string statement) => new(statement, r => new(r.Long(), r.State<ReloadState>(), r.Text(), r.Time(), r.TextOrNull(), []));

    private static Step<HubNode> Rows() => new("list_nodes", r => new(r.Text(), r.Text(), r.Time(), r.Time(), r.Text(), r.Time()));
}
