using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>A transaction of its own for one caller: done again where another transaction or a broken connection undid it.</summary>
internal static class Retrying
{
    private const int Tries = 10;

    public static async Task<T> WriteAsync<T>(BoxDatabase database, Func<BoxSession, EarlierTry, Task<T>> work, CancellationToken cancellationToken)
    {
        var earlier = default(EarlierTry);
        for (var tries = 1; ; tries++)
        {
            try
            {
                var known = earlier;
                return await database.WriteAsync(session => work(session, known), cancellationToken);
            }
            catch (Exception e) when (tries < Tries && Next(database.Classify(e), earlier) is not null)
            {
                var fault = database.Classify(e);
                earlier = Next(fault, earlier)!.Value;
                if (fault == DatabaseFault.Broken)
                    await Task.Delay(TimeSpan.FromMilliseconds(50 * tries), TimeProvider.System, cancellationToken);
            }
        }
    }

    private static EarlierTry? Next(DatabaseFault fault, EarlierTry earlier) => fault switch
    {
        DatabaseFault.Passing => earlier,
        DatabaseFault.Broken => new EarlierTry(CheckStored: true, Uncertain: true),
        DatabaseFault.Unique when !earlier.CheckStored => earlier with { CheckStored = true },
        _ => null,
    };
}
