using Integration.CanonicalModel;
using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo;

/// <summary>The demo world in the words of the canonical model: what the core app would say.</summary>
internal static class DemoFacts
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    public static CustomerProfileChanged Customer(WorldCustomer c, DateTimeOffset now, WorldCustomer? parent = null) => new()
    {
        CustomerNo = new CustomerNumber(c.Number),
        Name = c.Name,
        ShortName = c.ShortName,
        Industry = c.Industry,
        Address = c.Address,
        Status = CustomerStatus.Active,
        ServiceLevel = Level(c.Level),
        OrgUnit = new OrgUnitCode(c.OrgUnit),
        AccountManager = new StaffMember { StaffId = new StaffId(c.Manager.StaffNo), Name = c.Manager.Name, Phone = c.Manager.Phone },
        ParentCustomerNo = parent is null ? null : new CustomerNumber(parent.Number),
        Contacts = [new Contact { Name = c.Contact.Name, Role = ContactRole.DecisionMaker, Phones = [c.Contact.Phone], Birthday = DayOfYear(1965 + (c.Index % 30), c.Index * 17) }],
        SpecialDays = c.Index % 3 == 0 ? [new SpecialDay { Name = "司庆", Date = DayOfYear(1990 + (c.Index % 20), c.Index * 29) }] : [],
        OccurredAt = now,
    };

    // The days are spread over the year, so that every month has some.
    private static DateOnly DayOfYear(int year, int day) => new DateOnly(year, 1, 1).AddDays(day % 365);

    public static BillingAccountProfileChanged Account(WorldAccount a, WorldCustomer c, DateTimeOffset now) => new()
    {
        AccountNo = new AccountNumber(a.Number),
        CustomerNo = new CustomerNumber(c.Number),
        Name = c.Name,
        Status = BillingAccountStatus.Open,
        OccurredAt = now,
    };

    public static ProductProfileChanged Product(WorldService s, WorldCustomer c, DateTimeOffset now) => new()
    {
        ProductId = new ProductId(s.ProductId),
        CustomerNo = new CustomerNumber(c.Number),
        AccountNo = new AccountNumber(s.AccountNumber),
        Offering = new OfferingCode(s.Kind),
        OfferingName = s.Offering,
        ServiceNo = new ServiceNumber(Number(s)),
        Status = ProductStatus.Active,
        StartedOn = s.Start,
        BandwidthKbps = s.BandwidthKbps,
        MonthlyFee = new Money(s.MonthlyFen, "CNY"),
        AEnd = new ServiceEnd { Address = s.AEnd, AreaCode = c.Place.AreaCode },
        ZEnd = s.ZEnd is null ? null : new ServiceEnd { Address = s.ZEnd },
        OccurredAt = now,
    };

    public static CreateWorkOrder WorkOrder(int n, string run, WorldService s, WorldCustomer c, DateTimeOffset now) => new()
    {
        WorkOrderNo = new WorkOrderNumber($"WO{run}{n:D5}"),
        OrderNo = new OrderNumber($"PO{run}{n:D5}"),
        Type = WorkOrderType.Install,
        CustomerNo = new CustomerNumber(c.Number),
        CustomerName = c.Name,
        ServiceLevel = Level(c.Level),
        ServiceNo = new ServiceNumber(Number(s)),
        Offering = new OfferingCode(s.Kind),
        BandwidthKbps = s.BandwidthKbps,
        AEnd = new ServiceEnd { Address = s.AEnd, AreaCode = c.Place.AreaCode, ContactName = c.Contact.Name, ContactPhone = c.Contact.Phone },
        ZEnd = s.ZEnd is null ? null : new ServiceEnd { Address = s.ZEnd, AreaCode = c.Place.AreaCode, ContactName = c.Contact.Name, ContactPhone = c.Contact.Phone },
        DueAt = now.ToOffset(Beijing).AddDays(3),
        RequestedAt = now.ToOffset(Beijing),
    };

    public static OpenBillingAccount OpenAccount(int n, string run, string customerNo, string name, DateTimeOffset now) => new()
    {
        RequestId = new RequestId($"REQ{run}{n:D5}"),
        CustomerNo = new CustomerNumber(customerNo),
        CustomerName = name,
        Name = name,
        PaymentMethod = PaymentMethod.BankTransfer,
        StartsOn = DateOnly.FromDateTime(now.ToOffset(Beijing).Date).AddDays(1),
    };

    public static CheckServiceFeasibility Feasibility(int n, string run, WorldCustomer c, string aEnd, string zEnd) => new()
    {
        RequestId = new RequestId($"CHK{run}{n:D5}"),
        CustomerNo = new CustomerNumber(c.Number),
        Offering = new OfferingCode("LEASED_LINE"),
        AEnd = new ServiceEnd { Address = aEnd, AreaCode = c.Place.AreaCode },
        ZEnd = new ServiceEnd { Address = zEnd, AreaCode = c.Place.AreaCode },
        BandwidthKbps = 10_240,
    };

    public static ReserveResource Reservation(int n, string run, WorldCustomer c, string aEnd, string zEnd, DateTimeOffset now) => new()
    {
        RequestId = new RequestId($"RR{run}{n:D5}"),
        OrderNo = new OrderNumber($"PR{run}{n:D5}"),
        CustomerNo = new CustomerNumber(c.Number),
        Offering = new OfferingCode("LEASED_LINE"),
        AEnd = new ServiceEnd { Address = aEnd, AreaCode = c.Place.AreaCode },
        ZEnd = new ServiceEnd { Address = zEnd },
        BandwidthKbps = 10_240,
        HoldUntil = DateOnly.FromDateTime(now.ToOffset(Beijing).Date).AddDays(30),
    };

    public static ReleaseResource Release(ReserveResource of, ReservationNumber reservation) => new()
    {
        RequestId = new RequestId($"{of.RequestId.Value}F"),
        OrderNo = of.OrderNo,
        ReservationNo = reservation,
        Reason = "用户撤单",
    };

    public static CancelWorkOrder Cancel(WorkOrderNumber workOrder) => new()
    {
        RequestId = new RequestId($"{workOrder.Value}C"),
        WorkOrderNo = workOrder,
        Reason = "客户推迟",
    };

    public static AmendWorkOrder Amend(CreateWorkOrder of) => new()
    {
        RequestId = new RequestId($"{of.WorkOrderNo.Value}A"),
        WorkOrderNo = of.WorkOrderNo,
        BandwidthKbps = of.BandwidthKbps * 2,
        DueAt = of.DueAt.AddDays(3),
        Reason = "客户增加带宽",
    };

    /// <summary>The canonical form of a number: a phone has digits only, a circuit number stands as it is.</summary>
    public static string Number(WorldService s) => s.Kind == "PHONE" ? s.Number.Replace("-", "", StringComparison.Ordinal) : s.Number;

    public static ServiceLevel Level(int level) => level switch
    {
        1 => ServiceLevel.Diamond,
        2 => ServiceLevel.Gold,
        _ => ServiceLevel.Silver,
    };
}
