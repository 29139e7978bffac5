using Integration.CanonicalModel;
using Integration.Hub.Core.Dispatch;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Core.Recoverability;
using Integration.Mappings;
using Microsoft.Extensions.Logging;

namespace Integration.Hub.Core.Batches;

/// <summary>Journey of a claimed batch: bytes → upload → completed with all its messages, or tried again, or to a person.</summary>
public sealed class BatchSender(
    OutboundInterface endpoint, IFileSendingChannel channel, EndpointGate gate, IOutgoingBatches batches, BatchRenderer renderer, Router router,
    TimeSpan lease, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private readonly Polly.ResiliencePipeline _completing = StorePatience.Make(6, $"completing a batch of {endpoint.Config.Id}", time, log);

    /// <summary>Does not throw for what is wrong with the batch or the endpoint; ends when the batch is completed or its claim is lost.</summary>
    public async Task RunAsync(OutgoingBatch batch, CancellationToken hurry)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(hurry);
        using var done = new CancellationTokenSource();
        var renewing = RenewAsync(batch, lost, done.Token);
        try
        {
            await TryAsync(batch, lost.Token, hurry);
        }
        catch (BatchLostException e)
        {
            gate.Left(batch.MessageType);
            log.LogWarning("{Endpoint}: {Message}", endpoint.Config.Id, e.Message);
        }
        finally
        {
            await done.CancelAsync();
            await renewing;
        }
    }

    private async Task TryAsync(OutgoingBatch batch, CancellationToken work, CancellationToken hurry)
    {
        try
        {
            var rendered = batch.State == BatchState.Closed ? await renderer.RenderAsync(batch, work) : batch;
            if (rendered.State == BatchState.Rendered)
                await SendAsync(rendered, work);
            else
                gate.Left(batch.MessageType);
        }
        catch (ChannelException e)
        {
            await gate.FailedAsync(batch.MessageType, e.Failure);
            await FailedAsync(batch, e.Failure);
        }
        catch (MappingException e)
        {
            gate.Left(batch.MessageType);
            await FailedAsync(batch, Translation.Failure(e));
        }
        catch (OperationCanceledException) when (work.IsCancellationRequested)
        {
            gate.Left(batch.MessageType);
            if (hurry.IsCancellationRequested)
                await GiveBackAsync(batch, new Failure(FailureKind.Transient, "hub.stopping", "The hub was stopped meanwhile."));
        }
        catch (Exception e) when (e is not BatchLostException)
        {
            gate.Left(batch.MessageType);
            log.LogError(e, "{Endpoint}: batch {File} failed inside the hub", endpoint.Config.Id, batch.FileName);
            await FailedAsync(batch, new Failure(FailureKind.Internal, $"hub.{e.GetType().Name}", e.Message, Detail: e.ToString()));
        }
    }

    private async Task SendAsync(OutgoingBatch batch, CancellationToken cancellationToken)
    {
        var content = batch.Content!;
        var file = new OutgoingFile(batch.FileName, (target, ct) => WriteAsync(batch, target, ct));
        await channel.SendFileAsync(file, content.Size, content.Sha256, cancellationToken);
        await gate.SucceededAsync(batch.MessageType);
        // It is there: its completion is worth another try as long as the lease lasts, or the file would be asked for again.
        await _completing.ExecuteAsync(async _ => await batches.SentAsync(batch, [Told(batch, content)], CancellationToken.None), CancellationToken.None);
        log.LogInformation("{Endpoint}: {File} sent with {Records} records, {Size} bytes", endpoint.Config.Id, batch.FileName, content.Records, content.Size);
    }

    private async Task WriteAsync(OutgoingBatch batch, Stream target, CancellationToken cancellationToken)
    {
        var written = 0L;
        await foreach (var piece in batches.ReadContentAsync(batch, cancellationToken))
        {
            await target.WriteAsync(piece, cancellationToken);
            written += piece.Length;
        }
        if (written != batch.Content!.Size)
            throw new ChannelException(new Failure(FailureKind.Data, "batch.content-gone", $"{batch.FileName} had {batch.Content.Size} bytes, {written} of them are still kept: it is older than the retention. It cannot be sent again."));
    }

    private AcceptItem Told(OutgoingBatch batch, BatchContent content)
    {
        var fact = new FileSent
        {
            Interface = batch.Interface,
            BatchNo = new BatchNumber(BatchRenderer.BatchNo(batch)),
            FileName = batch.FileName,
            BatchDate = batch.BatchDate,
            MessageType = batch.MessageType,
            Group = batch.Group.Length == 0 ? null : batch.Group,
            Records = content.Records,
            Size = content.Size,
            Sha256 = content.Sha256,
            OccurredAt = time.GetUtcNow(),
        };
        var envelope = Posting.Envelope(fact, "hub", batch.Interface, $"sent:{batch.Id}", time);
        envelope = envelope with { Keys = [.. envelope.Keys, new SearchKey("file", batch.FileName), new SearchKey("batch", fact.BatchNo.Value)] };
        return new AcceptItem(envelope, router.Plan(envelope), []);
    }

    private Task FailedAsync(OutgoingBatch batch, Failure failure) =>
        Recover.Decide(failure, batch.Attempt, endpoint.Config.Retry, time.GetUtcNow(), Random.Shared.NextDouble()) switch
        {
            Decision.Park park => NotSentAsync(batch, null, park.Failure, countsAttempt: true),
            Decision.Retry retry => NotSentAsync(batch, retry.At, retry.Failure, countsAttempt: true),
            Decision.Wait wait => NotSentAsync(batch, wait.At, wait.Failure, countsAttempt: false),
            _ => throw new InvalidOperationException("unknown decision"),
        };

    private Task GiveBackAsync(OutgoingBatch batch, Failure failure) => NotSentAsync(batch, time.GetUtcNow() + Soon, failure, countsAttempt: false);

    private async Task NotSentAsync(OutgoingBatch batch, DateTimeOffset? at, Failure failure, bool countsAttempt)
    {
        log.LogWarning("{Endpoint}: {File} was not sent ({Code}): {Message}", endpoint.Config.Id, batch.FileName, failure.Code, failure.Message);
        await _completing.ExecuteAsync(async _ => await batches.NotSentAsync(batch, at, failure, countsAttempt, CancellationToken.None), CancellationToken.None);
    }

    private async Task RenewAsync(OutgoingBatch batch, CancellationTokenSource lost, CancellationToken done)
    {
        using var timer = new PeriodicTimer(lease / 4, time);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
                await TryRenewAsync(batch, lost, done);
        }
        catch (OperationCanceledException)
        {
            // The batch has ended.
        }
    }

    private async Task TryRenewAsync(OutgoingBatch batch, CancellationTokenSource lost, CancellationToken done)
    {
        try
        {
            await batches.RenewAsync(batch, lease, done);
        }
        catch (BatchLostException)
        {
            await lost.CancelAsync();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning(e, "{Endpoint}: the lease of {File} could not be renewed; trying again", endpoint.Config.Id, batch.FileName);
        }
    }
}
