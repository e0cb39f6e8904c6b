using System.CommandLine;
using Algometer.Cli.RecordAccess;
using Algometer.Records;
using Algometer.Web.Access;

namespace Algometer.Cli.Commands;

/// <summary><c>algometer account</c>: who may sign in where pages are open to the network.</summary>
internal static class AccountCommand
{
    /// <summary>Environment variable with the password, for scripts.</summary>
    public const string PasswordVariable = "ALGOMETER_PASSWORD";

    public static Command Create() => new("account", "Accounts for pages that are open to the network.\nExample: algometer account add anna --role therapist")
    {
        Add(), List(), Change("password", "Give an account another password.", null), Change("disable", "Shut an account out.", true), Change("enable", "Let an account in again.", false),
    };

    private static Command Add()
    {
        Option<string> data = CommonOptions.Data();
        var name = new Argument<string>("name") { Description = "The name to sign in with." };
        var role = new Option<Role>("--role") { Description = "therapist, patient or tester.", DefaultValueFactory = _ => Role.Therapist };
        role.AcceptOnlyFromAmong("therapist", "patient", "tester");
        var person = new Option<string?>("--person") { Description = "Code of the person whose plan and progress a patient sees." };
        var command = new Command("add", $"Add an account. The password is asked for, or taken from {PasswordVariable}.") { name, role, person, data };
        command.SetAction(parsed => With(parsed.GetValue(data)!, (store, accounts) =>
        {
            string? code = parsed.GetValue(person);
            string? personId = code is null ? null : (store.People.List().FirstOrDefault(known => string.Equals(known.Code, code, StringComparison.OrdinalIgnoreCase))
                ?? throw new ArgumentException($"There is no person with the code '{code}'.")).Id;
            Account added = accounts.Add(parsed.GetValue(name)!, parsed.GetValue(role), personId, AskPassword());
            Console.WriteLine($"{added.Name} may sign in as {Word(added.Role)}.");
        }));
        return command;
    }

    private static Command List()
    {
        Option<string> data = CommonOptions.Data();
        var command = new Command("list", "List the accounts.") { data };
        command.SetAction(parsed => With(parsed.GetValue(data)!, (_, accounts) =>
        {
            foreach (Account account in accounts.List())
            {
                Console.WriteLine($"{account.Name}\t{Word(account.Role)}{(account.Disabled ? "\tshut out" : "")}");
            }
        }));
        return command;
    }

    private static Command Change(string verb, string description, bool? disabled)
    {
        Option<string> data = CommonOptions.Data();
        var name = new Argument<string>("name") { Description = "Which account." };
        var command = new Command(verb, description) { name, data };
        command.SetAction(parsed => With(parsed.GetValue(data)!, (_, accounts) =>
        {
            Account changed = accounts.Change(parsed.GetValue(name)!, disabled is null ? AskPassword() : null, disabled);
            Console.WriteLine(disabled switch
            {
                true => $"{changed.Name} may not sign in any more.",
                false => $"{changed.Name} may sign in again.",
                null => $"{changed.Name} has a new password.",
            });
        }));
        return command;
    }

    private static int With(string data, Action<RecordStore, AccountStore> act)
    {
        using RecordStore store = ChosenRecord.Open(data);
        using var accounts = new AccountStore(store);
        act(store, accounts);
        return 0;
    }

    private static string Word(Role role) => role.ToString().ToLowerInvariant();

    private static string AskPassword()
    {
        if (Environment.GetEnvironmentVariable(PasswordVariable) is { Length: > 0 } given)
        {
            return given;
        }

        if (Console.IsInputRedirected)
        {
            return Console.In.ReadLine() ?? throw new ArgumentException($"No password was given: type it in a terminal, or set {PasswordVariable}.");
        }

        string once = Read("Password: ");
        return string.Equals(once, Read("Again:    "), StringComparison.Ordinal) ? once : throw new ArgumentException("The two passwords differ: try again.");
    }

    private static string Read(string prompt)
    {
        Console.Error.Write(prompt);
        var text = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                text.Length = Math.Max(0, text.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                text.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return text.ToString();
    }
}
