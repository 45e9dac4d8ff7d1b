global using LicenseKit.Issuing;
global using LicenseKit.Licenses;
global using Xunit;
