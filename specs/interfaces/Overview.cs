using Integration.CanonicalModel;

namespace Integration.Specs.Interfaces;

/// <summary>Customer overviews for tests.</summary>
internal static class Overview
{
    public static CustomerOverview Little() => new()
    {
        CustomerNo = new CustomerNumber("C1"), Name = "某局", Status = CustomerStatus.Prospect, ServiceLevel = ServiceLevel.Standard, OrgUnit = new OrgUnitCode("cn.zj.hz"),
        Products = [], ProductCount = 0, OpenOrders = [], OpenTickets = [], AsOf = Library.Now,
    };

    public static CustomerOverview Full() => Little() with
    {
        Name = "工商银行杭州分行", ShortName = "工行杭州", Industry = "金融", Status = CustomerStatus.Active, ServiceLevel = ServiceLevel.Diamond,
        AccountManager = new StaffMember { StaffId = new StaffId("M057101"), Name = "李敏", Phone = "13912340000" },
        ProductCount = 2,
        Products =
        [
            new ProductLine { ProductId = new ProductId("P1"), ServiceNo = new ServiceNumber("0571-ZX-000003"), OfferingName = "数字专线", Status = ProductStatus.Active, BandwidthKbps = 2048, StartedOn = new DateOnly(2024, 5, 1) },
            new ProductLine { ProductId = new ProductId("P2"), ServiceNo = new ServiceNumber("057187000001"), Status = ProductStatus.Suspended },
        ],
        OpenOrders =
        [
            new OpenOrder { OrderNo = new OrderNumber("PO1"), WorkOrderNo = new WorkOrderNumber("WO1"), Type = WorkOrderType.Install, State = "dispatched", DueAt = Library.Now.AddDays(3), ChangedAt = Library.Now },
        ],
        OpenTickets =
        [
            new OpenTicket { TicketNo = new TicketNumber("TT1"), Kind = TroubleKind.Complaint, Severity = Severity.Major, State = TicketState.InProgress, ReportedAt = Library.Now.AddHours(-1) },
        ],
        LatestBill = new BillLine
        {
            BillNo = new BillNumber("B1"), AccountNo = new AccountNumber("A1"), Period = BillingPeriod.Parse("2026-10"), AmountDue = new Money(123_450, "CNY"), AmountPaid = new Money(100_000, "CNY"),
            AmountArrears = new Money(23_450, "CNY"), State = BillState.PartiallyPaid, DueDate = new DateOnly(2026, 11, 25),
        },
    };
}
