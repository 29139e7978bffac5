using System.Xml.Linq;
using Integration.CanonicalModel;
using Integration.Mappings;
using Integration.Specs.Counterparts;
using Integration.Specs.CounterpartSpecs;
using Xunit;

namespace Integration.Specs.Interfaces;

/// <summary>BIL-4, RES-1, CS-1, CS-2: every document that the hub writes keeps the contract, every one it reads becomes what it says.</summary>
public sealed class Soap_documents
{
    private static readonly WrittenContract Billing = WrittenContract.Load("billing.wsdl");
    private static readonly WrittenContract Resource = WrittenContract.Load("resource.wsdl");
    private static readonly WrittenContract CustomerService = WrittenContract.Load("customer-service.wsdl");

    [Fact]
    public void to_open_an_account_are_what_the_sample_says()
    {
        var written = Library.Write("billing/bil-4-open-account@1", new OpenBillingAccount
        {
            RequestId = new RequestId("R20261122000001"), OrderNo = new OrderNumber("PO20261122000001"), CustomerNo = new CustomerNumber("C05710000001"),
            CustomerName = "工商银行杭州分行", Name = "工商银行杭州分行 专线", BillAddress = "杭州市上城区解放路12号", PaymentMethod = PaymentMethod.DirectDebit,
            DirectDebit = new BankAccount { Bank = "102331000012", Number = new BankAccountNumber("6222020000000000017"), Holder = "工商银行杭州分行" },
            ServiceNos = [new ServiceNumber("0571-ZX-000003")], StartsOn = new DateOnly(2026, 12, 1),
        });
        Same(Samples.Path("billing", "open-account.xml"), written, Billing);
    }

    [Fact]
    public void to_open_an_account_leave_out_what_is_not_known()
    {
        var written = Library.Write("billing/bil-4-open-account@1", new OpenBillingAccount
        {
            RequestId = new RequestId("R1"), CustomerNo = new CustomerNumber("C1"), CustomerName = "a & b <c>", Name = "n", PaymentMethod = PaymentMethod.Cash, StartsOn = new DateOnly(2026, 12, 1),
        });
        Keeps(written, Billing);
        Assert.DoesNotContain("bankAccount", written, StringComparison.Ordinal);
    }

    [Fact]
    public void to_change_and_close_accounts_and_to_set_shares_keep_the_contract()
    {
        Keeps(Library.Write("billing/bil-4-change-account@1", new ChangeBillingAccount
        {
            RequestId = new RequestId("R2"), AccountNo = new AccountNumber("A1"), Name = "工行", PaymentMethod = PaymentMethod.OnePoint, AddServiceNos = [new ServiceNumber("057187000001"), new ServiceNumber("057187000002")],
            RemoveServiceNos = [new ServiceNumber("057187000003")], EffectiveOn = new DateOnly(2026, 12, 1),
        }), Billing);
        Keeps(Library.Write("billing/bil-4-close-account@1", new CloseBillingAccount
        {
            RequestId = new RequestId("R3"), AccountNo = new AccountNumber("A1"), EndsOn = new DateOnly(2026, 12, 31), Reason = "撤点", OrderNo = new OrderNumber("PO1"),
        }), Billing);
        var shares = Library.Write("billing/bil-4-set-one-point-shares@1", new SetOnePointBilling
        {
            RequestId = new RequestId("R20261122000003"), PayingAccountNo = new AccountNumber("A000000001"), GroupNo = "G0571000001", EffectiveOn = new DateOnly(2026, 12, 1),
            Shares = [new OnePointShare { AccountNo = new AccountNumber("A000000003"), BasisPoints = 10_000 }, new OnePointShare { AccountNo = new AccountNumber("A000000005"), BasisPoints = 3_333 }],
        });
        Same(Samples.Path("billing", "set-one-point-shares.xml"), shares, Billing);
    }

