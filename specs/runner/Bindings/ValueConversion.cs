using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Integration.Specs.Runner.Bindings;

/// <summary>Text of a step or a cell to a value, the same on every machine: invariant culture, and times without an offset are UTC.</summary>
internal static class ValueConversion
{
    /// <exception cref="FormatException">The text is no such value; the message says which text and which type.</exception>
    public static object? Convert(string text, Type type)
    {
        if (type == typeof(string) || type == typeof(object))
            return text;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return text.Length == 0 ? null : Convert(text, underlying);
        try
        {
            return ConvertValue(text, type);
        }
        catch (Exception e) when (e is not FormatException { Source: nameof(ValueConversion) })
        {
            throw new FormatException($"'{text}' is no {NameOf(type)}: {e.Message}", e) { Source = nameof(ValueConversion) };
        }
    }

    public static string NameOf(Type type) => Nullable.GetUnderlyingType(type) is { } underlying ? underlying.Name + "?" : type.Name;

    private static object? ConvertValue(string text, Type type)
    {
        if (type.IsEnum)
            return ParseEnum(text, type);
        if (type == typeof(DateTimeOffset))
            return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        if (type == typeof(DateTime))
            return DateTime.Parse(text, CultureInfo.InvariantCulture);
        if (ElementType(type) is { } element)
            return ParseList(text, type, element);
        if (ParseMethod(type) is { } parse)
            return parse.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [text, CultureInfo.InvariantCulture], null);
        return TypeDescriptor.GetConverter(type) is var converter && converter.CanConvertFrom(typeof(string))
            ? converter.ConvertFromInvariantString(text)
            : throw new NotSupportedException("there is no conversion; write a [StepArgumentTransformation] for it");
    }

    private static object ParseEnum(string text, Type type)
    {
        var name = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        // A number would be taken for any value, also one that the enum does not have.
        return name.Length > 0 && !char.IsDigit(name[0]) && name[0] != '-' && Enum.TryParse(type, name, ignoreCase: true, out var value)
            ? value
            : throw new ArgumentException($"it is one of {string.Join(", ", Enum.GetNames(type))}");
    }

    private static Array ParseList(string text, Type type, Type element)
    {
        var parts = text.Length == 0 ? [] : text.Split(',', StringSplitOptions.TrimEntries);
        var values = Array.CreateInstance(element, parts.Length);
        for (var i = 0; i < parts.Length; i++)
            values.SetValue(Convert(parts[i], element), i);
        return type.IsInstanceOfType(values) ? values : throw new NotSupportedException("of lists, only arrays and their interfaces are converted");
    }

    private static Type? ElementType(Type type)
    {
        if (type.IsArray)
            return type.GetElementType();
        return type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) && type.GetGenericArguments() is [var element] ? element : null;
    }

    // IParsable<T>: numbers, Guid, TimeSpan, DateOnly and also the model's own ids.
    private static MethodInfo? ParseMethod(Type type) =>
        type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>)) is { } parsable
            && parsable.GetGenericArguments()[0] == type
            ? type.GetInterfaceMap(parsable).TargetMethods.First(m => m.GetParameters().Length == 2)
            : null;
}
