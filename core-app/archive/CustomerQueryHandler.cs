using Integration.CanonicalModel;
using Integration.Hub;

namespace Integration.CoreApp.Archive;

/// <summary>CS-1: who is behind this number? Within the calling system's jurisdiction.</summary>
public sealed class CustomerQueryHandler(ArchiveQueries queries) : IQueryHandler
{
    public string QueryType => nameof(FindCustomerByServiceNumber);

    /// <exception cref="RequestRefusedException">No customer within the caller's jurisdiction has the number (<c>customer.not-found</c>), or the query cannot be read.</exception>
    public async Task<ReadOnlyMemory<byte>> AnswerAsync(ReadOnlyMemory<byte> query, QueryCaller caller, CancellationToken cancellationToken)
    {
        var question = Read(query);
        // Not known and not allowed sound alike: a caller must not learn whose number it is not allowed to see.
        var overview = await queries.FindByServiceNumberAsync(question.ServiceNo, caller.OrgUnits, cancellationToken)
            ?? throw new RequestRefusedException("customer.not-found", $"no customer within the jurisdiction of {caller.System} has the number {question.ServiceNo}");
        return CanonicalJson.Serialize(overview with { RequestId = question.RequestId });
    }

    private static FindCustomerByServiceNumber Read(ReadOnlyMemory<byte> query)
    {
        try
        {
            return CanonicalJson.Deserialize<FindCustomerByServiceNumber>(query);
        }
        catch (CanonicalJsonException e)
        {
            throw new RequestRefusedException("query.unreadable", e.Message);
        }
    }
}
