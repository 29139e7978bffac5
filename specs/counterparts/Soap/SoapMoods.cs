using System.Xml.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>Puts the moods of one interface around a well-behaved SOAP service.</summary>
/// <param name="systemFault">Builds the contract's SystemFault detail.</param>
internal sealed class SoapMoods(MoodBoard moods, string @interface, Books books, TimeProvider time, Func<XElement> systemFault)
{
    /// <param name="work">Does the work and gives the good answer (or the contract's own refusal).</param>
    /// <param name="businessFault">Refuses for no reason but the mood.</param>
    public async Task<SoapReply> ServeAsync(string id, Func<SoapReply> work, Func<SoapReply> businessFault, CancellationToken cancellationToken)
    {
        if (moods.Take(@interface, MoodKind.MonthEnd) is not null)
            return Failed(id, "month-end", new SoapReply.Silence());
        if (moods.Take(@interface, MoodKind.Lost) is not null)
            return Failed(id, "lost on its way", new SoapReply.Silence());
        if (moods.Take(@interface, MoodKind.Unavailable) is not null)
            return Failed(id, "503", new SoapReply.Plain(503));
        if (moods.Take(@interface, MoodKind.SignInRefused) is not null)
            return Failed(id, "401", new SoapReply.Plain(401));
        if (moods.Take(@interface, MoodKind.SystemFault) is not null)
            return Failed(id, "system fault", new SoapReply.Fault(Client: false, "系统忙", systemFault()));
        if (moods.Take(@interface, MoodKind.BusinessFault) is not null)
            return businessFault();
        if (moods.Take(@interface, MoodKind.Slow) is { } slow)
            await Task.Delay(slow.By ?? TimeSpan.FromSeconds(2), time, cancellationToken);
        var reply = work();
        if (moods.Take(@interface, MoodKind.AmbiguousTimeout) is not null)
            return Failed(id, "did the work, never answered", new SoapReply.Silence());
        return moods.Take(@interface, MoodKind.Truncated) is not null && reply is SoapReply.Answer answer
            ? Failed(id, "answer cut off", new SoapReply.CutOff(answer.Body))
            : reply;
    }

    private SoapReply Failed(string id, string note, SoapReply reply)
    {
        books.Enter(@interface, BookKind.Failed, id, note: note);
        return reply;
    }
}
