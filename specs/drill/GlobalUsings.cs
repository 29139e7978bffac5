global using Integration.CanonicalModel;
global using Integration.Hub;
global using Integration.Hub.Host.Demo;
global using Integration.Hub.Host.Hosting;
global using Integration.Specs.Counterparts;
global using Integration.Specs.Servers;
global using Integration.Specs.WebApi;
global using Xunit;
