using System.Collections.Concurrent;
using System.Globalization;
using System.Xml.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>A notice as customer service has it on its screens.</summary>
/// <param name="About">Ticket, order or customer number.</param>
/// <param name="Says">State, step and its state, or level and name.</param>
public sealed record Notice(string NoticeId, string Operation, string About, string Says, DateTimeOffset ChangedAt);

/// <summary>CS-3 as customer service serves it: hears each notice once, in the order in which they come.</summary>
internal sealed class NoticeService(WrittenContract contract, Books books, MoodBoard moods, TimeProvider time)
{
    private const string Interface = "CS-3";
    private readonly XNamespace _ns = contract.Namespace;
    private readonly ConcurrentDictionary<string, (string Content, XElement Answer)> _answers = [];
    private readonly ConcurrentQueue<Notice> _heard = [];

    public IReadOnlyList<Notice> Heard => [.. _heard];

    public Task<SoapReply> ServeAsync(SoapCall call, CancellationToken cancellationToken)
    {
        var id = Text(call.Body, "noticeId")!;
        return new SoapMoods(moods, Interface, books, time, SystemFault)
            .ServeAsync(id, () => Hear(call.Body, id), () => Refuse(id, "K099", "业务规则不允许"), cancellationToken);
    }

    private SoapReply Hear(XElement notice, string id)
    {
        var content = notice.ToString(SaveOptions.DisableFormatting);
        if (_answers.TryGetValue(id, out var before))
        {
            var same = before.Content == content;
            books.Enter(Interface, same ? BookKind.Duplicate : BookKind.Wrong, id, note: same ? null : "same noticeId, other content");
            return same ? new SoapReply.Answer(before.Answer) : FaultOf(id, "K003", "同一通知号内容不同");
        }
        // Tickets are known by the form of number that CS-2 gives.
        if (Text(notice, "ticketNo") is { } ticket && !(ticket.StartsWith("TT", StringComparison.Ordinal) && ticket.Length == 16))
            return Refuse(id, "K001", $"申告单不存在: {ticket}");
        var answer = new XElement(_ns + (notice.Name.LocalName + "Response"), new XElement(_ns + "noticeId", id), new XElement(_ns + "heardAt", Stamp()));
        _answers[id] = (content, answer);
        _heard.Enqueue(Read(notice, id));
        books.Enter(Interface, BookKind.Received, id, note: notice.Name.LocalName);
        books.Enter(Interface, BookKind.Accepted, id, note: notice.Name.LocalName);
        return new SoapReply.Answer(answer);
    }

    private Notice Read(XElement notice, string id) => new(id, notice.Name.LocalName,
        Text(notice, "ticketNo") ?? Text(notice, "orderNo") ?? Text(notice, "customerNo")!,
        string.Join(' ', new[] { "state", "step", "stepState", "level", "name" }.Select(n => Text(notice, n)).OfType<string>()),
        DateTimeOffset.Parse(Text(notice, "changedAt")!, CultureInfo.InvariantCulture));

    private SoapReply.Fault Refuse(string id, string code, string message)
    {
        books.Enter(Interface, BookKind.Rejected, id, note: $"{code} {message}");
        return FaultOf(id, code, message);
    }

    private SoapReply.Fault FaultOf(string id, string code, string message) => new(Client: false, message, new XElement(_ns + "BusinessFault",
        new XElement(_ns + "noticeId", id), new XElement(_ns + "code", code), new XElement(_ns + "message", message)));

    private XElement SystemFault() => new(_ns + "SystemFault", new XElement(_ns + "code", "S001"), new XElement(_ns + "message", "系统忙"));

    private string Stamp() => time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private string? Text(XElement parent, string name) => parent.Element(_ns + name)?.Value.Trim();
}
