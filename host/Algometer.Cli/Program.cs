using Algometer.Cli;
using Algometer.Cli.Commands;

PrivateFiles.FromNowOn();
return await AlgometerCommand.RunAsync(args);
