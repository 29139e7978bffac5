using Integration.Hub;
using Integration.Hub.MessageBox;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <content>Nonces, shared by the nodes of one database.</content>
public abstract partial class MessageBoxConformance
{
    private DateTimeOffset In5Minutes => Time.GetUtcNow().AddMinutes(5);

    [Fact]
    public async Task What_one_node_has_used_no_other_node_uses_again()
    {
        var other = Node("n2");
        Assert.Equal(UseResult.First, await Box.UseAsync("cs\nnonce", In5Minutes, Stop));
        Assert.Equal(UseResult.Again, await other.UseAsync("cs\nnonce", In5Minutes, Stop));
        Assert.Equal(UseResult.First, await other.UseAsync("cs\nother", In5Minutes, Stop));
    }

    [Fact]
    public async Task Of_many_uses_at_once_on_two_nodes_one_is_the_first()
    {
        var other = Node("n2");
        var uses = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => (n % 2 == 0 ? Box : other).UseAsync("k", In5Minutes, Stop), Stop)));
        Assert.Single(uses, u => u == UseResult.First);
    }

    [Fact]
    public async Task What_has_expired_is_forgotten_and_may_come_again()
    {
        await Box.UseAsync("a", In5Minutes, Stop);
        await Box.UseAsync("b", Time.GetUtcNow().AddHours(1), Stop);
        Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(UseResult.First, await Box.UseAsync("a", In5Minutes, Stop));
        Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, await Box.ForgetExpiredAsync(Stop));
    }

    [Fact]
    public async Task A_full_memory_refuses_rather_than_forget_early()
    {
        var small = Store.Open("small", Time, new MessageBoxOptions { MaxUsedOnce = 2 });
        _opened.Add(small);
        await small.UseAsync("a", In5Minutes, Stop);
        await small.UseAsync("b", In5Minutes, Stop);
        Assert.Equal(UseResult.Full, await small.UseAsync("c", In5Minutes, Stop));
        Time.Advance(TimeSpan.FromMinutes(6));
        await small.ForgetExpiredAsync(Stop);
        Assert.Equal(UseResult.First, await small.UseAsync("c", In5Minutes, Stop));
    }
}
