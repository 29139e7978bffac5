using Integration.Hub;

namespace Integration.CoreApp.Payments.Reconciling;

/// <summary>Something that does not agree.</summary>
/// <param name="Kind">See <see cref="Findings"/>; one of a kind per subject.</param>
/// <param name="Words">Both sides and what to do, for a person.</param>
internal sealed record Finding(string Subject, string Kind, string? Bank, long? OursFen, long? TheirsFen, DateOnly? Day, MessageId Message, string Words);
