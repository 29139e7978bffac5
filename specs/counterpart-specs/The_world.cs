using Integration.Specs.Counterparts;
using Xunit;

namespace Integration.Specs.CounterpartSpecs;

public sealed class The_world
{
    private readonly World _world = new(customers: 300);

    [Fact]
    public void is_the_same_every_time() =>
        Assert.Equal(Enumerable.Range(0, 300).Select(new World(300).Customer), Enumerable.Range(0, 300).Select(_world.Customer));

    [Fact]
    public void gives_every_customer_a_number_and_name_of_its_own()
    {
        var customers = Enumerable.Range(0, 300).Select(_world.Customer).ToList();
        Assert.Equal(300, customers.Select(c => c.Number).Distinct().Count());
        Assert.Equal(300, customers.Select(c => c.Name).Distinct().Count());
    }

    [Fact]
    public void gives_every_service_a_number_of_its_own_that_finds_it_in_any_spelling()
    {
        var services = Enumerable.Range(0, 1200).Select(_world.Service).ToList();
        Assert.Equal(1200, services.Select(s => s.Number).Distinct().Count());
        Assert.Equal(services[5], _world.FindService(services[5].Number));
        Assert.Equal(services[4], _world.FindService(services[4].Number.Replace("-", "")));
        Assert.Null(_world.FindService("0571-00000000"));
    }

    [Fact]
    public void bills_services_to_accounts_of_their_own_customer()
    {
        var accounts = Enumerable.Range(0, 600).Select(_world.Account).ToDictionary(a => a.Number);
        Assert.All(Enumerable.Range(0, 1200).Select(_world.Service), s => Assert.Equal(s.CustomerIndex, accounts[s.AccountNumber].CustomerIndex));
    }

    [Fact]
    public void has_names_whose_GB18030_bytes_are_hard_to_read()
    {
        var names = Enumerable.Range(0, 300).Select(i => _world.Customer(i).Name).ToList();
        Assert.Contains(names, n => n.Any(c => Chinese.Gb18030.GetBytes([c]) is [_, 0x7C]));
        Assert.Contains(names, n => n.EnumerateRunes().Any(r => Chinese.Gb18030.GetByteCount(r.ToString()) == 4));
    }
}
