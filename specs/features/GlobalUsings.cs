global using Integration.CanonicalModel;
global using Integration.Hub;
global using Integration.Hub.Host.Hosting;
global using Integration.Specs.Counterparts;
global using TechTalk.SpecFlow;
global using Xunit;
