using Integration.CanonicalModel.Shapes;

namespace Integration.Specs.CanonicalModel;

internal static class SchemaDifference
{
    public static string Of(MessageShape message, string file, string approved, string now)
    {
        var before = approved.Split('\n');
        var after = now.Split('\n');
        var gone = before.Except(after).Take(12).Select(l => "  - " + l.Trim());
        var come = after.Except(before).Take(12).Select(l => "  + " + l.Trim());
        return $"""
            {message} is published and has changed (canonical-model/schemas/{file}):
            {string.Join('\n', gone.Concat(come))}
            Subscribers, stored messages and mappings hold on to the published form. If a field changed: keep the old record, add a new one with
            [CanonicalMessage("{message.Type}", {message.Version + 1}, …)], and an ICanonicalUpConverter from version {message.Version} to version {message.Version + 1}.
            Only if version {message.Version} has never left this repository, or just a summary changed: approve it with HUB_APPROVE=1 and commit the file.
            """;
    }
}
