using System.Reflection;
using Integration.CanonicalModel.Shapes;
using Newtonsoft.Json;

namespace Integration.CanonicalModel;

/// <summary>A record: its members in wire order, bound to their accessors once.</summary>
internal sealed class RecordForm<T> : WireValue<T>, IRecordForm
    where T : class
{
    private readonly Member<T>[] _members;
    private readonly Dictionary<string, int> _byName;

    public RecordForm()
    {
        _members = [.. ShapeReader.Properties(typeof(T)).Select(Bind)];
        if (_members.Length > 64)
            throw new InvalidOperationException($"{typeof(T).Name} has more than 64 members: group them in records of their own");
        _byName = _members.Select((m, i) => (m.Name, i)).ToDictionary(m => m.Name, m => m.i, StringComparer.Ordinal);
    }

    public WireForm AsForm() => new Form(this);

    public override void Write(JsonWriter writer, T value)
    {
        writer.WriteStartObject();
        foreach (var member in _members)
            member.Write(writer, value);
        writer.WriteEndObject();
    }

    public override T Read(JsonReader reader)
    {
        SimpleValues.Expect(reader, JsonToken.StartObject, $"an object ({typeof(T).Name})");
        var record = Activator.CreateInstance<T>();
        ulong seen = 0;
        while (reader.Read() && reader.TokenType == JsonToken.PropertyName)
        {
            var at = Find((string)reader.Value!);
            if ((seen & (1UL << at)) != 0)
                throw new FormatException($"member '{_members[at].Name}' is given twice");
            seen |= 1UL << at;
            reader.Read();
            _members[at].Read(reader, record);
        }

        RequireAll(seen);
        return record;
    }

    private int Find(string name) => _byName.TryGetValue(name, out var at)
        ? at
        : throw new FormatException($"{typeof(T).Name} has no member '{name}'; it has {string.Join(", ", _byName.Keys)}");

    private void RequireAll(ulong seen)
    {
        for (var i = 0; i < _members.Length; i++)
        {
            if (_members[i].Required && (seen & (1UL << i)) == 0)
                throw new FormatException($"{typeof(T).Name} needs member '{_members[i].Name}'");
        }
    }

    private static Member<T> Bind(PropertyInfo property) =>
        (Member<T>)Activator.CreateInstance(
            typeof(Member<,>).MakeGenericType(typeof(T), property.PropertyType),
            property,
            WireForms.Value(property.PropertyType, property))!;

    private sealed class Form(RecordForm<T> record) : WireForm
    {
        public override void WriteObject(JsonWriter writer, object value) => record.Write(writer, (T)value);

        public override object ReadObject(JsonReader reader) => record.Read(reader);
    }
}

/// <summary>One member of a record.</summary>
internal abstract class Member<TOwner>(PropertyInfo property)
{
    public string Name { get; } = WireNames.Of(property);

    public bool Required { get; } = ShapeReader.IsRequired(property);

    public abstract void Write(JsonWriter writer, TOwner owner);

    public abstract void Read(JsonReader reader, TOwner owner);
}

internal sealed class Member<TOwner, TValue>(PropertyInfo property, WireValue<TValue> form) : Member<TOwner>(property)
{
    private readonly Func<TOwner, TValue> _get = property.GetMethod!.CreateDelegate<Func<TOwner, TValue>>();
    private readonly Action<TOwner, TValue> _set = property.SetMethod!.CreateDelegate<Action<TOwner, TValue>>();

    public override void Write(JsonWriter writer, TOwner owner)
    {
        var value = _get(owner);
        if (form.Absent(value))
        {
            if (Required)
                throw new FormatException($"required member '{Name}' has no value");
            return;
        }

        writer.WritePropertyName(Name);
        form.Write(writer, value);
    }

    public override void Read(JsonReader reader, TOwner owner)
    {
        if (reader.TokenType == JsonToken.Null)
            throw new FormatException(Required ? $"member '{Name}' is required and must not be null" : $"member '{Name}' is null: what is absent is left out");
        _set(owner, form.Read(reader));
    }
}
