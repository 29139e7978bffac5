namespace Integration.CanonicalModel;

[Summary("A big customer (大客户): an organisation, its standing, and who looks after it.")]
public record Customer
{
    [Summary("Number in the archive.")] public required CustomerNumber CustomerNo { get; init; }
    [Summary("Full legal name (客户名称).")] public required string Name { get; init; }
    [Summary("Name used in daily speech.")] public string? ShortName { get; init; }
    [Summary("Industry, as the operator classifies it: bank, government, manufacturing …")] public string? Industry { get; init; }
    [Summary("Size class, as the operator classifies it.")] public string? Size { get; init; }
    [Summary("Registered address.")] public string? Address { get; init; }
    [Summary("Where the customer stands in its life with the operator.")] public required CustomerStatus Status { get; init; }
    [Summary("Service level (服务等级).")] public required ServiceLevel ServiceLevel { get; init; }
    [Summary("Credit class, as billing rates it.")] public string? CreditClass { get; init; }
    [Summary("Headquarters that this customer is a branch of.")] public CustomerNumber? ParentCustomerNo { get; init; }
    [Summary("Unit that owns the customer; who may see it follows from this.")] public required OrgUnitCode OrgUnit { get; init; }
    [Summary("Account manager (客户经理).")] public StaffMember? AccountManager { get; init; }
    [Summary("People at the customer.")] public IReadOnlyList<Contact> Contacts { get; init; } = [];
    [Summary("Days worth a call (纪念日).")] public IReadOnlyList<SpecialDay> SpecialDays { get; init; } = [];
}

[Summary("Status of a customer (客户状态): prospect 潜在, active 在网, suspended 停机, left 离网.")]
public enum CustomerStatus
{
    Prospect,
    Active,
    Suspended,
    Left,
}

[Summary("Service level (服务等级): diamond 钻石, gold 金, silver 银, standard for everybody else.")]
public enum ServiceLevel
{
    Standard,
    Silver,
    Gold,
    Diamond,
}

[Summary("A member of the operator's staff.")]
public sealed record StaffMember
{
    [Summary("Sign-in id.")] public required StaffId StaffId { get; init; }
    [Summary("Name.")] public required string Name { get; init; }
    [Summary("Phone the customer may call.")] public string? Phone { get; init; }
    [Summary("Unit.")] public OrgUnitCode? OrgUnit { get; init; }
}

[Summary("A person at the customer.")]
public sealed record Contact
{
    [Summary("Identity, if the source has one.")] public ContactId? ContactId { get; init; }
    [Summary("Name.")] public required string Name { get; init; }
    [Summary("What the person decides or does.")] public required ContactRole Role { get; init; }
    [Summary("Job title.")] public string? Title { get; init; }
    [Summary("Phone numbers, the preferred one first.")] public IReadOnlyList<string> Phones { get; init; } = [];
    [Summary("E-mail.")] public string? Email { get; init; }
    [Summary("Birthday.")] public DateOnly? Birthday { get; init; }
    [Summary("What the person likes: time of day, channel, habits.")] public string? Preferences { get; init; }
}

[Summary("Role of a contact: decisionMaker 决策人, technical 技术, finance 财务, other.")]
public enum ContactRole
{
    DecisionMaker,
    Technical,
    Finance,
    Other,
}

[Summary("A day of the year worth remembering (纪念日).")]
public sealed record SpecialDay
{
    [Summary("What it is: founding day, annual meeting …")] public required string Name { get; init; }
    [Summary("First time; comes back every year on this month and day.")] public required DateOnly Date { get; init; }
}
