using System.Reflection;
using Integration.Specs.Runner.Bindings;

namespace TechTalk.SpecFlow.Assist;

/// <summary>Makes a <typeparamref name="T"/> from a row: the constructor that takes most of its columns, then properties for the rest.</summary>
internal static class InstanceBuilder<T>
{
    public static T Build(TableRow row)
    {
        var constructor = Constructor(row);
        var parameters = constructor?.GetParameters() ?? [];
        var arguments = parameters.Select(p => Argument(p, row)).ToArray();
        var instance = constructor is null ? Default() : constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
        foreach (var (column, text) in row)
            if (!parameters.Any(p => MemberNames.Means(column, p.Name, p)))
                SetProperty(instance, column, text);
        return (T)instance;
    }

    private static ConstructorInfo? Constructor(TableRow row)
    {
        var type = typeof(T);
        return type.GetConstructors()
            .Where(c => c.GetParameters().All(p => p.HasDefaultValue || row.Keys.Any(k => MemberNames.Means(k, p.Name, p))))
            .OrderByDescending(c => c.GetParameters().Count(p => row.Keys.Any(k => MemberNames.Means(k, p.Name, p))))
            .ThenBy(c => c.GetParameters().Length)
            .FirstOrDefault();
    }

    private static object Default() => typeof(T).IsValueType
        ? Activator.CreateInstance(typeof(T))!
        : throw new InvalidOperationException(
            $"A {typeof(T).Name} can't be made from this row: each of its constructors needs a column that the table lacks: " +
            string.Join("; ", typeof(T).GetConstructors().Select(c => string.Join(", ", c.GetParameters().Where(p => !p.HasDefaultValue).Select(p => p.Name)))) + ".");

    private static object? Argument(ParameterInfo parameter, TableRow row)
    {
        var column = row.Keys.FirstOrDefault(k => MemberNames.Means(k, parameter.Name, parameter));
        return column is null ? parameter.DefaultValue : Convert(column, row[column], parameter.ParameterType);
    }

    private static void SetProperty(object instance, string column, string text)
    {
        var property = MemberNames.Property(typeof(T), column) ?? throw MemberNames.Unknown(typeof(T), column);
        if (!property.CanWrite)
            throw new InvalidOperationException($"The column '{column}' means {typeof(T).Name}.{property.Name}, which can't be set.");
        property.SetValue(instance, Convert(column, text, property.PropertyType));
    }

    private static object? Convert(string column, string text, Type type)
    {
        try
        {
            return ValueConversion.Convert(text, type);
        }
        catch (FormatException e)
        {
            throw new FormatException($"Column '{column}': {e.Message}", e);
        }
    }
}
