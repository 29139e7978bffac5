using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Integration.CanonicalModel.Shapes;

/// <summary>Reads the shape of a record from its properties: wire order is base class first, then as declared.</summary>
/// <remarks>Required is what the language requires (<c>required</c>); everything else may be left out on the wire.</remarks>
public sealed class ShapeReader
{
    /// <summary>Characters of a text that says nothing else.</summary>
    public const int UsualTextLength = 400;

    private readonly Dictionary<Type, ObjectShape> _objects = [];
    private readonly HashSet<Type> _open = [];

    /// <exception cref="InvalidOperationException">The record is not fit for the wire; the message names the member and says what to do.</exception>
    public MessageShape ReadMessage(Type type)
    {
        var message = type.GetCustomAttribute<CanonicalMessageAttribute>()
            ?? throw new InvalidOperationException($"{type.Name} has no [CanonicalMessage]");
        return new MessageShape(message.Type, message.Version, message.Kind, SummaryOf(type, type.Name), ReadObject(type), type);
    }

    public ObjectShape ReadObject(Type type)
    {
        if (_objects.TryGetValue(type, out var known))
            return known;
        if (!_open.Add(type))
            throw new InvalidOperationException($"{type.Name} contains itself: schemas and mappings need a finite depth");
        var fields = Properties(type).Select(p => ReadField(type, p)).ToArray();
        _open.Remove(type);
        return _objects[type] = new ObjectShape(type.Name, SummaryOf(type, type.Name), fields);
    }

    /// <summary>Public properties in wire order.</summary>
    public static IEnumerable<PropertyInfo> Properties(Type type)
    {
        var own = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(p => p.GetIndexParameters().Length == 0)
            .OrderBy(p => p.MetadataToken);
        return type.BaseType is null || type.BaseType == typeof(object) ? own : Properties(type.BaseType).Concat(own);
    }

    public static bool IsRequired(PropertyInfo property) => property.IsDefined(typeof(RequiredMemberAttribute));

    private FieldShape ReadField(Type owner, PropertyInfo property)
    {
        var where = $"{owner.Name}.{property.Name}";
        var required = IsRequired(property);
        var nullable = IsNullable(property);
        if (required && nullable)
            throw new InvalidOperationException($"{where} is required and may be null: nulls are not written, so make it one or the other");
        var value = ReadValue(property.PropertyType, property, where);
        if (!required && !nullable && value is not ValueShape.ListOf)
            throw new InvalidOperationException($"{where} is neither required nor nullable: make it one of them");
        return new FieldShape(WireNames.Of(property), value, required, SummaryOf(property, where));
    }

    private ValueShape ReadValue(Type declared, PropertyInfo property, string where)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type.IsEnum)
            return new ValueShape.Code(type.Name, [.. Enum.GetNames(type).Select(WireNames.Camel)]);
        if (IsId(type))
            return new ValueShape.Text(Id.MaxLength) { Pattern = Id.Pattern };
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return new ValueShape.ListOf(ReadValue(type.GetGenericArguments()[0], property, where + "[]"));
        return ReadSimple(type, property)
            ?? (type.IsClass && type.Assembly != typeof(object).Assembly
                ? new ValueShape.Nested(ReadObject(type))
                : throw new InvalidOperationException($"{where}: {type.Name} has no wire form; use a typed id, string, long, int, decimal, bool, Money, BillingPeriod, DateOnly, DateTimeOffset, an enum, a record or IReadOnlyList of these"));
    }

    private static ValueShape? ReadSimple(Type type, PropertyInfo property) => type switch
    {
        _ when type == typeof(string) => new ValueShape.Text(property.GetCustomAttribute<MaxLengthAttribute>()?.Length ?? UsualTextLength),
        _ when type == typeof(long) || type == typeof(int) => new ValueShape.Integer(),
        _ when type == typeof(decimal) => new ValueShape.Number(),
        _ when type == typeof(bool) => new ValueShape.Boolean(),
        _ when type == typeof(Money) => new ValueShape.MoneyValue(),
        _ when type == typeof(BillingPeriod) => new ValueShape.Text(7) { Pattern = BillingPeriod.Pattern },
        _ when type == typeof(DateOnly) => new ValueShape.Date(),
        _ when type == typeof(DateTimeOffset) => new ValueShape.Instant(),
        _ => null,
    };

    internal static bool IsId(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

    private static bool IsNullable(PropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null
        || (!property.PropertyType.IsValueType && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable);

    private static string SummaryOf(MemberInfo member, string where) =>
        member.GetCustomAttribute<SummaryAttribute>()?.Text
        ?? throw new InvalidOperationException($"{where} has no [Summary]: say in one sentence what it holds");
}
