using System.Text;
using Integration.CanonicalModel;
using Integration.Mappings;
using Integration.Specs.CounterpartSpecs;
using Xunit;

namespace Integration.Specs.Interfaces;

/// <summary>The mappings of the repository, loaded once.</summary>
internal static class Library
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 10, 30, 0, TimeSpan.FromHours(8));

    private static readonly Lazy<MappingLibrary> Loaded = new(() => MappingLibrary.Load(Samples.Mappings, CanonicalCatalog.Messages));

    public static MappingLibrary All => Loaded.Value;

    public static IInboundMapping In(string reference) => Assert.IsAssignableFrom<IInboundMapping>(All.Find(reference));

    public static IOutboundMapping Out(string reference) => Assert.IsAssignableFrom<IOutboundMapping>(All.Find(reference));

    public static MappingContext Context(params (string Name, string Value)[] values)
    {
        var next = 0;
        return new MappingContext(Now, values.ToDictionary(v => v.Name, v => v.Value), _ => ++next);
    }

    /// <summary>One document in, its one canonical message out, read strictly.</summary>
    public static (T Message, CanonicalRecord Record) Read<T>(string reference, byte[] source)
    {
        var record = Assert.Single(In(reference).Map(source, Context(("messageId", "m-1"))));
        return (CanonicalJson.Deserialize<T>(record.Json), record);
    }

    public static string Write<T>(string reference, T message) where T : notnull =>
        Encoding.UTF8.GetString(Out(reference).Map(CanonicalJson.Serialize(message), Context()).Span);
}
