using Integration.Hub.Core.Journeys;
using Integration.Hub.Host.Demo;

namespace Integration.Specs.Features.Support;

/// <summary>The customers, accounts and products of the world, told to the archive as the core app would tell them.</summary>
internal static class ArchiveSeed
{
    public static async Task FillAsync(RunningHub hub, World world)
    {
        var now = hub.Time.GetUtcNow();
        var posts = new List<Task>();
        for (var i = 0; i < world.Customers; i++)
        {
            var customer = world.Customer(i);
            Post(DemoFacts.Customer(customer, now), customer.Number, customer.Number);
            for (var a = 2 * i; a < (2 * i) + 2; a++)
                Post(DemoFacts.Account(world.Account(a), customer, now), customer.Number, world.Account(a).Number);
            for (var s = 4 * i; s < (4 * i) + 4; s++)
                Post(DemoFacts.Product(world.Service(s), customer, now), customer.Number, world.Service(s).ProductId);
        }
        await Task.WhenAll(posts);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await hub.RestAsync(patience.Token);

        void Post<T>(T fact, string key, string identity) where T : class =>
            posts.Add(hub.Runtime.PostAsync(Posting.Envelope(fact, "core", key, "seed:" + identity, hub.Time), CancellationToken.None).AsTask());
    }
}
