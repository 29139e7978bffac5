global using Integration.Hub.Core.Configuration;
global using Integration.Mappings;
