global using Integration.CanonicalModel;
global using Integration.CoreApp.Orders;
global using Xunit;
