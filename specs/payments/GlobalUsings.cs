global using Integration.CanonicalModel;
global using Integration.CoreApp.Payments;
global using Integration.Hub;
global using Xunit;
