using Algometer.Cli.Commands;


return await AlgometerCommand.RunAsync(args);
