using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>The message box in one SQLite file (made if it is missing): embedded, one machine; table prefix <c>box_</c>.</summary>
public static class SqliteMessageBox
{
    /// <param name="file">Path of the database file, on a local disk.</param>
    /// <param name="node">Name of this process, unique among the processes on this file.</param>
    /// <param name="time">Clock by which leases, due times and expiry are judged.</param>
    /// <param name="options">Limits; null: defaults.</param>
    public static MessageBoxStore Open(string file, string node, TimeProvider time, MessageBoxOptions? options = null) =>
        new(new SqliteDatabase(file), node, time, options ?? new());
}
