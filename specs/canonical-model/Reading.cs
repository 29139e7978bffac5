using System.Globalization;
using System.Text;
using Integration.CanonicalModel;
using Newtonsoft.Json.Linq;

namespace Integration.Specs.CanonicalModel;

/// <summary>What the reader refuses, and how it says so.</summary>
public sealed class Reading
{
    private const string Good = """
        {"requestId":"R1","workOrderNo":"W1","reason":"客户取消"}
        """;

    [Fact]
    public void A_good_command_is_read()
    {
        var command = CanonicalJson.Deserialize<CancelWorkOrder>(Encoding.UTF8.GetBytes(Good));
        Assert.Equal(new RequestId("R1"), command.RequestId);
        Assert.Equal("客户取消", command.Reason);
    }

    [Theory]
    [InlineData("""{"requestId":"R1","workOrderNo":"W1","reason":"x","when":"now"}""", "CancelWorkOrder has no member 'when'; it has requestId, workOrderNo, reason (at when, line 1)")]
    [InlineData("""{"RequestId":"R1","workOrderNo":"W1","reason":"x"}""", "CancelWorkOrder has no member 'RequestId'; it has requestId, workOrderNo, reason (at RequestId, line 1)")]
    [InlineData("""{"requestId":"R1","workOrderNo":"W1"}""", "CancelWorkOrder needs member 'reason' (at the object itself, line 1)")]
    [InlineData("""{"requestId":"R1","workOrderNo":"W1","reason":null}""", "member 'reason' is required and must not be null (at reason, line 1)")]
    [InlineData("""{"requestId":"R1","workOrderNo":"W1","reason":12}""", "a text is expected, found 12 (at reason, line 1)")]
    [InlineData("""{"requestId":"R1","workOrderNo":["W1"],"reason":"x"}""", "a text (WorkOrderNumber) is expected, found a list (at workOrderNo, line 1)")]
    [InlineData("""{"requestId":"R1","workOrderNo":" W1","reason":"x"}""", "a WorkOrderNumber has no blanks at its ends: ' W1' (at workOrderNo, line 1)")]
    [InlineData("""{"requestId":"R1","workOrderNo":"","reason":"x"}""", "a WorkOrderNumber must not be empty (at workOrderNo, line 1)")]
    [InlineData("""{"requestId":"R1","workOrderNo":"W1","reason":"x","reason":"y"}""", "member 'reason' is given twice (at reason, line 1)")]
    [InlineData("""{"requestId":"R1","workOrderNo":"W1","reason":"a\u0001b"}""", "character U+0001 must not be in a text (at position 1) (at reason, line 1)")]
    [InlineData("[]", "a JSON object is expected, found StartArray (line 1)")]
    public void A_broken_contract_is_told_with_its_place(string json, string message)
    {
        var e = Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Deserialize<CancelWorkOrder>(Encoding.UTF8.GetBytes(json)));
        Assert.Equal(message, e.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"requestId":"R1","workOrderNo":"W1","reason":"a\ud840b"}""")]
    [InlineData("\uFEFF{}")]
    [InlineData("{'requestId':'R1'}")]
    [InlineData("{requestId:\"R1\"}")]
    [InlineData("""{"requestId":"R1","workOrderNo":"W1","reason":"x",}""")]
    [InlineData("""{"requestId":"R1","workOrderNo":"W1","reason":"x"}{}""")]
    [InlineData("""{"requestId":"R1",/* no */"workOrderNo":"W1","reason":"x"}""")]
    [InlineData("""{"requestId":"R1","workOrderNo":"W1","reason":NaN}""")]
    public void What_is_not_JSON_is_refused(string text) =>
        Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Deserialize<CancelWorkOrder>(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Depth_is_bounded()
    {
        var deep = Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 100_000) + new string(']', 100_000) + "}");
        Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Deserialize<CancelWorkOrder>(deep));
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused_and_not_replaced()
    {
        byte[] gbk = [.. "{\"requestId\":\"R1\",\"workOrderNo\":\"W1\",\"reason\":\""u8, 0xBF, 0xCD, 0xBB, 0xA7, .. "\"}"u8];
        var e = Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Deserialize<CancelWorkOrder>(gbk));
        Assert.Contains("not UTF-8 at byte", e.Message);
    }

    [Theory]
    [InlineData("amountDue", """{"fen":1.5,"currency":"CNY"}""", "a whole number from -9223372036854775808 to 9223372036854775807 is expected, found 1.5 (at amountDue.fen, line 1)")]
    [InlineData("amountDue", """{"fen":9223372036854775808,"currency":"CNY"}""", "a whole number from -9223372036854775808 to 9223372036854775807 is expected, found 9223372036854775808 (at amountDue.fen, line 1)")]
    [InlineData("amountDue", """{"fen":"1","currency":"CNY"}""", "a whole number from -9223372036854775808 to 9223372036854775807 is expected, found the text '1' (at amountDue.fen, line 1)")]
    [InlineData("amountDue", """{"fen":1,"currency":"yuan"}""", "a currency is three capital letters (ISO 4217), such as CNY; found 'yuan' (at amountDue, line 1)")]
    [InlineData("amountDue", """{"fen":1}""", "money needs member 'currency' (at amountDue, line 1)")]
    [InlineData("amountDue", "1", "money ({\"fen\":12345,\"currency\":\"CNY\"}) is expected, found 1 (at amountDue, line 1)")]
    [InlineData("dueDate", "\"2026-02-30\"", "a date that exists, written yyyy-MM-dd, is expected, found '2026-02-30' (at dueDate, line 1)")]
    [InlineData("dueDate", "\"2026-02-28T00:00:00\"", "a date that exists, written yyyy-MM-dd, is expected, found '2026-02-28T00:00:00' (at dueDate, line 1)")]
    [InlineData("dueDate", "null", "member 'dueDate' is null: what is absent is left out (at dueDate, line 1)")]
    [InlineData("occurredAt", "\"2026-02-28T00:00:00\"", "a time with its offset, such as 2026-11-22T08:30:00+08:00, is expected, found '2026-02-28T00:00:00' (at occurredAt, line 1)")]
    [InlineData("occurredAt", "\"2026-02-28T24:30:00Z\"", "a time with its offset, such as 2026-11-22T08:30:00+08:00, is expected, found '2026-02-28T24:30:00Z' (at occurredAt, line 1)")]
    [InlineData("period", "\"2026-13\"", "there is no month 13 of year 2026 (at period, line 1)")]
    [InlineData("period", "\"202611\"", "a billing period is written yyyy-MM, such as 2026-11; found '202611' (at period, line 1)")]
    [InlineData("state", "\"Sent\"", "'Sent' is no BillState; there are new, onHold, validated, sent, partiallyPaid, settled, overdue (at state, line 1)")]
    [InlineData("state", "3", "a text (BillState) is expected, found 3 (at state, line 1)")]
    [InlineData("items", """[{"code":"1","name":"n","amount":{"fen":1,"currency":"CNY"}},{"code":"2","amount":{"fen":1,"currency":"CNY"}}]""", "BillItem needs member 'name' (at items[1], line 1)")]
    [InlineData("items", """[null]""", "an object (BillItem) is expected, found null (at items[0], line 1)")]
    public void A_value_of_another_type_is_told_with_what_was_expected(string member, string value, string message)
    {
        var bill = JObject.Parse(Encoding.UTF8.GetString(CanonicalJson.Serialize(Some.Bill())));
        bill[member] = new JRaw(value);
        var e = Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Deserialize<CustomerBillIssued>(WireForms.Bytes(bill)));
        Assert.Equal(message, e.Message);
    }

    [Theory]
    [InlineData("2026-02-28T08:30:00Z")]
    [InlineData("2026-02-28T08:30:00.1234567+08:00")]
    [InlineData("2026-02-28T08:30:00-03:30")]
    public void Times_are_read_with_every_offset(string text)
    {
        var json = Encoding.UTF8.GetString(CanonicalJson.Serialize(Some.Bill())).Replace("2026-11-22T08:30:00+08:00", text);
        Assert.Equal(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture), CanonicalJson.Deserialize<CustomerBillIssued>(Encoding.UTF8.GetBytes(json)).OccurredAt);
    }

    [Fact]
    public void Numbers_with_leading_zeros_are_not_taken_for_octal()
    {
        var json = Encoding.UTF8.GetString(CanonicalJson.Serialize(Some.Bill(fen: 12345))).Replace("12345", "012345");
        Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Deserialize<CustomerBillIssued>(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void Reading_does_not_depend_on_the_machine_s_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new("ar-SA");
            var json = CanonicalJson.Serialize(Some.Bill());
            Assert.Contains("\"dueDate\":\"2026-12-20\"", Encoding.UTF8.GetString(json));
            Assert.Equal(Some.Instant, CanonicalJson.Deserialize<CustomerBillIssued>(json).OccurredAt);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
