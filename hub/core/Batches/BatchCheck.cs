using Integration.CanonicalModel;
using Integration.CanonicalModel.Shapes;
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
        if (CanonicalCatalog.Messages.FirstOrDefault(m => m.ToString() == subscription.Message) is { } shape && Missing(shape.Body, i.Batching!.GroupBy) is { } missing)
            Report(missing);

        void Report(string what) => errors.Add(new ConfigError(i.Section.File, subscription.Line, $"interface {i.Id}: {subscription.Message}: {what}"));
    }

    private static string? Missing(ObjectShape shape, IReadOnlyList<string> path)
    {
        for (var n = 0; n < path.Count; n++)
        {
            var field = shape.Find(path[n]);
            if (field is null)
                return $"groupBy: {shape.Name} has no field '{path[n]}'{Suggestion.For(path[n], shape.Fields.Select(f => f.Name))}";
            if (n == path.Count - 1)
                return field.Value is ValueShape.Nested or ValueShape.ListOf or ValueShape.MoneyValue ? $"groupBy: {string.Join('.', path)} is no single value" : null;
            if (field.Value is not ValueShape.Nested nested)
                return $"groupBy: {path[n]} of {shape.Name} has no fields of its own";
            shape = nested.Object;
        }
        return null;
    }
}
