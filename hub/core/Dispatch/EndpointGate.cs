using Integration.Hub.Core.Recoverability;

namespace Integration.Hub.Core.Dispatch;

/// <summary>
/// What may be claimed for one endpoint now: its pause, and its circuits per message type. State is shared through the database;
/// this is one node's picture of it.
/// </summary>
public sealed class EndpointGate(string endpoint, CircuitPolicy policy, IEndpointStates states, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Circuit> _circuits = [];
    private bool _paused;
    private DateTimeOffset _changedHereAt;

    public string Endpoint => endpoint;

    /// <summary>How this node's own calls go.</summary>
    public CallWatch Calls { get; } = new(time);

    /// <summary>What to leave out of the next claim, and whether it may take one only (a probe).</summary>
    public GateView Look()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var open = _circuits.Where(c => c.Value.Open).ToList();
            var due = open.Where(c => c.Value.ProbeAt <= now && !c.Value.Probing).Select(c => c.Key).ToList();
            return new GateView(_paused, [.. open.Select(c => c.Key).Except(due)], due.Count > 0, open.Count == 0 ? null : open.Min(c => c.Value.ProbeAt));
        }
    }

    /// <summary>True if a delivery of this type may go out now; a delivery let through an open circuit is its probe.</summary>
    public bool TryEnter(string messageType)
    {
        lock (_lock)
        {
            if (!_circuits.TryGetValue(messageType, out var circuit) || !circuit.Open)
                return true;
            if (circuit.Probing || circuit.ProbeAt > time.GetUtcNow())
                return false;
            circuit.Probing = true;
            return true;
        }
    }

    /// <summary>True while the endpoint is known to fail for this type.</summary>
    public bool IsOpen(string messageType)
    {
        lock (_lock)
            return _circuits.TryGetValue(messageType, out var circuit) && circuit.Open;
    }

    public Task SucceededAsync(string messageType)
    {
        Calls.Succeeded();
        lock (_lock)
        {
            if (!_circuits.TryGetValue(messageType, out var circuit))
                return Task.CompletedTask;
            var wasOpen = circuit.Open;
            _circuits.Remove(messageType);
            if (!wasOpen)
                return Task.CompletedTask;
            _changedHereAt = time.GetUtcNow();
        }
        return WriteAsync(messageType, CircuitStatus.Closed, null, 0, null);
    }

    public Task FailedAsync(string messageType, Failure failure)
    {
        // The endpoint answered: whatever it said, it is there.
        if (!Recover.CountsForCircuit(failure))
            return SucceededAsync(messageType);
        Calls.Failed(failure.Message);
        DateTimeOffset probeAt;
        int failedProbes;
        lock (_lock)
        {
            if (!_circuits.TryGetValue(messageType, out var circuit))
                _circuits[messageType] = circuit = new Circuit();
            circuit.FailuresInARow++;
            if (circuit.Open && !circuit.Probing)
                return Task.CompletedTask;
            if (!circuit.Open && circuit.FailuresInARow < policy.After)
                return Task.CompletedTask;
            if (circuit.Open)
                circuit.FailedProbes++;
            (circuit.Open, circuit.Probing) = (true, false);
            _changedHereAt = time.GetUtcNow();
            circuit.ProbeAt = probeAt = Recover.NextProbe(policy, circuit.FailedProbes, _changedHereAt, Random.Shared.NextDouble());
            failedProbes = circuit.FailedProbes;
        }
        return WriteAsync(messageType, CircuitStatus.Open, probeAt, failedProbes, failure.Message);
    }

    /// <summary>A probe that ended without a word about the endpoint (lost claim, mapping fault): the next delivery probes again.</summary>
    public void Left(string messageType)
    {
        lock (_lock)
        {
            if (_circuits.TryGetValue(messageType, out var circuit))
                circuit.Probing = false;
        }
    }

    /// <summary>Takes over what the database says, unless this node changed something just now.</summary>
    public void Refresh(EndpointState? state)
    {
        lock (_lock)
        {
            _paused = state?.Paused ?? false;
            if (time.GetUtcNow() - _changedHereAt < TimeSpan.FromSeconds(3))
                return;
            var open = state?.Circuits.Where(c => c.Status == CircuitStatus.Open).ToDictionary(c => c.MessageType) ?? [];
            foreach (var gone in _circuits.Where(c => c.Value.Open && !open.ContainsKey(c.Key)).Select(c => c.Key).ToList())
                _circuits.Remove(gone);
            foreach (var (type, told) in open)
            {
                if (!_circuits.TryGetValue(type, out var circuit))
                    _circuits[type] = circuit = new Circuit();
                if (circuit.Probing)
                    continue;
                (circuit.Open, circuit.ProbeAt, circuit.FailedProbes) = (true, told.ProbeAt ?? time.GetUtcNow(), told.Failures);
            }
        }
    }

    // A circuit that could not be written down must not change what becomes of a delivery that has gone out: it would be sent again.
    // The database's picture is taken over later, and the next call or probe corrects it.
    private async Task WriteAsync(string messageType, CircuitStatus status, DateTimeOffset? probeAt, int failedProbes, string? reason)
    {
        try
        {
            await states.SetCircuitAsync(endpoint, messageType, status, probeAt, failedProbes, reason, CancellationToken.None);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException or TimeoutException or InvalidOperationException)
        {
            // Told by whatever else needs the store now.
        }
    }

    private sealed class Circuit
    {
        public bool Open { get; set; }

        public bool Probing { get; set; }

        public int FailuresInARow { get; set; }

        public int FailedProbes { get; set; }

        public DateTimeOffset ProbeAt { get; set; }
    }
}

/// <param name="ExceptTypes">Types whose circuit is open and not due for a probe.</param>
/// <param name="ProbeOnly">A probe is due: claim a single one.</param>
/// <param name="NextProbe">When it is worth looking again.</param>
public sealed record GateView(bool Paused, IReadOnlyList<string> ExceptTypes, bool ProbeOnly, DateTimeOffset? NextProbe);