    [Fact]
    public void of_billing_become_replies_that_name_their_request()
    {
        var (opened, record) = Library.Read<BillingAccountOpened>("billing/bil-4-account-opened@1", Sample("billing", "open-account-answer.xml"));
        Assert.Equal(("R20261122000001", "A900000001", new DateTimeOffset(2026, 11, 22, 10, 30, 5, TimeSpan.FromHours(8))), (opened.RequestId.Value, opened.AccountNo.Value, opened.DoneAt));
        Assert.Equal(("R20261122000001", "A900000001"), (record.CorrelationId, record.BusinessKey));
        var (rejected, _) = Library.Read<BillingRequestRejected>("billing/bil-4-rejected@1", Sample("billing", "business-fault.xml"));
        Assert.Equal(("R20261122000002", "B001", "客户不存在: C0571999"), (rejected.RequestId.Value, rejected.Code, rejected.Reason));
    }

    [Theory]
    [InlineData("billing/bil-4-account-changed@1", "ChangeAccountResponse", "BillingAccountChanged")]
    [InlineData("billing/bil-4-account-closed@1", "CloseAccountResponse", "BillingAccountClosed")]
    [InlineData("billing/bil-4-one-point-set@1", "SetOnePointSharesResponse", "OnePointBillingSet")]
    public void of_billing_become_the_reply_of_their_operation(string mapping, string root, string type)
    {
        var answer = $"<{root} xmlns='{Billing.Namespace}'><requestId>R1</requestId><accountNo>A1</accountNo><doneAt>2026-11-22T02:30:05Z</doneAt></{root}>";
        var record = Assert.Single(Library.In(mapping).Map(System.Text.Encoding.UTF8.GetBytes(answer), Library.Context()));
        Assert.Equal(type, record.MessageType);
        CanonicalJson.Deserialize(record.Json, CanonicalCatalog.Find(type, 1)!.ClrType);
    }

    [Fact]
    public void to_check_feasibility_are_what_the_sample_says()
    {
        var written = Library.Write("resource/res-1-check@1", new CheckServiceFeasibility
        {
            RequestId = new RequestId("CHK0001"), CustomerNo = new CustomerNumber("C05710000001"), Offering = new OfferingCode("LEASED_LINE"), BandwidthKbps = 10_240,
            AEnd = new ServiceEnd { AreaCode = "0571", Address = "杭州市西湖区解放路1号" }, ZEnd = new ServiceEnd { AreaCode = "0574", Address = "宁波市海曙区解放路2号" }, WantedBy = new DateOnly(2026, 12, 10),
        });
        Same(Samples.Path("resource", "check.xml"), written, Resource);
    }

