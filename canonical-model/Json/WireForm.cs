using System.Collections.Concurrent;
using System.Reflection;
using Integration.CanonicalModel.Shapes;
using Newtonsoft.Json;

namespace Integration.CanonicalModel;

/// <summary>How one record goes to the wire and back.</summary>
internal abstract class WireForm
{
    public abstract void WriteObject(JsonWriter writer, object value);

    /// <summary>The reader stands on the first token; afterwards on the last.</summary>
    public abstract object ReadObject(JsonReader reader);
}

/// <summary>How one type of value goes to the wire and back. Both throw <see cref="FormatException"/> when the contract is broken.</summary>
internal abstract class WireValue<T>
{
    public abstract void Write(JsonWriter writer, T value);

    /// <summary>The reader stands on the first token; afterwards on the last.</summary>
    public abstract T Read(JsonReader reader);

    /// <summary>True if the member is left out.</summary>
    public virtual bool Absent(T value) => value is null;
}

/// <summary>Forms by record type, made once.</summary>
internal static class WireForms
{
    private static readonly ConcurrentDictionary<Type, WireForm> Known = new();

    public static WireForm Of(Type type) => Known.GetOrAdd(type, static t => Activator.CreateInstance(typeof(RecordForm<>).MakeGenericType(t)) switch
    {
        IRecordForm form => form.AsForm(),
        _ => throw new InvalidOperationException($"{t} has no wire form"),
    });

    /// <summary>A <see cref="WireValue{T}"/> for the property's (or list item's) type.</summary>
    public static object Value(Type type, PropertyInfo property)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Make(typeof(OptionalValue<>), underlying, Value(underlying, property));
        if (type.IsEnum)
            return Make(typeof(CodeValue<>), type);
        if (ShapeReader.IsId(type))
            return Make(typeof(IdValue<>), type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return Make(typeof(ListValue<>), type.GetGenericArguments()[0], Value(type.GetGenericArguments()[0], property));
        return SimpleValues.For(type, property) ?? Make(typeof(RecordForm<>), type);
    }

    private static object Make(Type open, Type argument, params object[] arguments) =>
        Activator.CreateInstance(open.MakeGenericType(argument), arguments)!;
}

internal interface IRecordForm
{
    WireForm AsForm();
}
