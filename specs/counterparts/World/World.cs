using System.Globalization;

namespace Integration.Specs.Counterparts;

/// <summary>
/// The customers, accounts and services that all counterparts share, so that a bill, a work order and a query meet.
/// Deterministic and computed on demand: <see cref="Customer"/> answers for any index, the first <see cref="Customers"/> are the seed.
/// </summary>
public sealed class World(int customers = 200)
{
    private static readonly (string Name, string Short, string Industry)[] Organisations =
    [
        ("工商银行{0}分行", "工行{0}", "金融"), ("农业银行{0}分行", "农行{0}", "金融"), ("建设银行{0}分行", "建行{0}", "金融"),
        ("{0}市财政局", "{0}财政", "政府"), ("{0}市公安局", "{0}公安", "政府"), ("{0}海关", "{0}海关", "政府"),
        ("東興纺织集团{0}公司", "東興{0}", "制造"), ("华成机械（{0}）有限公司", "华成{0}", "制造"), ("{0}钱江化工厂", "钱江化工{0}", "制造"),
        ("平湖保险{0}支公司", "平湖保险{0}", "保险"), ("{0}第一人民医院", "{0}一院", "医疗"), ("{0}大学", "{0}大学", "教育"),
        ("瑋业证券{0}营业部", "瑋业{0}", "证券"), ("𠮷祥物流{0}分公司", "𠮷祥{0}", "物流"), ("{0}国际大酒店", "{0}国际", "酒店"),
    ];

    private static readonly string[] Surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "欧阳", "司马"];
    private static readonly string[] GivenNames = ["伟", "芳", "建国", "秀英", "敏", "静", "志强", "晓燕", "子镕", "海波", "玉兰", "珅", "明", "婷婷"];

    /// <summary>Number of customers that the seed holds.</summary>
    public int Customers { get; } = customers;

    public WorldCustomer Customer(int index)
    {
        var place = Place.All[index % Place.All.Count];
        var nth = index / Place.All.Count;
        var organisation = Organisations[nth % Organisations.Length];
        var branch = nth / Organisations.Length;
        var suffix = branch == 0 ? "" : $"第{branch.ToString(CultureInfo.InvariantCulture)}分部";
        return new WorldCustomer(
            index,
            $"C{place.AreaCode}{index + 1:D7}",
            string.Format(CultureInfo.InvariantCulture, organisation.Name, place.City) + suffix,
            string.Format(CultureInfo.InvariantCulture, organisation.Short, place.City) + suffix,
            organisation.Industry,
            Dice.Roll(10, index, "level") switch { 0 => 1, < 4 => 2, _ => 3 },
            place.OrgUnit,
            place,
            AddressOf(place, index),
            Manager(place, index),
            new WorldContact(PersonName(index, "contact"), MobileOf(index, "contact")));
    }

    /// <summary>Of a branch 分部; null: it is one itself.</summary>
    public WorldCustomer? HeadOffice(int index) => index / Place.All.Count / Organisations.Length == 0 ? null : Customer(index % (Place.All.Count * Organisations.Length));

    public WorldAccount Account(int index) => new(index, $"A{index + 1:D9}", index / 2);

    public WorldService Service(int index)
    {
        var customer = Customer(index / 4);
        var (kind, offering, bandwidth, fen) = (index % 4) switch
        {
            2 => ("LEASED_LINE", "数字专线", 2048L << Dice.Roll(3, index, "speed"), 200_000L),
            3 => ("INTERNET", "互联网专线", 10_240L << Dice.Roll(3, index, "speed"), 150_000L),
            _ => ("PHONE", "固定电话", 0L, 2_500L),
        };
        return new WorldService(
            index, $"P{index + 1:D9}", NumberOf(customer.Place, index, kind), kind, offering, customer.Index,
            Account((customer.Index * 2) + (kind == "PHONE" ? 0 : 1)).Number,
            bandwidth == 0 ? null : bandwidth, fen,
            new DateOnly(2024, 1, 1).AddDays(Dice.Roll(700, index, "start")),
            customer.Address, kind == "LEASED_LINE" ? AddressOf(Place.All[(index + 1) % Place.All.Count], index) : null);
    }

    /// <summary>The service with this number (any spelling of a phone number), among the seed's; null if there is none.</summary>
    public WorldService? FindService(string number)
    {
        var wanted = Digits(number);
        return Enumerable.Range(0, Customers * 4).Select(Service).FirstOrDefault(s => Digits(s.Number) == wanted);
    }

    private static string Digits(string number) => number.Replace("-", "", StringComparison.Ordinal);

    private static string NumberOf(Place place, int index, string kind) => kind switch
    {
        "LEASED_LINE" => $"{place.AreaCode}-ZX-{index + 1:D6}",
        "INTERNET" => $"{place.AreaCode}-IP-{index + 1:D6}",
        _ => $"{place.AreaCode}-{place.Prefix}{index + 1:D6}",
    };

    private static string AddressOf(Place place, int index) =>
        $"{place.City}市{place.Districts[Dice.Roll(place.Districts.Count, index, "district")]}解放路{1 + Dice.Roll(400, index, "house")}号";

    private static WorldManager Manager(Place place, int index)
    {
        var nth = index % 4;
        return new WorldManager($"M{place.AreaCode}{nth + 1:D2}", PersonName(nth, "manager" + place.AreaCode), MobileOf(nth, "manager" + place.AreaCode));
    }

    private static string PersonName(int index, string about) =>
        Surnames[Dice.Roll(Surnames.Length, index, about)] + GivenNames[Dice.Roll(GivenNames.Length, index, about + "given")];

    private static string MobileOf(int index, string about) => $"139{Dice.Roll(100_000_000, index, about + "mobile"):D8}";
}
