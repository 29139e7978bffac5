namespace Integration.Specs.Features.Whole;

/// <summary>Hubs that are killed and loaded run one after the other: two at once would measure each other.</summary>
[CollectionDefinition(Name)]
public sealed class WholeHubCollection
{
    public const string Name = "whole hub";
}
