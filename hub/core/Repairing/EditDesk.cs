using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.CanonicalModel;

namespace Integration.Hub.Core.Repairing;

/// <param name="To">To whom the message is parked.</param>
/// <param name="Text">The whole body.</param>
public sealed record EditProposal(string RequestId, string To, string Text, string Reason);

/// <param name="Path">Within the body.</param>
public sealed record BodyProblem(string? Path, long? Line, string Message);

/// <summary>An edited body is not what its type wants.</summary>
public sealed class BodyInvalidException(BodyProblem problem) : Exception(problem.Message)
{
    public BodyProblem Problem { get; } = problem;
}

/// <summary>Another body for a parked delivery: checked, its difference told, and where it is so configured laid before a second person.</summary>
/// <param name="needsApproval">By the subscriber that it is parked for.</param>
public sealed class EditDesk(IMessageBoxOperations operations, IEdits edits, Func<string, bool> needsApproval)
{
    private static readonly JsonSerializerOptions s_line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IEdits Edits => edits;

    /// <param name="encodingOf">By the content type of what was received: what could not be read is mended in its own characters.</param>
    /// <exception cref="BodyInvalidException">It does not fit the message's type.</exception>
    /// <exception cref="RequestRefusedException">It is not parked, or the request stands for another.</exception>
    public async Task<Edit> ProposeAsync(MessageDetail message, EditProposal proposal, Func<string, Encoding> encodingOf, Actor actor, CancellationToken cancellationToken)
    {
        var e = message.Envelope;
        var encoding = Encoding.UTF8;
        if (e.Type == Envelope.Untranslated)
            encoding = encodingOf((await operations.GetPayloadsAsync(e.Id, cancellationToken)).FirstOrDefault(p => p.Subscriber is null && p.Payload.Kind == PayloadKind.Raw)?.Payload.ContentType ?? "");
        var text = e.Type == Envelope.Untranslated ? proposal.Text : Checked(e, proposal.Text);
        var changes = BodyDifference.Of(encoding.GetString(e.Body.Span), text);
        return await edits.MakeAsync(
            new EditWish(proposal.RequestId, new DeliveryId(e.Id, proposal.To), encoding.GetBytes(text), BodyDifference.Write(changes), proposal.Reason, needsApproval(proposal.To)), actor, cancellationToken);
    }

    /// <summary>As it is stored: one record per line.</summary>
    private static string Checked(Envelope e, string text)
    {
        try
        {
            var lines = e.Count == 1 ? [OneLine(text)] : text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (lines.Length != e.Count)
                throw new BodyInvalidException(new BodyProblem(null, null, string.Create(CultureInfo.InvariantCulture, $"there are {lines.Length} lines, expected {e.Count}: one record each")));
            if (CanonicalCatalog.Find(e.Type, e.Version) is { } shape)
            {
                foreach (var line in lines)
                    _ = CanonicalJson.Deserialize(Encoding.UTF8.GetBytes(line), shape.ClrType);
            }
            return string.Join('\n', lines);
        }
        catch (CanonicalJsonException x)
        {
            throw new BodyInvalidException(new BodyProblem(x.Path, null, x.Message));
        }
        catch (JsonException x)
        {
            throw new BodyInvalidException(new BodyProblem(x.Path, x.LineNumber + 1, x.Message));
        }
    }

    private static string OneLine(string text) => JsonNode.Parse(text)?.ToJsonString(s_line) ?? throw new BodyInvalidException(new BodyProblem(null, null, "null is no message"));
}
