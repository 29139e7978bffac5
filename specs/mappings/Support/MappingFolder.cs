using System.Text;
using Integration.Mappings;

namespace Integration.Specs.Mappings.Support;

/// <summary>A folder of mappings made for one test and removed after it.</summary>
internal sealed class MappingFolder : IDisposable
{
    static MappingFolder() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public string Root { get; } = Directory.CreateTempSubdirectory("mappings-").FullName;

    public static Encoding Gb18030 => Encoding.GetEncoding("gb18030");

    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 10, 30, 0, TimeSpan.FromHours(8));

    public static MappingContext Context => MappingContext.At(Now);

    public MappingFolder With(string file, string text)
    {
        var path = Path.Combine(Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public MappingFolder WithStates() => With("test/codes/state.yaml", """
        table: test/state
        title: States of a bill
        codes: { "1": open, "2": paid, "3": overdue }
        """);

    public MappingLibrary Load() => MappingLibrary.Load(Root, SomeShapes.All);

    /// <summary>The one mapping <c>test/it@1</c> with this text after its head.</summary>
    public static T Only<T>(string text)
        where T : IMapping
    {
        using var folder = new MappingFolder().WithStates().With("test/it.v1.yaml", "mapping: test/it\nversion: 1\ntitle: It\n" + text);
        return (T)folder.Load().Find("test/it@1")!;
    }

    public static MappingSetException Refused(string text)
    {
        using var folder = new MappingFolder().WithStates().With("test/it.v1.yaml", "mapping: test/it\nversion: 1\ntitle: It\n" + text);
        return Assert.Throws<MappingSetException>(folder.Load);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
