using Integration.CanonicalModel;
using Integration.Hub.Core.Configuration;
using Integration.Mappings;

namespace Integration.Hub.Core.Batches;

/// <summary>What an interface with batches needs of its subscriptions.</summary>
internal static class BatchCheck
{
    public static void Subscription(InterfaceConfig i, SubscriptionConfig subscription, IMappingLibrary mappings, List<ConfigError> errors)
    {
        if (subscription.FileName is null)
            Report("fileName is missing; a batch's file needs one, such as \"PAY_{date:yyyyMMdd}_{serial:000}.txt\"");
        else
            new BatchName(subscription.FileName).Problems().ToList().ForEach(Report);
        if (mappings.Find(subscription.Mapping) is IOutboundMapping { WritesMany: false } single)
            Report($"{single.Reference} writes one document per message; a batch needs delimited or fixed-width records, or XML or JSON whose target says 'repeat'");
        if (CanonicalCatalog.Messages.FirstOrDefault(m => m.ToString() == subscription.Message) is { } shape && FieldPaths.Problem(shape.Body, i.Batching!.GroupBy, "groupBy") is { } missing)
            Report(missing);

        void Report(string what) => errors.Add(new ConfigError(i.Section.File, subscription.Line, $"interface {i.Id}: {subscription.Message}: {what}"));
    }
}
