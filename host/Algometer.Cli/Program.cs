using Algometer.Cli;
using Algometer.Cli.Commands;

PrivateFiles.FromNowOn();
Terminal.FitTables();
return await AlgometerCommand.RunAsync(args);
