using Integration.Mappings.Compile;
using Integration.Mappings.Running;

namespace Integration.Mappings.Targets;

/// <summary>A compiled target of many messages: what stands before them, one message, what stands after them.</summary>
/// <param name="Aggregates">Counts and sums over the messages.</param>
/// <param name="CountsAhead">What stands before the messages counts or sums them: they must be written before it is known.</param>
internal abstract record FileTarget(string ContentType, Aggregates Aggregates, bool CountsAhead)
{
    public abstract IFileWriter Open();
}

/// <summary>Writes one file. What is written is kept until it is taken, so that the caller flushes when it likes.</summary>
internal interface IFileWriter
{
    int Length { get; }

    /// <summary>Valid until something is written; <see cref="Reset"/> then lets it go.</summary>
    ReadOnlyMemory<byte> Written { get; }

    void Reset();

    void Start(Run run);

    /// <summary>The message in the run's root slot. If it throws, nothing of the message stays.</summary>
    void Detail(Run run);

    void End(Run run);
}
