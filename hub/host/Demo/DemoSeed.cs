namespace Integration.Hub.Host.Demo;

/// <summary>The world's customers, told to the hub as the core app would.</summary>
internal static class DemoSeed
{
    /// <returns>How many messages there were; all of them are in the archive. What peers are told of them may still be on its way.</returns>
    public static async Task<int> PostAsync(DemoScene scene, CancellationToken cancellationToken)
    {
        var (world, now) = (scene.Demo.World, scene.Now);
        var posts = new List<Task>();
        for (var i = 0; i < world.Customers; i++)
        {
            var customer = world.Customer(i);
            posts.Add(scene.PostAsync(DemoFacts.Customer(customer, now, world.HeadOffice(i)), customer.Number, $"seed:{customer.Number}", cancellationToken));
            for (var a = 2 * i; a < (2 * i) + 2; a++)
                posts.Add(scene.PostAsync(DemoFacts.Account(world.Account(a), customer, now), customer.Number, $"seed:{world.Account(a).Number}", cancellationToken));
            for (var s = 4 * i; s < (4 * i) + 4; s++)
                posts.Add(scene.PostAsync(DemoFacts.Product(world.Service(s), customer, now), customer.Number, $"seed:{world.Service(s).ProductId}", cancellationToken));
        }
        await Task.WhenAll(posts);
        await scene.Hub.RestAsync("archive", cancellationToken);
        return posts.Count;
    }
}
