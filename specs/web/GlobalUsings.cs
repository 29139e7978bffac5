global using Integration.CanonicalModel;
global using Integration.Hub.Host.Hosting;
global using Integration.Specs.Counterparts;
global using Microsoft.Playwright;
global using Xunit;
