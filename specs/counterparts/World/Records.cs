namespace Integration.Specs.Counterparts;

/// <summary>A big customer as every system of this world knows it.</summary>
/// <param name="Level">1 diamond 钻石, 2 gold 金, 3 silver 银.</param>
/// <param name="OrgUnit">Owning local network in the tree group/province/local network, e.g. <c>cn.zj.hz</c>.</param>
public sealed record WorldCustomer(
    int Index, string Number, string Name, string ShortName, string Industry, int Level, string OrgUnit, Place Place, string Address, WorldManager Manager, WorldContact Contact);

/// <summary>Account manager 客户经理.</summary>
public sealed record WorldManager(string StaffNo, string Name, string Phone);

public sealed record WorldContact(string Name, string Phone);

/// <summary>Billing account 合同号. Customer <c>i</c> has accounts <c>2i</c> and <c>2i+1</c>.</summary>
public sealed record WorldAccount(int Index, string Number, int CustomerIndex);

/// <summary>An installed service. Customer <c>i</c> has services <c>4i … 4i+3</c>: two phones, a leased line, an internet line.</summary>
/// <param name="Number">Phone with area code and hyphen (<c>0571-87000001</c>), or circuit number (<c>0571-ZX-000001</c>).</param>
/// <param name="Kind"><c>PHONE</c>, <c>LEASED_LINE</c> or <c>INTERNET</c>.</param>
public sealed record WorldService(
    int Index, string ProductId, string Number, string Kind, string Offering, int CustomerIndex, string AccountNumber, long? BandwidthKbps, long MonthlyFen, DateOnly Start, string AEnd, string? ZEnd);
