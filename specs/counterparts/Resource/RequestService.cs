using System.Collections.Concurrent;
using System.Globalization;
using System.Xml.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>RES-2 as resource management serves it: takes a request once and answers at once; the result goes its own way.</summary>
internal sealed class RequestService(WrittenContract contract, ResourceBook book, ResultSender results, Books books, MoodBoard moods, TimeProvider time)
{
    private const string Interface = "RES-2";
    private static readonly string[] TwoEnds = ["LEASED_LINE", "VPN"];
    private readonly XNamespace _ns = contract.Namespace;
    private readonly ConcurrentDictionary<string, bool> _seen =
        new(books.Entries(Interface).Where(e => e.Kind == BookKind.Received).Select(e => KeyValuePair.Create(e.Id, true)));

    public async Task<SoapReply> ServeAsync(SoapCall call, CancellationToken cancellationToken)
    {
        var id = Text(call.Body, "requestId")!;
        books.Enter(Interface, _seen.TryAdd(id, true) ? BookKind.Received : BookKind.Duplicate, id, note: call.Body.Name.LocalName);
        ResourceRequest? taken = null;
        var reply = await new SoapMoods(moods, Interface, books, time, SystemFault)
            .ServeAsync(id, () => Take(call.Body, id, out taken), () => Refuse(id, "Q005", "业务类型或带宽不支持"), cancellationToken);
        if (taken is null)
            return reply;
        // Answers before it commits: the hub hears the result while it still waits for the answer to its request.
        if (moods.Take(ResultSender.Interface, MoodKind.OutOfOrder) is not null)
            await results.SendAsync(taken, cancellationToken);
        else
            results.Later(taken);
        return reply;
    }

    private SoapReply Take(XElement request, string id, out ResourceRequest? taken)
    {
        taken = null;
        var content = request.ToString(SaveOptions.DisableFormatting);
        if (book.Find(id) is { } first)
            return first.Content == content ? Accepted(request, first) : Conflict(id);
        if (Refusal(request) is var (code, words))
            return Refuse(id, code, words);
        taken = ResultMaker.Make(request, content, book, time.GetUtcNow());
        book.Take(taken);
        books.Enter(Interface, BookKind.Accepted, id);
        return Accepted(request, taken);
    }

    private (string Code, string Words)? Refusal(XElement request) => request.Name.LocalName switch
    {
        "ReserveResource" => TwoEnds.Contains(Text(request, "serviceType")) && request.Element(_ns + "zEnd") is null ? ("Q004", "缺Z端") : null,
        "AssignResource" => Known(request, "reservationNo", "Q002", "预占不存在"),
        _ => Text(request, "reservationNo") is null ? Known(request, "circuitNo", "Q003", "电路不存在") : Known(request, "reservationNo", "Q002", "预占不存在"),
    };

    // Circuits of the world were there before the hub came; those of a reservation must be in the book.
    private (string, string)? Known(XElement request, string field, string code, string words) => Text(request, field) is { } number
        && (book.FindReservation(number) is not null || (field == "circuitNo" && number.Contains('-', StringComparison.Ordinal)))
            ? null
            : (code, $"{words}: {Text(request, field)}");

    private SoapReply.Answer Accepted(XElement request, ResourceRequest taken) => new(new XElement(_ns + $"{request.Name.LocalName}Response",
        new XElement(_ns + "requestId", taken.RequestId),
        new XElement(_ns + "referenceNo", taken.ReferenceNo),
        new XElement(_ns + "acceptedAt", time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture))));

    private SoapReply.Fault Conflict(string id)
    {
        books.Enter(Interface, BookKind.Wrong, id, note: "same request, other content");
        return Fault(id, "Q001", "请求号重复且内容不同");
    }

    private SoapReply.Fault Refuse(string id, string code, string message)
    {
        books.Enter(Interface, BookKind.Rejected, id, note: $"{code} {message}");
        return Fault(id, code, message);
    }

    private SoapReply.Fault Fault(string id, string code, string message) => new(Client: false, message, new XElement(_ns + "BusinessFault",
        new XElement(_ns + "requestId", id), new XElement(_ns + "code", code), new XElement(_ns + "message", message)));

    private XElement SystemFault() => new(_ns + "SystemFault", new XElement(_ns + "code", "S002"), new XElement(_ns + "message", "资源库忙"));

    private string? Text(XElement parent, string name) => parent.Element(_ns + name)?.Value.Trim();
}
