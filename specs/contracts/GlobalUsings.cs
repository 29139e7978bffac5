global using Integration.Hub.Contracts;
global using Integration.Hub.Core.Configuration;
global using Integration.Mappings;
global using Xunit;
