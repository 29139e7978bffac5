global using Integration.CanonicalModel;
global using Integration.CoreApp.Orders;
global using Integration.CoreApp.Shared;
global using Xunit;
