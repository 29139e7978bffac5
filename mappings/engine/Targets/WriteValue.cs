using Integration.Mappings.Running;

namespace Integration.Mappings.Targets;

/// <summary>Writes a value, with its name before it if one is given. False, and nothing written, if there is no value.</summary>
internal delegate bool WriteValue(Run run, JsonOut json, byte[]? name);
