using Integration.CanonicalModel.Shapes;

namespace Integration.CanonicalModel;

/// <summary>All messages of the model, read once by reflection.</summary>
public static class CanonicalCatalog
{
    private static readonly Lazy<Content> All = new(() => Content.Read(typeof(CanonicalCatalog).Assembly.GetTypes()));

    /// <summary>By type and version, in the order of names.</summary>
    public static IReadOnlyList<MessageShape> Messages => All.Value.Messages;

    /// <summary>Null if there is none.</summary>
    public static MessageShape? Find(string type, int version) => All.Value.ByName.GetValueOrDefault((type, version));

    /// <summary>The newest version; null if there is none.</summary>
    public static MessageShape? FindLatest(string type) => Messages.LastOrDefault(m => m.Type == type);

    /// <summary>The message that a record carries; null if it is none.</summary>
    public static MessageShape? Find(Type clrType) => All.Value.ByClrType.GetValueOrDefault(clrType);

    /// <exception cref="InvalidOperationException">The record is not a message of the model.</exception>
    public static MessageShape Of<T>() => Find(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not a canonical message");

    /// <summary>Interfaces that carry the message, as domain and adapters name them.</summary>
    public static IReadOnlyList<string> InterfacesOf(MessageShape message) =>
        Attribute.GetCustomAttribute(message.ClrType, typeof(CanonicalMessageAttribute)) is CanonicalMessageAttribute a
            ? a.Interfaces.Split(',', StringSplitOptions.RemoveEmptyEntries)
            : [];

    private sealed record Content(
        IReadOnlyList<MessageShape> Messages,
        IReadOnlyDictionary<(string, int), MessageShape> ByName,
        IReadOnlyDictionary<Type, MessageShape> ByClrType)
    {
        public static Content Read(IEnumerable<Type> types)
        {
            var reader = new ShapeReader();
            var messages = types.Where(t => t.IsDefined(typeof(CanonicalMessageAttribute), inherit: false))
                .Select(reader.ReadMessage)
                .OrderBy(m => m.Type, StringComparer.Ordinal).ThenBy(m => m.Version)
                .ToArray();
            return new Content(messages, messages.ToDictionary(m => (m.Type, m.Version)), messages.ToDictionary(m => m.ClrType));
        }
    }
}
