using System.Globalization;
using System.Xml.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>Works out what becomes of a RES-2 request. It depends on the request alone, so the books can be checked.</summary>
internal static class ResultMaker
{
    private static readonly XNamespace Ns = WrittenContract.Load("resource-result.wsdl").Namespace;

    public static ResourceRequest Make(XElement request, string content, ResourceBook book, DateTimeOffset now)
    {
        string? Text(string name) => request.Descendants(request.Name.Namespace + name).FirstOrDefault()?.Value.Trim();
        var (id, order) = (Text("requestId")!, Text("orderNo")!);
        var made = new ResourceRequest(id, order, content, $"ZY{Dice.Roll(1_000_000_000, 0, id):D10}", "", null, null);
        object[] head = [new XElement(Ns + "requestId", id), new XElement(Ns + "orderNo", order)];
        var stamp = new XElement(Ns + "occurredAt", now.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        switch (request.Name.LocalName)
        {
            case "ReserveResource" when Sites(request).Any(s => s.Contains('岛')):
                return made with
                {
                    Result = Write("ReportFailed", head, new XElement(Ns + "code", "N04"), new XElement(Ns + "reason", "超出覆盖范围"), stamp),
                };
            case "ReserveResource":
                var circuit = $"{Text("areaCode") ?? "0571"}-ZX-8{Dice.Roll(1_000_000, 0, id + "circuit"):D6}";
                var reservation = $"YZ{Dice.Roll(1_000_000_000, 0, id + "reservation"):D10}";
                return made with
                {
                    ReservationNo = reservation, CircuitNo = circuit,
                    Result = Write("ReportReserved", head, new XElement(Ns + "reservationNo", reservation), new XElement(Ns + "circuitNo", circuit), Route(request), new XElement(Ns + "holdUntil", Text("holdUntil")), stamp),
                };
            case "AssignResource":
                var reserved = book.FindReservation(Text("reservationNo")!)!;
                return made with
                {
                    Result = Write("ReportAssigned", head, new XElement(Ns + "serviceNumber", Text("serviceNumber")), new XElement(Ns + "circuitNo", reserved.CircuitNo),
                        reserved.ResultElement.Element(Ns + "route")!, stamp),
                };
            default:
                return made with { Result = Write("ReportReleased", head, stamp) };
        }
    }

    public static XElement Released(string requestId, string orderNo, DateTimeOffset now) => new(Ns + "ReportReleased",
        new XElement(Ns + "requestId", requestId), new XElement(Ns + "orderNo", orderNo),
        new XElement(Ns + "occurredAt", now.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)));

    // 杭州市西湖区… is served from 杭州局.
    private static XElement Route(XElement request) => new(Ns + "route", Sites(request).Select((address, n) => new XElement(Ns + "hop",
        new XElement(Ns + "node", $"{address[..Math.Min(2, address.Length)]}局"),
        new XElement(Ns + "equipment", $"ODF-{n + 1:D2}"),
        new XElement(Ns + "port", $"1-{n + 1}-{Dice.Roll(48, n, address):D2}"))));

    private static IEnumerable<string> Sites(XElement request) => request.Descendants(request.Name.Namespace + "address").Select(a => a.Value.Trim());

    private static string Write(string name, params object[] content) => new XElement(Ns + name, content).ToString(SaveOptions.DisableFormatting);
}
