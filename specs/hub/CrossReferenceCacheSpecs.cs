using Integration.Hub;
using Integration.Hub.Core.Journeys;
using Integration.Specs.Servers;
using Xunit;

namespace Integration.Specs.Hub;

public sealed class CrossReferenceCacheSpecs
{
    private readonly ManualTimeProvider _time = new();
    private readonly Source _source = new();
    private readonly CrossReferenceCache _cache;

    public CrossReferenceCacheSpecs() => _cache = new CrossReferenceCache(_source, _time);

    [Fact]
    public void What_is_known_is_asked_for_once_both_ways()
    {
        for (var i = 0; i < 3; i++)
            Assert.Equal(("C1", "K1"), (_cache.OursFor("billing", "customer", "K1"), _cache.TheirsFor("billing", "customer", "C1")));
        Assert.Equal(2, _source.Asked);
    }

    [Fact]
    public void Who_is_not_known_is_asked_for_again()
    {
        _source.Ours = null;
        Assert.Null(_cache.OursFor("billing", "customer", "K1"));
        _source.Ours = "C1";
        Assert.Equal("C1", _cache.OursFor("billing", "customer", "K1"));
    }

    [Fact]
    public void A_change_of_who_is_who_is_seen_within_a_second()
    {
        Assert.Equal("C1", _cache.OursFor("billing", "customer", "K1"));
        (_source.Ours, _source.Now) = ("C2", 2);
        Assert.Equal("C1", _cache.OursFor("billing", "customer", "K1"));
        _time.Advance(CrossReferenceCache.Unnoticed);
        Assert.Equal("C2", _cache.OursFor("billing", "customer", "K1"));
    }

    [Fact]
    public void What_was_read_while_it_changed_is_not_kept()
    {
        // Another thread sees the change between the question and its answer.
        _source.WhileAsked = () =>
        {
            _source.WhileAsked = null;
            _source.Now = 2;
            _time.Advance(CrossReferenceCache.Unnoticed);
            _cache.Version();
        };
        Assert.Equal("C1", _cache.OursFor("billing", "customer", "K1"));
        _source.Ours = "C2";
        Assert.Equal("C2", _cache.OursFor("billing", "customer", "K1"));
    }

    private sealed class Source : ICrossReference
    {
        public string? Ours { get; set; } = "C1";

        public long Now { get; set; } = 1;

        public int Asked { get; private set; }

        public Action? WhileAsked { get; set; }

        public string? OursFor(string system, string kind, string theirs)
        {
            Asked++;
            WhileAsked?.Invoke();
            return Ours;
        }

        public string? TheirsFor(string system, string kind, string ours)
        {
            Asked++;
            return "K1";
        }

        public long Version() => Now;
    }
}
