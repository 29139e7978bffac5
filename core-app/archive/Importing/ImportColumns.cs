using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Editing;
using Integration.CoreApp.Archive.Finding;

namespace Integration.CoreApp.Archive.Importing;

/// <summary>A column that a file may have.</summary>
/// <param name="Field">What it fills.</param>
/// <param name="Example">For the template.</param>
public sealed record ImportColumn(string Field, string Zh, string En, string Example, params string[] Also);

/// <summary>Which headings mean what, in Chinese and English; and the words of codes.</summary>
public static class ImportColumns
{
    public const string ContactPrefix = "contact";

    public static IReadOnlyList<ImportColumn> All { get; } =
    [
        new("customerNo", "客户编号", "Customer no.", ""), new("name", "客户名称", "Name", "杭州示例机械有限公司", "名称", "客户", "Customer name"), new("shortName", "简称", "Short name", "示例机械", "客户简称"),
        new("industry", "行业", "Industry", "制造"), new("size", "规模", "Size", "500人"), new("address", "地址", "Address", "杭州市西湖区文三路 1 号", "客户地址"), new("status", "状态", "Status", "潜在", "客户状态"),
        new("serviceLevel", "服务等级", "Service level", "银", "等级"), new("creditClass", "信用等级", "Credit class", ""), new("parentCustomerNo", "上级客户编号", "Parent customer no.", "", "上级客户", "Parent customer"),
        new("orgUnit", "归属单位", "Org unit", "", "单位"), new("managerId", "客户经理工号", "Manager id", ""), new("contactName", "联系人", "Contact", "李明", "联系人姓名", "Contact name"),
        new("contactRole", "联系人角色", "Contact role", "决策人"), new("contactTitle", "联系人职务", "Contact title", "办公室主任", "职务"), new("contactPhone", "联系电话", "Contact phone", "0571-85000001", "电话", "联系人电话", "Phone"),
        new("contactEmail", "联系邮箱", "Contact e-mail", "li.ming@example.cn", "邮箱", "E-mail"), new("specialDays", "纪念日", "Special days", "成立日 1998-05-18", "Special day"), new("note", "备注", "Note", "", "说明"),
    ];

    // Columns of an exported list, and of the file of wrong rows, that say nothing new.
    private static readonly HashSet<string> Known = [.. new[] { "客户经理", "Manager", "变更时间", "Changed at", "原因", "Reason", "行号", "Line" }.Select(Key)];

    private static readonly Dictionary<string, string> Fields = All.SelectMany(c => c.Also.Append(c.Zh).Append(c.En).Append(c.Field).Select(Key).Distinct().Select(k => (k, c.Field))).DistinctBy(p => p.k).ToDictionary(p => p.k, p => p.Field);

    private static readonly Dictionary<string, string> Words = new()
    {
        ["钻石"] = "diamond", ["钻石级"] = "diamond", ["金"] = "gold", ["金牌"] = "gold", ["金卡"] = "gold", ["银"] = "silver", ["银牌"] = "silver", ["银卡"] = "silver", ["普通"] = "standard", ["标准"] = "standard",
        ["潜在"] = "prospect", ["在网"] = "active", ["停机"] = "suspended", ["离网"] = "left", ["决策人"] = "decisionMaker", ["技术"] = "technical", ["财务"] = "finance", ["其他"] = "other", ["DECISIONMAKER"] = "decisionMaker",
    };

    /// <summary>Field → place of its column, and the headings that are left over.</summary>
    /// <exception cref="InvalidEntryException">There is nothing by which a row could be known, or two columns for one thing.</exception>
    public static (IReadOnlyDictionary<string, int> At, IReadOnlyList<string> Ignored) Find(IReadOnlyList<string> headings)
    {
        var (at, ignored) = (new Dictionary<string, int>(), new List<string>());
        for (var i = 0; i < headings.Count; i++)
        {
            if (Fields.GetValueOrDefault(Key(headings[i])) is not { } field)
                ignored.AddRange(headings[i].Length == 0 || Known.Contains(Key(headings[i])) ? [] : [headings[i]]);
            else if (!at.TryAdd(field, i))
                throw new InvalidEntryException([new FieldProblem("file", "headingTwice", new Dictionary<string, string> { ["heading"] = headings[i], ["other"] = headings[at[field]] })]);
        }
        if (!at.ContainsKey("customerNo") && !at.ContainsKey("name"))
            throw new InvalidEntryException([new FieldProblem("file", "headings", new Dictionary<string, string> { ["seen"] = string.Join(", ", headings.Take(10)) })]);
        return (at, ignored);
    }

    /// <summary>The code that a word means; the word itself if it is none.</summary>
    public static string Code<T>(string word)
        where T : struct, Enum
    {
        var key = Key(word);
        if (Words.GetValueOrDefault(key) is { } code)
            return code;
        return Enum.GetValues<T>().Select(v => WireNames.Of(v)).FirstOrDefault(w => Key(w) == key) ?? word;
    }

    /// <summary>A code as people write it in Chinese.</summary>
    public static string Word(string code) => Words.FirstOrDefault(w => w.Value == code).Key ?? code;

    private static string Key(string text) => NameWords.Key(text);
}
