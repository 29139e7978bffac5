using Integration.CanonicalModel;

namespace Integration.Specs.Archive;

/// <summary>Sample messages about one customer of a test's own: the number keeps tests apart in one database.</summary>
public sealed class Some
{
    private static int s_next;

    private readonly int _n = Interlocked.Increment(ref s_next);

    public static DateTimeOffset At(int minutes) => new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.FromHours(8)).AddMinutes(minutes);

    public CustomerNumber CustomerNo => new($"C{_n:D5}");

    public ServiceNumber Phone => new($"0571-87{_n:D6}");

    public CircuitNumber CircuitNo => new($"0571-ZX-{_n:D6}");

    public ServiceNumber Line => new($"0571-ZX-{_n:D6}");

    public string ContactPhone => $"1390000{_n:D4}";

    public AccountNumber AccountNo => new($"A{_n:D5}");

    public WorkOrderNumber WorkOrderNo => new($"W{_n:D5}");

    public OrderNumber OrderNo => new($"O{_n:D5}");

    public TicketNumber TicketNo => new($"T{_n:D5}");

    public BillNumber BillNo(int i = 0) => new($"B{_n:D5}-{i:D5}");

    public CustomerProfileChanged Customer(int minutes = 0, string orgUnit = "cn.zj.hz", ServiceLevel level = ServiceLevel.Gold) => new()
    {
        CustomerNo = CustomerNo,
        Name = $"中国工商银行浙江省分行{_n}",
        ShortName = "工行浙江",
        Industry = "银行",
        Status = CustomerStatus.Active,
        ServiceLevel = level,
        CreditClass = "A",
        OrgUnit = new(orgUnit),
        AccountManager = new StaffMember { StaffId = new("zhang.wei"), Name = "张伟", Phone = "13800000000" },
        Contacts = [new Contact { Name = "李娜", Role = ContactRole.Technical, Phones = [ContactPhone] }],
        OccurredAt = At(minutes),
    };

    public ProductProfileChanged Product(ServiceNumber? service = null, int minutes = 0, ProductStatus status = ProductStatus.Active) => new()
    {
        ProductId = new($"P-{(service ?? Phone).Value}"),
        CustomerNo = CustomerNo,
        AccountNo = AccountNo,
        Offering = new("PSTN"),
        OfferingName = "固定电话",
        ServiceNo = service ?? Phone,
        Status = status,
        MonthlyFee = Money.Cny(3500),
        StartedOn = new DateOnly(2020, 1, 1),
        OccurredAt = At(minutes),
    };

    public CustomerBillIssued Bill(int i = 0, int minutes = 0, long dueFen = 12345, long paidFen = 0, string period = "2026-11") => new()
    {
        BillNo = BillNo(i),
        AccountNo = AccountNo,
        CustomerNo = CustomerNo,
        Period = BillingPeriod.Parse(period),
        State = paidFen == 0 ? BillState.Sent : paidFen == dueFen ? BillState.Settled : BillState.PartiallyPaid,
        AmountDue = Money.Cny(dueFen),
        AmountPaid = Money.Cny(paidFen),
        DueDate = new DateOnly(2026, 12, 20),
        Items = [new BillItem { Code = "10", Name = "月租费", Amount = Money.Cny(dueFen), ServiceNo = Phone }],
        OccurredAt = At(minutes),
    };

    public CreateWorkOrder Order(WorkOrderType type = WorkOrderType.Install, int minutes = 0) => new()
    {
        WorkOrderNo = WorkOrderNo,
        OrderNo = OrderNo,
        Type = type,
        CustomerNo = CustomerNo,
        CustomerName = "工行浙江",
        ServiceNo = Line,
        Offering = new("DDN"),
        CircuitNo = CircuitNo,
        BandwidthKbps = 2048,
        AEnd = new ServiceEnd { Address = "杭州市庆春路1号" },
        ZEnd = new ServiceEnd { Address = "宁波市中山路2号" },
        DueAt = At(10_000),
        RequestedAt = At(minutes),
    };

    public WorkOrderStateChanged State(WorkOrderState state, int minutes, long? sequence = null) => new()
    {
        WorkOrderNo = WorkOrderNo, State = state, Engineer = "王工", Sequence = sequence, OccurredAt = At(minutes),
    };

    public WorkOrderReturned Returned(int minutes, long? sequence = null) => new()
    {
        WorkOrderNo = WorkOrderNo, ReasonCode = "T02", Reason = "无端口", Sequence = sequence, OccurredAt = At(minutes),
    };

    public WorkOrderCompleted Completed(int minutes, long? sequence = null, WorkOrderType? type = null) => new()
    {
        WorkOrderNo = WorkOrderNo,
        Type = type,
        Product = new InstalledProduct { ServiceNo = Line, BandwidthKbps = 4096, AEnd = new ServiceEnd { Address = "杭州市庆春路1号3楼" } },
        Engineer = "王工",
        CompletedAt = At(minutes),
        Sequence = sequence,
        OccurredAt = At(minutes),
    };

    public ReportTrouble Trouble(int minutes = 0, bool byCustomer = false) => new()
    {
        TicketNo = TicketNo,
        RequestId = new($"R{_n:D5}"),
        Kind = TroubleKind.Fault,
        Severity = Severity.Major,
        CustomerNo = byCustomer ? CustomerNo : null,
        ServiceNo = new(Phone.Value.Replace("-", "", StringComparison.Ordinal)),
        Description = "电话不通",
        ReportedAt = At(minutes),
    };

    public BillingAccountProfileChanged Account(int minutes = 0, string? name = null) => new()
    {
        AccountNo = AccountNo, CustomerNo = CustomerNo, Name = name ?? "工行浙江", Status = BillingAccountStatus.Open, OccurredAt = At(minutes),
    };

    public CircuitReported Circuit(int minutes = 0, long bandwidth = 4096, ResourceState state = ResourceState.InService) => new()
    {
        ResourceId = new($"R{_n:D5}"), Kind = ResourceKind.Circuit, State = state, CircuitNo = CircuitNo, ServiceNo = Line, CustomerNo = CustomerNo, BandwidthKbps = bandwidth, OccurredAt = At(minutes),
    };

    public ServiceLineChanged LineChanged(OrderAction action, int minutes, bool byCustomer = false) => new()
    {
        ChangeNo = $"L{_n:D5}-{minutes}", CustomerNo = byCustomer ? CustomerNo : null, ServiceNo = Phone, Action = action, OccurredAt = At(minutes),
    };
}
