namespace Integration.Specs.Warnings;

/// <summary>Messages about customers.</summary>
internal static class Some
{
    public static readonly CustomerNumber One = new("C0001"), Other = new("C0002");

    private static readonly DateTimeOffset Before = new(2026, 11, 1, 8, 0, 0, TimeSpan.FromHours(8));

    public static CustomerProfileChanged Customer(CustomerNumber no, ServiceLevel level = ServiceLevel.Gold, string unit = "cn.zj.hz", string manager = "wang", DateOnly? birthday = null, DateOnly? founded = null) => new()
    {
        CustomerNo = no, Name = $"客户{no}", Status = CustomerStatus.Active, ServiceLevel = level, OrgUnit = new(unit), AccountManager = new StaffMember { StaffId = new(manager), Name = "王芳" },
        Contacts = birthday is null ? [] : [new Contact { Name = "李娜", Role = ContactRole.Technical, Birthday = birthday }],
        SpecialDays = founded is { } day ? [new SpecialDay { Name = "厂庆", Date = day }] : [], OccurredAt = Before,
    };

    /// <summary>Bills of the months up to October 2026, the last one given last.</summary>
    public static CustomerBillIssued[] Bills(CustomerNumber no, params long[] yuan) => [.. yuan.Select((y, i) => new CustomerBillIssued
    {
        BillNo = new($"B{no}{i}"), AccountNo = new($"A{no}"), CustomerNo = no, Period = BillingPeriod.Parse($"{new DateOnly(2026, 10, 1).AddMonths(i - yuan.Length + 1):yyyy-MM}"), State = BillState.Settled,
        AmountDue = Money.Cny(y * 100), AmountPaid = Money.Cny(y * 100), Items = [], OccurredAt = Before,
    })];

    public static CustomerBillIssued November(CustomerNumber no, long yuan) => Bills(no, yuan)[0] with { BillNo = new($"B{no}-11"), Period = BillingPeriod.Parse("2026-11") };

    public static AgreementProfileChanged Agreement(CustomerNumber no, DateOnly ends) => new()
    {
        AgreementNo = new($"HT{no}"), CustomerNo = no, Type = "frame", Status = AgreementStatus.InProcess, StartsOn = new(2024, 1, 1), EndsOn = ends, OccurredAt = Before,
    };

    public static InteractionRecorded Contact(CustomerNumber no, InteractionKind kind, string id, DateTimeOffset at, int? score = null) =>
        new() { InteractionId = new(id), CustomerNo = no, Kind = kind, TookPlaceAt = at, Content = "内容", Score = score, OccurredAt = at };

    public static CircuitOutageStarted Outage(CircuitNumber circuit, DateTimeOffset at) => new() { OutageId = new("OUT1"), CircuitNo = circuit, Cause = "光缆中断", OccurredAt = at };
}
