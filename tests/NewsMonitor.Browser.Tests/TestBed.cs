using NewsMonitor.Browser.Tests;
using NewsMonitor.Testing.Data;

// One PostgreSQL and one Chromium for the whole run.
[assembly: AssemblyFixture(typeof(TestCluster))]
[assembly: AssemblyFixture(typeof(Chromium))]
