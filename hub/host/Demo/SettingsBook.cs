using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo;

/// <summary>Gives each system its places, and notes for the hub where they are and how it signs in there.</summary>
internal sealed class SettingsBook(DemoPlaces places)
{
    private const string HubAtOthers = "{ user: hub, password: hub-2026 }";
    private readonly Dictionary<string, string> _values = [];
    private readonly Dictionary<string, string> _credentials = [];

    /// <summary>Settings by the names that adapters use.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>By the names that adapters use; each a YAML mapping.</summary>
    public IReadOnlyDictionary<string, string> Credentials => _credentials;

    /// <summary>A folder that both sides reach; returns it as the system does.</summary>
    public async Task<IDropFolder> FilesAsync(string setting, string folder, string credential) => (await PlaceAsync(setting, folder, credential)).Drop;

    /// <summary>The same with all that is known of the folder.</summary>
    public async Task<FilePlace> PlaceAsync(string setting, string folder, string credential)
    {
        var place = await places.FilesAsync(folder);
        (_values[setting], _credentials[credential]) = (place.Address, places.FilesCredential);
        return place;
    }

    /// <summary>A queue that both sides reach; it has the setting's name.</summary>
    public IQueuePort Queue(string setting, string credential)
    {
        var place = places.Queue(setting);
        (_values[setting], _credentials[credential]) = (place.Address, places.QueueCredential);
        return place.Port;
    }

    /// <summary>A SOAP server of the system's.</summary>
    public void Soap(string setting, Uri address, string credential) => (_values[setting], _credentials[credential]) = (address.ToString(), HubAtOthers);

    /// <summary>Somebody who calls the hub.</summary>
    public void Caller(string credential, string user, string password) => _credentials[credential] = $"{{ user: {user}, password: {password} }}";

    public void Add(IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string> credentials)
    {
        foreach (var (name, value) in values)
            _values[name] = value;
        foreach (var (name, value) in credentials)
            _credentials[name] = value;
    }
}
