using Integration.Mappings;
using Integration.Mappings.Functions;
using Integration.Specs.Mappings.Support;

namespace Integration.Specs.Mappings;

public sealed class FunctionTests
{
    public static TheoryData<string, string?, string?> Examples
    {
        get
        {
            var data = new TheoryData<string, string?, string?>();
            foreach (var example in FunctionCatalog.Instance.All.SelectMany(f => f.Examples)) data.Add(example.Expression, example.Result, example.Error);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_of_the_reference_page_does_what_it_says(string expression, string? result, string? error)
    {
        if (error is null) Assert.Equal(result, Expressions.Value(expression));
        else Assert.Contains(error, Expressions.Error(expression), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_function_has_an_example_and_says_what_its_parameters_mean()
    {
        Assert.All(FunctionCatalog.Instance.All, f =>
        {
            Assert.NotEmpty(f.Examples);
            Assert.NotEmpty(f.Summary);
            Assert.All(f.Parameters, p => Assert.NotEmpty(p.Meaning));
        });
    }

    [Fact]
    public void The_reference_page_is_what_the_functions_say_of_themselves()
    {
        var file = Path.Combine(Repository(), "mappings", "reference.md");
        if (Environment.GetEnvironmentVariable("HUB_APPROVE") == "1") File.WriteAllText(file, MappingReference.Markdown());
        Assert.True(File.Exists(file) && File.ReadAllText(file) == MappingReference.Markdown(),
            "mappings/reference.md is not what the functions say: run these tests once with HUB_APPROVE=1 and look at the difference");
    }

    internal static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Integration.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
