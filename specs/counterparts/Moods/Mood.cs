namespace Integration.Specs.Counterparts;

/// <summary>The ways in which a real system misbehaves.</summary>
public enum MoodKind
{
    /// <summary>Not reachable: the SOAP server does not listen, the queue is not read, no file is brought.</summary>
    Down,

    /// <summary>SOAP: 503 without a SOAP envelope.</summary>
    Unavailable,

    /// <summary>SOAP: 401. The hub's password is not taken any more.</summary>
    SignInRefused,

    /// <summary>What is due comes later, by <see cref="Mood.By"/>. Result files of banks and of billing: once the mood ends.</summary>
    Late,

    /// <summary>Every answer or event takes <see cref="Mood.By"/> longer.</summary>
    Slow,

    /// <summary>Everything is sent twice, under the same identity.</summary>
    Duplicate,

    /// <summary>Events of one work order leave in the wrong order; a file's done-file comes before the file.</summary>
    OutOfOrder,

    /// <summary>File: cut off in the middle, done-file there. SOAP: the answer is cut off.</summary>
    Truncated,

    /// <summary>File: 0 bytes.</summary>
    Empty,

    /// <summary>File: the trailer's sum is one fen too high.</summary>
    WrongTotal,

    /// <summary>File: UTF-8 instead of GB18030. SOAP: the charset label is not what the bytes are.</summary>
    WrongEncoding,

    /// <summary>File: <see cref="Mood.Count"/> bills have a bad line. Queue: that many bodies cannot be read.</summary>
    BadLines,

    /// <summary>The contract's business fault.</summary>
    BusinessFault,

    /// <summary>The contract's system fault.</summary>
    SystemFault,

    /// <summary>Does the work and never answers.</summary>
    AmbiguousTimeout,

    /// <summary>SOAP: takes connections and does and answers nothing, for as long as it holds (月结).</summary>
    MonthEnd,

    /// <summary>SOAP: the request is lost on its way: nothing is done, nobody answers.</summary>
    Lost,

    /// <summary>SOAP: whoever asks what became of a request gets the contract's system fault.</summary>
    CannotTell,

    /// <summary>97: work orders come back 退单 instead of being completed.</summary>
    Return,

    /// <summary>Bank: the signature is over another document.</summary>
    WrongSignature,

    /// <summary>Bank statement: an entry is left out; it stands in the next statement.</summary>
    MissingEntry,

    /// <summary>Bank statement: an entry that nobody was told of (a fee). Billing's result file: a payment that nobody sent.</summary>
    ExtraEntry,

    /// <summary>Bank statement: an entry stands there twice.</summary>
    DoubledEntry,

    /// <summary>Bank statement: an entry is one fen higher.</summary>
    OtherAmount,
}

/// <summary>A mood on one interface.</summary>
/// <param name="Times">How often it shows before it passes; null: until it is cleared.</param>
/// <param name="By">How much later or slower.</param>
/// <param name="Count">How many lines or messages.</param>
public sealed record Mood(MoodKind Kind, int? Times = null, TimeSpan? By = null, int Count = 3);
