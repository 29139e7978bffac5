namespace Integration.Specs.Counterparts;

/// <summary>What a clerk of customer service asks of CS-1.</summary>
/// <param name="Found">False when the hub said that there is no such customer.</param>
/// <param name="Trouble">Anything that is neither an answer nor a declared fault; null if all went well.</param>
public sealed record CustomerAnswer(
    bool Found, string? CustomerNo, string? Name, string? Level, string? ManagerNo, IReadOnlyList<string> ServiceNumbers, IReadOnlyList<string> OpenOrders,
    IReadOnlyList<string> OpenTickets, string? LatestBillNo, long? LatestBillDueFen, string? FaultCode, string? Trouble, TimeSpan Took);

/// <param name="Type">FAULT, COMPLAINT or SUPPORT.</param>
/// <param name="Severity">1 critical, 2 major, 3 minor.</param>
public sealed record TroubleReport(string RequestId, string ServiceNumber, string Type, string Severity, string Description, string? ContactName = null, string? ContactPhone = null);

/// <param name="TicketNo">null when it was refused or there was trouble.</param>
public sealed record TroubleAnswer(string? TicketNo, string? FaultCode, string? Trouble, TimeSpan Took);
