namespace Integration.Specs.Features.Support;

/// <summary>What the hub knows, found by a key of the messages.</summary>
internal static class Known
{
    /// <summary>The one message of a type with this key, once it is there.</summary>
    public static async Task<T> OneAsync<T>(WholeHub hub, string kind, string key) where T : class
    {
        var found = await Patience.UntilAsync($"{typeof(T).Name} of {kind} {key}", () => AllAsync<T>(hub, kind, key), all => all.Count > 0);
        return Assert.Single(found);
    }

    /// <summary>The messages of a type with this key, oldest first.</summary>
    public static async Task<IReadOnlyList<T>> AllAsync<T>(WholeHub hub, string kind, string key) where T : class
    {
        var query = new MessageQuery { Type = typeof(T).Name, KeyKind = kind, Key = key, Limit = 1_000 };
        var all = new List<T>();
        foreach (var message in (await hub.Operations.SearchAsync(query, TestContext.Current.CancellationToken)).Messages.OrderBy(m => m.Sequence))
            all.Add(CanonicalJson.Deserialize<T>((await hub.MessageAsync(message.Id)).Envelope.Body));
        return all;
    }

    /// <summary>A message that could not be read, kept by an interface since an instant.</summary>
    public static async Task<string> UnreadableAsync(WholeHub hub, string @interface, DateTimeOffset since)
    {
        var query = new MessageQuery { Interface = @interface, Type = Envelope.Untranslated, State = DeliveryState.Parked, Since = since };
        var parked = await Patience.UntilAsync($"a parked raw message of {@interface}", async () => (await hub.Operations.SearchAsync(query, TestContext.Current.CancellationToken)).Messages, m => m.Count > 0);
        var delivery = Assert.Single(Assert.Single(parked).Deliveries);
        Assert.Equal(($"intake:{@interface}", FailureKind.Data), (delivery.Subscriber, delivery.Failure!.Kind));
        return (await hub.Operations.GetPayloadsAsync(parked[0].Id, TestContext.Current.CancellationToken)).Single(p => p.Payload.Kind == PayloadKind.Raw).Payload.Text();
    }

    private static string Text(this Payload payload) => System.Text.Encoding.UTF8.GetString(payload.Bytes.Span);
}
