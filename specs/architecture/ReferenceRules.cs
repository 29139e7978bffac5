namespace Integration.Specs.Architecture;

/// <summary>What the projects of a room may refer to.</summary>
/// <param name="Room">Folder, with a slash at the end; the longest that fits a project holds.</param>
/// <param name="May">Folders; <c>""</c> is everything; <c>self</c> is the adapter's own folder.</param>
/// <param name="Because">The reason, for the one who is about to break it.</param>
internal sealed record ReferenceRule(string Room, string[] May, string Because)
{
    private const string Abstractions = "hub/abstractions/";
    private const string Model = "canonical-model/";
    private const string Mappings = "mappings/engine/";

    public static IReadOnlyList<ReferenceRule> All { get; } =
    [
        new(Model, [], "the model knows nothing: other systems and later versions of the hub read it without the hub"),
        new(Abstractions, [], "the contracts between the rooms must not drag one room into another"),
        new("hub/message-box/", [Abstractions], "the box knows envelopes and not the model, so that a new message type never touches it"),
        new("hub/channels/", [Abstractions], "a channel knows bytes: it must serve any contract, and be tested without the hub"),
        new(Mappings, [Model], "a mapping turns bytes into the model and back; it must run (dry run, tests, tools) without box or channels"),
        new("hub/core/", [Abstractions, Model, Mappings], "the path works through the contracts; it must run over any box and any channel"),
        new("hub/operations/", [Abstractions, "hub/core/", "core-app/shared/", Mappings, Model], "figures, map and alerts watch what the core runs, over tables of their own; they must not know how box and channels do it, and the command line has them without a site"),
        new("hub/console/", [Abstractions, "hub/core/", "hub/operations/", "hub/serving/", "hub/access/", Mappings, Model], "the console asks the core; it must not know how box and channels do it"),
        new("hub/contracts/", ["hub/core/", "hub/channels/soap/", Mappings, Model], "the contract pages read what is configured; they must be made without a running hub"),
        new("hub/access/", [Abstractions, "core-app/shared/"], "who may see what is asked by the core app and by the console; it keeps its tables the way the core app's parts do, and knows none of them"),
        new("hub/revisions/", [Abstractions, "core-app/shared/"], "changed mappings are texts in a table; it knows neither the mappings nor the pages"),
        new("hub/serving/", [Abstractions, "hub/access/"], "how the site is served and who is let in is the same for the core app and the console; it knows neither"),
        new("core-app/api/", [Abstractions, Model, "core-app/", "hub/access/", "hub/serving/"], "the API asks the core app's parts and who may; it must not know how messages travel"),
        new("core-app/", [Abstractions, Model, "core-app/"], "the core app is a subscriber like any other: it lives on canonical messages alone"),
        new("adapters/", [Abstractions, Model, Mappings, "self"], "an adapter never knows another: a system is added or taken away alone"),
        new("hub/host/", [""], "the host puts everything together"),
        new("specs/counterparts/", ["specs/servers/"], "a counterpart plays the other system from the written contract; what it shared with the hub would hide the hub's mistakes"),
        new("specs/servers/", [], "a server of the tests' own is started by anybody"),
        new("specs/runner/", [], "features must be able to move to SpecFlow or Reqnroll"),
        new("specs/", [""], "tests see what they test"),
    ];

    public static ReferenceRule? For(Project project) =>
        All.Where(r => project.IsUnder(r.Room)).MaxBy(r => r.Room.Length);

    public bool Allows(Project from, string to) => May.Any(m => to.StartsWith(m == "self" ? AdapterOf(from) : m, StringComparison.Ordinal));

    private static string AdapterOf(Project project) => string.Join('/', project.Folder.Split('/').Take(2)) + "/";
}
