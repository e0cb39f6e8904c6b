using Algometer.App.Commands;

return await AlgometerCommand.RunAsync(args);
