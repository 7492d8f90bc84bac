using System.CommandLine;

var root = new RootCommand("NewsMonitor: the operator's hand, the worker node, the shell pipe.");
return await root.Parse(args).InvokeAsync();
