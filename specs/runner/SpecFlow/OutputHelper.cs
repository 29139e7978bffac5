namespace TechTalk.SpecFlow.Infrastructure;

/// <summary>Writes into the output of the running scenario.</summary>
public interface ISpecFlowOutputHelper
{
    void WriteLine(string message);

    void WriteLine(string format, params object[] args);

    /// <summary>Notes a file that shows what happened.</summary>
    void AddAttachment(string filePath);
}

internal sealed class OutputHelper : ISpecFlowOutputHelper
{
    public void WriteLine(string message) => Xunit.TestContext.Current.TestOutputHelper?.WriteLine(message);

    public void WriteLine(string format, params object[] args) =>
        WriteLine(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args));

    public void AddAttachment(string filePath) => WriteLine($"attached: {filePath}");
}
