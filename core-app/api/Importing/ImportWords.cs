using System.Globalization;
using Integration.CoreApp.Archive.Importing;

namespace Integration.CoreApp.Api.Importing;

/// <summary>What is wrong with a row, in the reader's language: for the page and for the file of wrong rows.</summary>
internal static class ImportWords
{
    private static readonly Dictionary<string, (string Zh, string En)> Texts = new()
    {
        ["required"] = ("必填", "must not be empty"),
        ["tooLong"] = ("最多 {max} 个字", "at most {max} characters"),
        ["notOneOf"] = ("只能是：{allowed}", "one of: {allowed}"),
        ["unknown"] = ("没有这一项，或不在您的管辖范围内", "there is none, or it is outside your jurisdiction"),
        ["notAllowed"] = ("您不能填这个值", "you may not set this value"),
        ["badFormat"] = ("格式不对", "not in the form that is expected"),
        ["badCharacter"] = ("含有不能保存的字符", "has characters that cannot be kept"),
        ["mastered"] = ("由 {master} 主管，请在那里修改", "{master} is its master: change it there"),
        ["formula"] = ("像公式一样开头；确是文字时请在前面加一个撇号（'）", "begins like a formula; if it is a text, put an apostrophe (') before it"),
        ["rounded"] = ("电子表格把长数字改成了科学计数；请把该列设为文本再保存", "the spreadsheet has rounded a long number; make the column a text and save again"),
        ["noContact"] = ("没有填联系人姓名，不知道是谁的", "no contact's name, so nobody knows whose it is"),
        ["badDay"] = ("应写成“成立日 1998-05-18”，多个用分号隔开", "write \"founding day 1998-05-18\", several with semicolons between"),
        ["tooManyCells"] = ("单元格比标题多（标题 {max} 个）；有逗号的内容要加引号", "more cells than headings ({max}); quote what has a separator in it"),
        ["merged"] = ("该编号已并入 {into}，请改用 {into}", "this number was merged into {into}; use that one"),
        ["exists"] = ("已有同名客户 {customerNo}；要修改它请填客户编号", "customer {customerNo} has this name already; give its number to change it"),
        ["similar"] = ("与客户 {customerNo}（{name}）名称相近，可能是同一家", "much like customer {customerNo} ({name}); it may be the same"),
        ["twice"] = ("与第 {line} 行重复", "also stands on line {line}"),
        ["stale"] = ("预览之后已被别人修改，未覆盖", "somebody has changed it since the preview; it was not overwritten"),
        ["failed"] = ("未能完成：{reason}", "could not be done: {reason}"),
    };

    public static string Of(ImportProblem problem, bool chinese)
    {
        var (zh, en) = Texts.GetValueOrDefault(problem.Code, (problem.Code, problem.Code));
        string Said(string value) => chinese && problem.Code == "notOneOf" ? string.Join('、', value.Split(", ").Select(ImportColumns.Word)) : value;
        return problem.Args.Aggregate(chinese ? zh : en, (t, a) => t.Replace($"{{{a.Key}}}", Said(a.Value), StringComparison.Ordinal));
    }

    /// <summary>With where it is and what stands there.</summary>
    public static string Whole(ImportProblem problem, bool chinese)
    {
        var at = problem.Column ?? ColumnOf(problem.Field, chinese);
        var value = string.IsNullOrWhiteSpace(problem.Value) ? "" : string.Format(CultureInfo.InvariantCulture, chinese ? "“{0}”" : " \"{0}\"", problem.Value.Trim());
        return $"{at}{value}{(chinese ? "：" : ": ")}{Of(problem, chinese)}";
    }

    private static string ColumnOf(string field, bool chinese) => ImportColumns.All.FirstOrDefault(c => c.Field == field) is { } column ? chinese ? column.Zh : column.En : chinese ? "该行" : "Row";
}
