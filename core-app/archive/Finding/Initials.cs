using System.Text;

namespace Integration.CoreApp.Archive.Finding;

/// <summary>
/// Pinyin initials of Chinese names: 中国工商银行 is ZGGSYH. The 3755 common characters of GB 2312 are in the order of their pinyin there, so their
/// place tells their initial; what has several readings, or is rarer and common in names, is named.
/// </summary>
public static class Initials
{
    private const int MostReadings = 16;

    // First code of each initial in GB 2312's first level; there is no I, U, V.
    private static readonly (int Code, char Initial)[] Places =
    [
        (0xB0A1, 'A'), (0xB0C5, 'B'), (0xB2C1, 'C'), (0xB4EE, 'D'), (0xB6EA, 'E'), (0xB7A2, 'F'), (0xB8C1, 'G'), (0xB9FE, 'H'), (0xBBF7, 'J'), (0xBFA6, 'K'), (0xC0AC, 'L'), (0xC2E8, 'M'),
        (0xC4C3, 'N'), (0xC5B6, 'O'), (0xC5BE, 'P'), (0xC6DA, 'Q'), (0xC8BB, 'R'), (0xC8F6, 'S'), (0xCBFA, 'T'), (0xCDDA, 'W'), (0xCEF4, 'X'), (0xD1B9, 'Y'), (0xD4D1, 'Z'),
    ];

    private const int FirstLevelEnds = 0xD7F9;

    // The usual reading in names first.
    private static readonly Dictionary<char, string> Readings = Named(
        "行HX 重CZ 长CZ 厦XS 会HK 乐LY 单DS 曾ZC 解JX 调DT 藏ZC 传CZ 参CS 车CJ 石SD 查CZ 盛SC 省SX 校XJ 系XJ 贾JG 沈SC 秘MB 宿SX 降JX 奇QJ 提TD 便BP 给GJ 核H 蕃FB 番FP 拓TZ 卡KQ 朝CZ 仇QC 种ZC 尉WY 冯F 阿AE 朴PB "
        + "鑫X 淼M 晟S 昊H 钰Y 琪Q 睿R 颖Y 玮W 琳L 珏J 璐L 瑾J 瑜Y 璟J 琦Q 斓L 宸C 祺Q 禧X 骏J 骐Q 骥J 麒Q 麟L 馨X 妍Y 娴X 婷T 婧J 媛Y 嫣Y 岚L 嵘R 嵊S 峤Q 峥Z 泓H 泾J 泸L 浔X 浏L 淄Z 淇Q 渝Y 湄M 溧L 滁C 漯L 潞L 澜L 濮P 灏H 炜W 炫X 烨Y 煜Y 熠Y 旻M 昱Y 晖H 暄X 曦X 杭H "
        + "楠N 桦H 梓Z 樟Z 橙C 檀T 衢Q 邺Y 邯H 郫P 鄞Y 鄂E 鄯S 亳B 佟T 俪L 倩Q 傣D 儋D 兖Y 冀J 匡K 卞B 埔P 堃K 壹Y 夔K 奕Y 寰H 彧Y 恺K 惟W 戎R 捷J 擎Q 旭X 栾L 桢Z 毓Y 沅Y 沭S 涪F 淞S 潍W 珂K 珑L 珞L 琅L 璇X 瓯O 眙Y 睢S 砀D 祁Q 祯Z 祎Y 禹Y 稷J 竣J 筠Y 箐Q 綦Q 缙J 翎L 翊Y 聃D 芮R 芗X 芜W "
        + "茗M 荃Q 荟H 莆P 莒J 莘S 莞G 菏H 萱X 葳W 蓓B 蓟J 薇W 蕲Q 虞Y 蠡L 诣Y 谌C 赟Y 轩X 轶Y 迪D 逸Y 遒Q 邕Y 郓Y 酃L 钜J 钊Z 铄S 铉X 铎D 锟K 闽M 闾L 阆L 隰X 霁J 靓L 韬T 颍Y 飒S 鸢Y 鹭L 麾H 黔Q 黛D 龑Y 囯G");

    private static readonly Encoding Gb = CodePagesEncodingProvider.Instance.GetEncoding("gb2312")!;

    /// <summary>All readings of a text, capitals; letters and digits stand for themselves, what has no known reading is left out.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var all = new List<string> { "" };
        foreach (var c in text)
        {
            var readings = Reading(c);
            if (readings.Length == 0)
                continue;
            all = all.Count * readings.Length <= MostReadings
                ? [.. all.SelectMany(head => readings.Select(r => head + r))]
                : [.. all.Select(head => head + readings[0])];
        }

        return [.. all.Where(r => r.Length > 0)];
    }

    private static string Reading(char c)
    {
        if (char.IsAsciiLetterOrDigit(c))
            return char.ToUpperInvariant(c).ToString();
        if (Readings.TryGetValue(c, out var named))
            return named;
        var bytes = Gb.GetBytes([c]);
        if (bytes.Length != 2)
            return "";
        var code = (bytes[0] << 8) | bytes[1];
        return code < Places[0].Code || code > FirstLevelEnds ? "" : Places.Last(p => p.Code <= code).Initial.ToString();
    }

    private static Dictionary<char, string> Named(string table)
    {
        var all = new Dictionary<char, string>();
        foreach (var word in table.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            all[word[0]] = word[1..];
        return all;
    }
}
