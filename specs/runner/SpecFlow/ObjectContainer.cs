using System.Reflection;

namespace BoDi;

/// <summary>Makes and keeps one object per type; what an outer container has registered is shared with it.</summary>
public interface IObjectContainer
{
    /// <param name="instance">The object.</param>
    /// <param name="dispose">Dispose it with the container.</param>
    void RegisterInstanceAs<T>(T instance, bool dispose = false) where T : class;

    void RegisterTypeAs<TType, TInterface>() where TType : class, TInterface;

    void RegisterFactoryAs<T>(Func<IObjectContainer, T> factory) where T : class;

    bool IsRegistered<T>();

    /// <exception cref="ObjectContainerException">It can't be made; the message names the path of constructors.</exception>
    T Resolve<T>();

    object Resolve(Type type);
}

public sealed class ObjectContainerException(string message) : Exception(message);

/// <inheritdoc cref="IObjectContainer"/>
internal sealed class ObjectContainer(ObjectContainer? outer = null) : IObjectContainer, IAsyncDisposable
{
    private readonly Dictionary<Type, Func<Type[], object>> _registrations = [];
    private readonly Dictionary<Type, object> _instances = [];
    private readonly List<object> _owned = [];

    public void RegisterInstanceAs<T>(T instance, bool dispose = false) where T : class
    {
        _instances[typeof(T)] = instance;
        if (dispose)
            _owned.Add(instance);
    }

    public void RegisterTypeAs<TType, TInterface>() where TType : class, TInterface =>
        _registrations[typeof(TInterface)] = path => Resolve(typeof(TType), path);

    public void RegisterFactoryAs<T>(Func<IObjectContainer, T> factory) where T : class =>
        _registrations[typeof(T)] = _ => Own(factory(this));

    public bool IsRegistered<T>() => Knows(typeof(T));

    public T Resolve<T>() => (T)Resolve(typeof(T));

    public object Resolve(Type type) => Resolve(type, []);

    /// <summary>Disposes what it has made, newest first; goes on when one throws and throws what was thrown at the end.</summary>
    public async ValueTask DisposeAsync()
    {
        var errors = new List<Exception>();
        foreach (var item in Enumerable.Reverse(_owned))
        {
            try
            {
                await DisposeAsync(item);
            }
            catch (Exception e)
            {
                errors.Add(e);
            }
        }
        _owned.Clear();
        if (errors.Count > 0)
            throw errors.Count == 1 ? errors[0] : new AggregateException(errors);
    }

    private static async ValueTask DisposeAsync(object item)
    {
        if (item is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else if (item is IDisposable disposable)
            disposable.Dispose();
    }

    private bool Knows(Type type) => _instances.ContainsKey(type) || _registrations.ContainsKey(type);

    private object Resolve(Type type, Type[] path)
    {
        for (var container = this; container is not null; container = container.Outer)
            if (container.Knows(type))
                return container.Keep(type, path);
        return Keep(type, path);
    }

    private ObjectContainer? Outer => outer;

    private object Keep(Type type, Type[] path)
    {
        if (_instances.TryGetValue(type, out var kept))
            return kept;
        if (path.Contains(type))
            throw new ObjectContainerException($"These constructors ask for each other in a circle: {Path(path, type)}.");
        var made = _registrations.TryGetValue(type, out var registration) ? registration([.. path, type]) : Own(Make(type, path));
        return _instances[type] = made;
    }

    private object Make(Type type, Type[] path)
    {
        var constructor = type.IsAbstract || type.IsValueType || type == typeof(string)
            ? null
            : type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault();
        if (constructor is null)
            throw new ObjectContainerException(
                $"{type.FullName} can't be made (asked for by {Path(path, type)}): it is no class with a public constructor. " +
                "Register it with IObjectContainer in a hook that runs earlier.");
        var arguments = constructor.GetParameters().Select(p => Resolve(p.ParameterType, [.. path, type])).ToArray();
        return constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    private T Own<T>(T made) where T : class
    {
        if (!_owned.Contains(made, ReferenceEqualityComparer.Instance))
            _owned.Add(made);
        return made;
    }

    private static string Path(IEnumerable<Type> path, Type last) => string.Join(" → ", path.Append(last).Select(t => t.Name));
}
