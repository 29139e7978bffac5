using System.Globalization;

namespace Integration.Specs.Features.Support;

/// <summary>Looks into the archive's tables, beside the hub: what no query of the core app tells is asked in SQL.</summary>
internal sealed class ArchiveTables(Stores stores)
{
    private string Schema => stores.Config.Store.Kind == "postgres" ? "archive." : "archive_";

    /// <summary>Bills whose number begins so (a file's bills share area, period and file number).</summary>
    public Task<IReadOnlyList<ArchivedBill>> BillsAsync(string numbersBeginWith) => ReadAsync(
        $"SELECT bill_no, due_fen, paid_fen, state, bill_message, bill_line FROM {Schema}customer_bill WHERE bill_no >= @from AND bill_no < @to ORDER BY bill_no",
        row => new ArchivedBill(Text(row[0])!, Whole(row[1]), Whole(row[2]), Text(row[3])!, Id(row[4]), Whole(row[5])),
        ("@from", numbersBeginWith), ("@to", numbersBeginWith + "~"));

    public async Task<(long Bills, long Fen)> BillTotalsAsync() => (await ReadAsync(
        $"SELECT count(*), coalesce(sum(due_fen), 0) FROM {Schema}customer_bill", row => (Whole(row[0]), Whole(row[1]))))[0];

    /// <summary>State, and 97's reason if it sent the work order back; null while the archive knows nothing of it.</summary>
    public async Task<ArchivedWorkOrder?> WorkOrderAsync(string number) => (await ReadAsync(
        $"SELECT state, reason_code, note, customer_no FROM {Schema}work_order WHERE work_order_no = @no",
        row => new ArchivedWorkOrder(Text(row[0]), Text(row[1]), Text(row[2]), Text(row[3])), ("@no", number))).FirstOrDefault();

    public async Task<long> WorkOrdersAsync(string state) => (await ReadAsync(
        $"SELECT count(*) FROM {Schema}work_order WHERE state = @state", row => Whole(row[0]), ("@state", state)))[0];

    public Task<IReadOnlyList<(string TicketNo, string? Description)>> TicketsAsync(string description) => ReadAsync(
        $"SELECT ticket_no, description FROM {Schema}trouble_ticket WHERE description = @text", row => (Text(row[0])!, Text(row[1])), ("@text", description));

    /// <summary>Status of the installed product with this number, as told last.</summary>
    public async Task<string?> ProductStatusAsync(string serviceNo) => (await ReadAsync(
        $"SELECT status FROM {Schema}product WHERE service_no = @no ORDER BY installed_at DESC", row => Text(row[0]), ("@no", serviceNo))).FirstOrDefault();

    /// <summary>Null while the archive knows of no outage of the circuit.</summary>
    public async Task<ArchivedOutage?> OutageAsync(string circuit) => (await ReadAsync(
        $"SELECT cause, solution FROM {Schema}outage WHERE kind = 'outage' AND circuit_no = @circuit", row => new ArchivedOutage(Text(row[0]), Text(row[1])), ("@circuit", circuit))).FirstOrDefault();

    /// <summary>Service and route (JSON) of a circuit; null while the archive does not know it.</summary>
    public async Task<(string? ServiceNo, string? Route)?> CircuitAsync(string circuit) => (await ReadAsync<(string?, string?)?>(
        $"SELECT service_no, route FROM {Schema}circuit WHERE circuit_no = @circuit", row => (Text(row[0]), Text(row[1])), ("@circuit", circuit))).FirstOrDefault();

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<object[], T> read, params (string Name, object Value)[] parameters)
    {
        await using var connection = await stores.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var found = new List<T>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            var row = new object[rows.FieldCount];
            rows.GetValues(row);
            found.Add(read(row));
        }
        return found;
    }

    private static string? Text(object value) => value is DBNull ? null : value.ToString();

    private static long Whole(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    // SQLite keeps ids as bytes in the order in which they are written, or as text.
    private static MessageId Id(object value) => value switch
    {
        Guid id => new MessageId(id),
        byte[] bytes => new MessageId(new Guid(bytes, bigEndian: true)),
        _ => MessageId.Parse((string)value),
    };
}

internal sealed record ArchivedBill(string BillNo, long DueFen, long PaidFen, string State, MessageId Message, long Line);

internal sealed record ArchivedWorkOrder(string? State, string? ReasonCode, string? Note, string? CustomerNo);

internal sealed record ArchivedOutage(string? Cause, string? Solution);
