namespace Integration.Specs.Counterparts;

/// <summary>A local network 本地网 with what addresses are made of.</summary>
/// <param name="AreaCode">With its leading zero, e.g. <c>0571</c>.</param>
/// <param name="OrgUnit">In the tree group, province, local network: <c>cn.zj.hz</c>.</param>
/// <param name="Prefix">First digits of its phone numbers.</param>
public sealed record Place(string AreaCode, string OrgUnit, string City, string Prefix, IReadOnlyList<string> Districts)
{
    public static IReadOnlyList<Place> All { get; } =
    [
        new("0571", "cn.zj.hz", "杭州", "87", ["上城区", "西湖区", "滨江区", "萧山区", "余杭区"]),
        new("0574", "cn.zj.nb", "宁波", "86", ["海曙区", "江北区", "鄞州区", "镇海区"]),
        new("0577", "cn.zj.wz", "温州", "88", ["鹿城区", "龙湾区", "瓯海区"]),
        new("0573", "cn.zj.jx", "嘉兴", "82", ["南湖区", "秀洲区", "海盐县"]),
        new("0575", "cn.zj.sx", "绍兴", "85", ["越城区", "柯桥区", "上虞区"]),
        new("0579", "cn.zj.jh", "金华", "83", ["婺城区", "金东区", "义乌市"]),
    ];
}
