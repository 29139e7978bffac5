namespace Integration.CoreApp.Orders;

/// <summary>Why a template cannot be saved.</summary>
/// <param name="Code">Stable, e.g. <c>template.cycle</c>; the screens have the words for it in both languages.</param>
/// <param name="Path">Steps concerned, in their order: the designer marks them.</param>
/// <param name="Message">In English, with what was expected.</param>
public sealed record TemplateProblem(string Code, IReadOnlyList<string> Path, string Message);

/// <summary>A template that cannot be used, with all that is wrong with it.</summary>
public sealed class TemplateException(string template, IReadOnlyList<TemplateProblem> problems)
    : Exception($"{template}: {string.Join("; ", problems.Select(p => p.Message))}")
{
    public IReadOnlyList<TemplateProblem> Problems { get; } = problems;
}