    [Fact]
    public void to_check_an_offering_that_resource_management_does_not_know_are_not_written()
    {
        var wrong = new CheckServiceFeasibility { RequestId = new RequestId("C1"), Offering = new OfferingCode("TELEX"), AEnd = new ServiceEnd { Address = "杭州" } };
        var e = Assert.Throws<MappingException>(() => Library.Write("resource/res-1-check@1", wrong));
        Assert.Equal("mapping.unknown-code", e.Code);
        Assert.Contains("TELEX", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void of_resource_management_become_the_answer_to_the_question()
    {
        var (yes, record) = Library.Read<ServiceFeasibilityChecked>("resource/res-1-checked@1", Sample("resource", "answer-yes.xml"));
        Assert.Equal((true, new DateOnly(2026, 12, 8), 5, 0), (yes.Feasible, yes.EarliestDate, yes.AEnd?.FreePorts, yes.ZEnd?.CableMetres));
        Assert.Equal("CHK0001", record.CorrelationId);
        var (no, _) = Library.Read<ServiceFeasibilityChecked>("resource/res-1-checked@1", Sample("resource", "answer-no.xml"));
        Assert.Equal((false, "N04", "超出覆盖范围", false), (no.Feasible, no.ReasonCode, no.Reason, no.ZEnd?.Feasible));
        var (refused, _) = Library.Read<ResourceRequestRejected>("resource/res-1-rejected@1", Sample("resource", "business-fault.xml"));
        Assert.Equal("R004", refused.Code);
    }

    [Fact]
    public void with_a_date_that_does_not_exist_are_located_faults()
    {
        var e = Assert.Throws<MappingException>(() => Library.In("resource/res-1-checked@1").Map(Sample("resource", "bad-answer-date.xml"), Library.Context()));
        Assert.Contains("2026-13-08", e.Message, StringComparison.Ordinal);
        Assert.Contains("earliestDate", e.Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("query-by-phone.xml", "057187000001")]
    [InlineData("query-by-circuit.xml", "0571-ZX-000003")]
    public void of_a_customer_query_ask_for_the_number_in_its_one_spelling(string sample, string number)
    {
        var (query, record) = Library.Read<FindCustomerByServiceNumber>("customer-service/cs-1-query@1", Sample("customer-service", sample));
        Assert.Equal(number, query.ServiceNo.Value);
        Assert.Null(record.ExternalId);
    }

    [Fact]
    public void with_a_number_that_is_none_are_refused_as_C002()
    {
        var e = Assert.Throws<MappingException>(() => Library.In("customer-service/cs-1-query@1")
            .Map(System.Text.Encoding.UTF8.GetBytes($"<QueryCustomer xmlns='{CustomerService.Namespace}'><phoneNumber>0571-1</phoneNumber></QueryCustomer>"), Library.Context(("messageId", "m"))));
        var fault = Library.Write("customer-service/refusal@1", new RequestRefused { RequestId = new RequestId("m"), Code = e.Code, Message = e.Message });
        Keeps(fault, CustomerService);
        Assert.Contains("C002", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("customer.not-found", "C001")]
    [InlineData("duplicate.conflict", "C003")]
    [InlineData("anything.else", "C099")]
    public void of_a_refusal_carry_the_contracts_code(string code, string theirs)
    {
        var fault = Library.Write("customer-service/refusal@1", new RequestRefused { RequestId = new RequestId("m"), Code = code, Message = "未找到客户" });
        Keeps(fault, CustomerService);
        Assert.Equal(theirs, XElement.Parse(fault).Element(CustomerService.Namespace + "code")?.Value);
    }

    [Fact]
    public void of_a_customer_answer_keep_the_contract_with_much_and_with_little()
    {
        var full = Library.Write("customer-service/cs-1-answer@1", Overview.Full());
        Keeps(full, CustomerService);
        var answer = XElement.Parse(full);
        Assert.Equal(2, answer.Elements(CustomerService.Namespace + "product").Count());
        Assert.Equal("123450", answer.Element(CustomerService.Namespace + "latestBill")?.Element(CustomerService.Namespace + "due")?.Value);
        Assert.Equal("INSTALL", answer.Element(CustomerService.Namespace + "openOrder")?.Element(CustomerService.Namespace + "type")?.Value);
        Keeps(Library.Write("customer-service/cs-1-answer@1", Overview.Little()), CustomerService);
    }

    [Fact]
    public void of_a_trouble_report_become_the_command_with_a_ticket_number()
    {
        var (report, record) = Library.Read<ReportTrouble>("customer-service/cs-2-report@1", Sample("customer-service", "report.xml"));
        Assert.Equal(("TT20261122000001", "KF20261122000017", "057187000001", "13912345678"), (report.TicketNo.Value, report.RequestId.Value, report.ServiceNo?.Value, report.ContactPhone));
        Assert.Equal((TroubleKind.Fault, Severity.Critical, "营业大厅电话无声，多台分机受影响"), (report.Kind, report.Severity, report.Description));
        Assert.Equal("KF20261122000017", record.ExternalId);
        var answer = Library.Write("customer-service/cs-2-answer@1", report);
        Keeps(answer, CustomerService);
        Assert.Equal("TT20261122000001", XElement.Parse(answer).Element(CustomerService.Namespace + "ticketNo")?.Value);
    }

    private static byte[] Sample(string system, string name) => File.ReadAllBytes(Samples.Path(system, name));

    private static void Keeps(string written, WrittenContract contract) => Assert.Null(contract.Check(XElement.Parse(written)));

    private static void Same(string sample, string written, WrittenContract contract)
    {
        Keeps(written, contract);
        Assert.Equal(XElement.Load(sample).ToString(SaveOptions.None), XElement.Parse(written).ToString(SaveOptions.None));
    }
}
