global using Integration.CanonicalModel;
global using Integration.CoreApp.Shared;
global using Integration.CoreApp.Warnings;
global using Xunit;
