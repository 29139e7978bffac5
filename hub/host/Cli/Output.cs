using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Serialization;
using Spectre.Console;

namespace Integration.Hub.Host.Cli;

/// <summary>What a verb prints: a table for people, or JSON for programs, never both.</summary>
public sealed class Output(bool json)
{
    private static readonly JsonSerializerSettings Settings = new()
    {
        ContractResolver = new CamelCasePropertyNamesContractResolver(),
        Converters = { new StringEnumConverter(new CamelCaseNamingStrategy()), new MessageIdConverter() },
        NullValueHandling = NullValueHandling.Ignore,
        Formatting = Formatting.Indented,
    };

    public bool Json => json;

    /// <summary>A listing: JSON array of the items, or a table with one row per item.</summary>
    public void List<T>(IReadOnlyList<T> items, string whenEmpty, params (string Title, Func<T, string?> Value)[] columns)
    {
        if (json)
        {
            Raw(items);
            return;
        }
        if (items.Count == 0)
        {
            Console.WriteLine(whenEmpty);
            return;
        }
        var table = new Table { Border = TableBorder.Simple };
        foreach (var (title, _) in columns)
            table.AddColumn(new TableColumn(Markup.Escape(title)) { NoWrap = title is "id" or "message" });
        foreach (var item in items)
            table.AddRow(columns.Select(c => Markup.Escape(c.Value(item) ?? "")).ToArray());
        Wide().Write(table);
    }

    /// <summary>One object: JSON, or lines made by <paramref name="text"/>.</summary>
    public void One<T>(T item, Action<T> text)
    {
        if (json)
            Raw(item);
        else
            text(item);
    }

    /// <summary>The result of a command in one line.</summary>
    public void Said(string text, object? asJson = null)
    {
        if (json)
            Raw(asJson ?? new { result = text });
        else
            Console.WriteLine(text);
    }

    public static int Fail(string message, int code = 1)
    {
        Console.Error.WriteLine(message);
        return code;
    }

    public static string Age(DateTimeOffset? at, TimeProvider time)
    {
        if (at is not { } then)
            return "";
        var age = time.GetUtcNow() - then;
        return age.TotalSeconds < 90 ? $"{age.TotalSeconds:0} s"
            : age.TotalMinutes < 90 ? $"{age.TotalMinutes:0} min"
            : age.TotalHours < 48 ? $"{age.TotalHours:0} h"
            : $"{age.TotalDays:0} d";
    }

    // A pipe has no width: nothing is wrapped there, so that grep finds whole lines.
    private static IAnsiConsole Wide()
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Console.Profile.Width = 400;
        return AnsiConsole.Console;
    }

    private static void Raw(object? value) => Console.WriteLine(JsonConvert.SerializeObject(value, Settings));

    private sealed class MessageIdConverter : JsonConverter<MessageId>
    {
        public override void WriteJson(JsonWriter writer, MessageId value, JsonSerializer serializer) => writer.WriteValue(value.ToString());

        public override MessageId ReadJson(JsonReader reader, Type objectType, MessageId existingValue, bool hasExistingValue, JsonSerializer serializer) =>
            MessageId.Parse((string)reader.Value!);
    }
}
