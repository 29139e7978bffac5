namespace Integration.Hub.Core.Signing;

/// <summary>
/// Follows the bytes behind a signature: one end tag with blanks around it, and no other. In a well-formed document this is the root's
/// own end tag, so that the signature is the last of the root, and not in a comment or in the middle of a text.
/// </summary>
internal sealed class RootsEnd
{
    private State _state;

    private enum State
    {
        Before,
        Opened,
        Name,
        Behind,
        Other,
    }

    public bool IsWhole => _state == State.Behind;

    public void Restart() => _state = State.Before;

    public void Take(byte one) => _state = (_state, one) switch
    {
        (State.Before or State.Behind, (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') => _state,
        (State.Before, (byte)'<') => State.Opened,
        (State.Opened, (byte)'/') => State.Name,
        (State.Name, (byte)'>') => State.Behind,
        (State.Name, not (byte)'<') => State.Name,
        _ => State.Other,
    };
}
