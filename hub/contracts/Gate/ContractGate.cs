namespace Integration.Hub.Contracts;

/// <summary>Compares a contract with its approved form.</summary>
public static class ContractGate
{
    /// <summary>Null when it is as approved; otherwise what has changed, whom it breaks, and what to do.</summary>
    /// <param name="approve">Writes what is new or only adds; what breaks is never written.</param>
    public static string? Check(ContractShape now, string approvedFile, bool approve)
    {
        if (!File.Exists(approvedFile))
        {
            if (!approve)
                return $"{now.Name} is new and not approved yet. Run these tests once with HUB_APPROVE=1, read what it wrote ({Path.GetFileName(approvedFile)}), and commit it.";
            Write(now, approvedFile);
            return null;
        }
        var before = ContractText.Read(File.ReadAllText(approvedFile));
        var changes = ContractChanges.Between(before, ContractText.Read(ContractText.Write(now)));
        if (changes.Any(c => c.Breaking))
            return $"{now.Name} breaks its approved form:\n{Lines(changes)}\n{Advice(now.Name)}";
        if (ContractText.Write(now) == File.ReadAllText(approvedFile).ReplaceLineEndings("\n"))
            return null;
        if (!approve)
            return $"{now.Name} has grown, in a way that breaks nobody:\n{Lines(changes)}\nTell the other system's team, add a line to the interface's history, and approve it: run these tests once with HUB_APPROVE=1 and commit.";
        Write(now, approvedFile);
        return null;
    }

    private static string Lines(IEnumerable<ContractChange> changes) => string.Join('\n', changes.OrderByDescending(c => c.Breaking).Take(40).Select(c => "  " + c));

    private static string Advice(string name) => name.StartsWith("mappings/", StringComparison.Ordinal)
        ? "Leave this file as it was and put the next version beside it (name.v2.yaml, version: 2); then name it in adapter.yaml. What is in flight keeps the version under which it was accepted."
        : "Leave this file as it was and put the new version beside it under its own name and namespace, with an interface or path of its own, until the other system has moved. "
            + "Only if this version has never been given to anybody: delete its approved form, and approve the new one with HUB_APPROVE=1.";

    private static void Write(ContractShape now, string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, ContractText.Write(now));
    }
}
