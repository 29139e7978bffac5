namespace TechTalk.SpecFlow;

/// <summary>Marks a class whose methods are steps, hooks or argument transformations. One instance per scenario.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BindingAttribute : Attribute;

/// <summary>
/// Narrows a step or hook (or all of a class) to scenarios with this tag, feature title or scenario title; all that are set must hold.
/// Several attributes: one of them must hold.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class ScopeAttribute : Attribute
{
    /// <summary>Tag, with or without its <c>@</c>.</summary>
    public string? Tag { get; set; }

    public string? Feature { get; set; }

    public string? Scenario { get; set; }
}

/// <summary>
/// Says which step texts a method stands for: a regular expression over the whole text, or a Cucumber expression
/// (<c>{int}</c>, <c>{string}</c>, <c>{}</c>, optional <c>(s)</c>, alternatives <c>a/b</c>) when it contains such a parameter.
/// </summary>
public abstract class StepDefinitionBaseAttribute(string expression, StepKinds kinds) : Attribute
{
    public string Expression { get; } = expression;

    public StepKinds Kinds { get; } = kinds;
}

/// <summary>The keywords a step definition answers to.</summary>
[Flags]
public enum StepKinds
{
    Given = 1,
    When = 2,
    Then = 4,
    All = Given | When | Then,
}

[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class GivenAttribute(string expression) : StepDefinitionBaseAttribute(expression, StepKinds.Given);

[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class WhenAttribute(string expression) : StepDefinitionBaseAttribute(expression, StepKinds.When);

[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ThenAttribute(string expression) : StepDefinitionBaseAttribute(expression, StepKinds.Then);

/// <summary>Given, When or Then alike.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class StepDefinitionAttribute(string expression) : StepDefinitionBaseAttribute(expression, StepKinds.All);

/// <summary>
/// A method that turns step text (the groups of <see cref="Regex"/>, or all of it) or a <see cref="Table"/> into its return type,
/// for every step parameter of that type.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class StepArgumentTransformationAttribute(string? regex) : Attribute
{
    public StepArgumentTransformationAttribute() : this(null) { }

    /// <summary>Must match the whole argument; null: any.</summary>
    public string? Regex { get; } = regex;

    /// <summary>Name under which Cucumber expressions use it: <c>{name}</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The lowest order that fits is used.</summary>
    public int Order { get; set; } = 10000;
}
