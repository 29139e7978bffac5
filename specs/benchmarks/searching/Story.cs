using System.Globalization;

namespace Integration.Specs.Benchmarks;

/// <summary>What five messages tell of one order: numbers and names follow from the story's number, so that questions know what there is to find.</summary>
internal readonly record struct Story(int Number, int Customers)
{
    public const int Messages = 5;

    private static readonly string[] Cities = ["杭州", "宁波", "温州", "绍兴", "嘉兴", "湖州", "金华", "衢州", "台州", "丽水", "舟山"];
    private static readonly string[] Trades = ["工商银行", "第一机床厂", "电力公司", "中心医院", "师范大学", "钢铁集团", "港务局", "税务局", "汽车制造厂", "百货大楼", "日报社", "人民保险公司", "国际大酒店", "化工厂"];
    private static readonly string[] Districts = ["西湖区", "江干区", "海曙区", "鹿城区", "越城区", "南湖区", "吴兴区", "婺城区"];
    private static readonly string[] Roads = ["解放路", "中山东路", "延安路", "人民路", "建国北路", "环城西路", "体育场路", "文三路", "学院路", "江滨大道"];
    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", Given = "建国志强秀英丽娟海波晓明文静永康雪梅春华国庆俊杰玉兰德胜红霞宏伟思远嘉怡子涵天佑慧敏书豪梦瑶";

    public int CustomerIndex => (int)(Mix(1) % (ulong)Customers);

    public string City => Pick(Cities, CustomerIndex);

    /// <summary>Names of its own, as many as there are customers; each word of it is frequent.</summary>
    public string CustomerName => $"{City}{Pick(Trades, CustomerIndex / Cities.Length)}第{CustomerIndex / (Cities.Length * Trades.Length)}分部";

    public string Trade => Pick(Trades, CustomerIndex / Cities.Length);

    public string CustomerNo => $"C0571{CustomerIndex:D7}";

    public string AccountNo => $"A{CustomerIndex:D9}";

    public string OrderNo => $"PO20261122{Number:D8}";

    public string WorkOrderNo => $"WO20261122{Number:D8}";

    public string BillNo => $"0571202610{Number:D9}";

    public string Phone => $"139{Mix(2) % 100_000_000:D8}";

    /// <summary>What the other system numbers its answer by; stands in no other body.</summary>
    public string Receipt => (Mix(3) & 0xffff_ffff_ffff).ToString("x12", CultureInfo.InvariantCulture);

    /// <summary>One of some tens of thousands.</summary>
    public string Contact => $"{Surnames[(int)(Mix(4) % (ulong)Surnames.Length)]}{Given[(int)(Mix(5) % (ulong)Given.Length)]}{Given[(int)(Mix(6) % (ulong)Given.Length)]}";

    public string Address => $"{City}市{Pick(Districts, Number)}{Pick(Roads, Number / 8)}{Mix(7) % 2000}号";

    public bool HasAppointment => Number % 2 == 0;

    public int Fen(int part) => (int)(Mix(8 + part) % 1_000_000);

    private ulong Mix(int salt)
    {
        var z = ((ulong)Number * 64) + (ulong)salt + 0x9E37_79B9_7F4A_7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return z ^ (z >> 31);
    }

    private static string Pick(string[] of, int n) => of[n % of.Length];
}
