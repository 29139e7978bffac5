using System.Text;
using Integration.CanonicalModel;

namespace Integration.Specs.CanonicalModel;

public sealed class Writing
{
    [Fact]
    public void A_bill_on_the_wire()
    {
        var json = Encoding.UTF8.GetString(CanonicalJson.Serialize(Some.Bill(items: 1)));
        Assert.Equal(
            """{"billNo":"B202611-0001","accountNo":"A100","customerNo":"C1","customerName":"中国工商银行浙江省分行","period":"2026-11","state":"sent","amountDue":{"fen":12345,"currency":"CNY"},"amountPaid":{"fen":0,"currency":"CNY"},"dueDate":"2026-12-20","items":[{"code":"I1","name":"月租费","amount":{"fen":12345,"currency":"CNY"}}],"occurredAt":"2026-11-22T08:30:00+08:00"}""",
            json);
    }

    [Fact]
    public void A_batch_is_one_line_per_message_and_comes_back_whole()
    {
        var bills = Enumerable.Range(0, 1000).Select(i => Some.Bill($"B{i}", i, items: 1 + (i % 3))).ToArray();
        var bytes = CanonicalJson.SerializeBatch(bills);
        Assert.Equal(1000, bytes.Count(b => b == '\n'));
        var again = CanonicalJson.DeserializeBatch<CustomerBillIssued>(bytes);
        Assert.Equal(bytes, CanonicalJson.SerializeBatch(again));
    }

    [Fact]
    public void A_broken_line_of_a_batch_is_named()
    {
        var text = Encoding.UTF8.GetString(CanonicalJson.SerializeBatch([Some.Bill("B1"), Some.Bill("B2"), Some.Bill("B3")])).Replace("\"B3\"", "3");
        var e = Assert.Throws<CanonicalJsonException>(() => CanonicalJson.DeserializeBatch<CustomerBillIssued>(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(3, e.Line);
        Assert.Equal("billNo", e.Path);
    }

    [Fact]
    public void A_line_break_within_a_text_does_not_break_a_batch()
    {
        var bill = Some.Bill() with { CustomerName = "甲\r\n乙 𠮷" };
        Assert.Equal(bill.CustomerName, CanonicalJson.DeserializeBatch<CustomerBillIssued>(CanonicalJson.SerializeBatch([bill, bill]))[1].CustomerName);
    }

    [Fact]
    public void Long_texts_of_rare_characters_survive_the_writer_s_buffers()
    {
        for (var offset = 0; offset < 3; offset++)
        {
            var words = new string('x', offset) + string.Concat(Enumerable.Repeat("𠮷野家", 900));
            var ticket = new ReportTrouble
            {
                TicketNo = new("T1"), RequestId = new("R1"), Kind = TroubleKind.Fault, Severity = Severity.Major, Description = words, ReportedAt = Some.Instant,
            };
            Assert.Equal(words, CanonicalJson.Deserialize<ReportTrouble>(CanonicalJson.Serialize(ticket)).Description);
        }
    }

    [Fact]
    public void The_writer_refuses_what_the_reader_would_refuse()
    {
        var e = Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Serialize(Some.Bill() with { CustomerName = new string('长', 401) }));
        Assert.Equal("a text of at most 400 characters is expected; this one has 401 (at customerName, line 1)", e.Message);
        Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Serialize(Some.Bill() with { BillNo = default }));
        Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Serialize(Some.Bill() with { State = (BillState)99 }));
        Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Serialize(Some.Bill() with { Items = null! }));
        Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Serialize(Some.Bill() with { CustomerName = "a\0b" }));
    }

    [Fact]
    public void Words_about_a_fault_are_made_fit_instead_of_being_refused()
    {
        var line = new FileLineRejected { FileName = "BILL.txt", Line = 3, Code = "mapping.charset", Reason = new string('因', 5000), Source = "B|\0\u001b|\ud800|𠮷", OccurredAt = Some.Instant };
        var again = CanonicalJson.Deserialize<FileLineRejected>(CanonicalJson.Serialize(line));
        Assert.Equal("B|\uFFFD\uFFFD|\uFFFD|𠮷", again.Source);
        Assert.Equal(4000, again.Reason.Length);
    }
}
