using System.Data.Common;
using System.Reflection;
using Integration.CanonicalModel;
using Integration.CoreApp.Shared;
using Integration.CoreApp.Warnings.Store;
using Integration.Hub;

namespace Integration.CoreApp.Warnings;

/// <summary>Looks at what happens and, every working day, at all customers; raises warnings 预警 in the box's transaction.</summary>
/// <param name="superiorOf">Staff id of the one above a member of the staff; null: nobody is known.</param>
public sealed class WarningsSubscriber(IWatchedArchive archive, WorkingCalendar calendar, Func<string, CancellationToken, Task<string?>> superiorOf, TimeProvider time) : IInBoxSubscriber
{
    public const string Subscriber = "warnings";

    // A page of the day's look is one transaction; the others of the hub get their turn between pages.
    private const int Page = 500;

    /// <summary>Plans the deliveries of what the warnings say; set when the configuration is known.</summary>
    public Func<Envelope, IReadOnlyList<DeliveryPlan>> Routes { get; set; } = _ => throw new InvalidOperationException("Routes is not set: warnings cannot say anything");

    public string Name => Subscriber;

    public IReadOnlyList<string> MessageTypes { get; } = [nameof(WarningsDayBegan), nameof(WarningEscalationDue), nameof(WarningRaised), nameof(WarningStateChanged), .. MessageLook.Types];

    /// <exception cref="InBoxDataException">A message cannot be read.</exception>
    public async Task HandleAsync(IInBoxTransaction transaction, IReadOnlyList<ClaimedDelivery> deliveries, CancellationToken cancellationToken)
    {
        var book = Book(transaction);
        var post = new InBoxPost(Subscriber, transaction, Routes, time);
        var desk = new WarningDesk(book, post, calendar, superiorOf);
        var rules = await book.RulesAsync(cancellationToken);
        var look = new MessageLook(rules, book, archive, transaction, calendar.Zone);
        foreach (var delivery in deliveries)
        {
            var (id, conversation) = (delivery.Envelope.Id, delivery.Envelope.ConversationId);
            var findings = new List<Finding>();
            foreach (var message in Arrived.Messages(delivery))
            {
                switch (message)
                {
                    case WarningsDayBegan day:
                        await LookAtAllAsync(day, new DailyWork(transaction, book, post, desk, rules), delivery.Envelope, cancellationToken);
                        break;
                    case WarningEscalationDue due:
                        await desk.EscalateAsync(due.WarningId.Value, due.Level, id, cancellationToken);
                        break;
                    case WarningRaised or WarningStateChanged when delivery.Envelope.Source == Subscriber:
                        break;
                    case WarningStateChanged changed:
                        await desk.FollowAsync(changed, id, cancellationToken);
                        break;
                    case WarningRaised told:
                        await desk.KeepAsync(told, delivery.Envelope.Source, id, conversation, cancellationToken);
                        break;
                    default:
                        findings.AddRange(await look.LookAsync(message, cancellationToken));
                        foreach (var end in MessageLook.EndsOf(message))
                        {
                            // What ends may have been found a moment ago.
                            await RaiseAsync();
                            await desk.EndAsync(end, id, cancellationToken);
                        }
                        break;
                }
            }
            await RaiseAsync();

            async Task RaiseAsync()
            {
                if (findings.Count > 0)
                    await desk.RaiseAsync(findings, id, conversation, cancellationToken);
                findings.Clear();
            }
        }
    }

    /// <summary>Brings the tables to this version. Several nodes may call it at once.</summary>
    public static Task MigrateAsync(DbConnection connection, SqlDialect dialect, CancellationToken cancellationToken) =>
        TableMigrations.RunAsync(Tables(dialect), Assembly.GetExecutingAssembly(), connection, cancellationToken);

    internal static TableSpace Tables(SqlDialect dialect) => new("warnings", dialect);

    internal static WarningBook Book(IInBoxTransaction transaction) => new(Tables(transaction.Dialect), transaction);

    internal WarningDesk Desk(IInBoxTransaction transaction) => new(Book(transaction), new InBoxPost(Subscriber, transaction, Routes, time), calendar, superiorOf);

    private sealed record DailyWork(IInBoxTransaction Transaction, WarningBook Book, InBoxPost Post, WarningDesk Desk, RuleLibrary Rules);

    private async Task LookAtAllAsync(WarningsDayBegan began, DailyWork work, Envelope envelope, CancellationToken cancellationToken)
    {
        if (began.After is null)
        {
            await work.Book.ForgetTroubleAsync(time.GetUtcNow().AddYears(-1), cancellationToken);
            await work.Desk.UnmuteAsync(began.Day, work.Rules, envelope.Id, cancellationToken);
        }
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), calendar.Zone);
        var page = await archive.PageAsync(work.Transaction.Connection, work.Transaction.Transaction, began.After?.Value, Page, now, began.Day, DailyLook.Months, cancellationToken);
        var look = new DailyLook(work.Rules, began.Day, calendar);
        await work.Desk.RaiseAsync([.. page.SelectMany(look.Look)], envelope.Id, envelope.ConversationId, cancellationToken);
        if (page.Count < Page)
            return;
        var last = page[^1].Customer.CustomerNo;
        work.Post.Remind(began with { After = new(last) }, Subscriber, $"day:{began.Day:yyyy-MM-dd}", $"warnings:{began.Day:yyyy-MM-dd}:{last}", envelope.Id, envelope.ConversationId, time.GetUtcNow());
    }
}
