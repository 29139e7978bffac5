namespace Integration.Specs.Counterparts;

/// <summary>Ways in which a line of a bill file breaks the contract without touching the control total.</summary>
internal sealed record BadBill(string What, BadBill.Place On, Func<string, string> Bend)
{
    private static readonly BadBill[] All =
    [
        new("state code 9 is not in the contract", Place.Bill, l => With(l, 9, "9")),
        new("due date 20260231 does not exist", Place.Bill, l => With(l, 10, "20260231")),
        new("paid has the letter O for a zero", Place.Bill, l => With(l, 7, "12.3O")),
        new("a field is missing at the end", Place.Bill, l => l[..l.LastIndexOf('|')]),
        new("customer number is empty", Place.Bill, l => With(l, 3, "")),
        new("item code 77 is not in the contract", Place.FirstItem, l => With(l, 2, "77")),
        new("item amount has three decimals", Place.FirstItem, l => l + "5"),
        new("arrears are not due minus paid", Place.Bill, l => With(l, 8, "0.07")),
        new("items do not add up to due", Place.FirstItem, l => With(l, 4, "0.01")),
        new("period is not the header's", Place.Bill, l => With(l, 5, "199901")),
    ];

    public enum Place
    {
        Bill,
        FirstItem,
    }

    public static BadBill Nth(int index) => All[index % All.Length];

    private static string With(string line, int field, string value)
    {
        var fields = line.Split('|');
        fields[field] = value;
        return string.Join('|', fields);
    }
}
