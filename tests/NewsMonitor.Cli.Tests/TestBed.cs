using NewsMonitor.Testing.Data;

// One PostgreSQL for the whole run.
[assembly: AssemblyFixture(typeof(TestCluster))]
