using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Integration.CanonicalModel;

namespace Integration.CoreApp.Orders.Commands;

/// <summary>Numbers under which steps ask other systems: made of the order's, the same for ever, and never longer than what every contract takes.</summary>
internal static class StepNumbers
{
    /// <summary>What 97's work orders (N97-1) and resource management's order numbers (RES-2) may have; a part's number is an order's at the peer.</summary>
    public const int Longest = 32;

    private const string Signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Kept = 8, Hashed = 10;

    /// <summary><c>PO26112200001-WA1T1</c>; where that is too long, what of it stays readable, and a hash that stands for the rest: <c>WHOLESAL.7Q2M4K9X0A-WAT1</c>.</summary>
    /// <param name="code">Kind of step, two letters.</param>
    /// <param name="twin">Key of the step, if the item has several of its kind; else null.</param>
    public static string Of(OrderNumber order, string code, OrderItemNumber? item, string? twin, int turn)
    {
        var mark = twin is null ? "" : "." + Hash(twin, 4);
        var plain = string.Create(CultureInfo.InvariantCulture, $"{order}-{code}{item}{mark}T{turn}");
        return plain.Length <= Longest ? plain : string.Create(CultureInfo.InvariantCulture, $"{order.Value[..Math.Min(Kept, order.Value.Length)]}.{Hash($"{order}\n{code}\n{item}\n{twin}", Hashed)}-{code}T{turn}");
    }

    private static string Hash(string of, int signs) => string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(of)).Take(signs).Select(b => Signs[b % Signs.Length]));
}
