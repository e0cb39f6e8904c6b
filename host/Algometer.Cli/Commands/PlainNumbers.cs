using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Algometer.Cli.Commands;

/// <summary>Numbers of the command line are written with a decimal point. A comma would be read as a separator of thousands: <c>0,5</c> as 5.</summary>
internal static class PlainNumbers
{
    /// <summary>Refuses a comma, and what is no finite number, in every number of a command and of what is below it.</summary>
    public static void Hold(Command command)
    {
        foreach (Option option in command.Options.Where(option => IsNumber(option.ValueType)))
        {
            option.Validators.Add(result => Check(result, option.Name, result.Tokens));
        }

        foreach (Argument argument in command.Arguments.Where(argument => IsNumber(argument.ValueType)))
        {
            argument.Validators.Add(result => Check(result, argument.Name, result.Tokens));
        }

        foreach (Command below in command.Subcommands)
        {
            Hold(below);
        }
    }

    /// <summary>Whether values of a type are numbers, one or several.</summary>
    public static bool IsNumber(Type type)
    {
        Type one = type.IsArray ? type.GetElementType()! : type;
        return Type.GetTypeCode(Nullable.GetUnderlyingType(one) ?? one) is >= TypeCode.SByte and <= TypeCode.Decimal && !one.IsEnum;
    }

    private static void Check(SymbolResult result, string name, IEnumerable<Token> tokens)
    {
        foreach (Token token in tokens.Where(token => token.Value.Contains(',', StringComparison.Ordinal)))
        {
            result.AddError($"{name}: '{token.Value}' has a comma. Write it with a decimal point and without separators, such as {token.Value.Replace(',', '.')}.");
        }

        foreach (Token token in tokens.Where(token => double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && !double.IsFinite(number)))
        {
            result.AddError($"{name}: '{token.Value}' is no number that anything can be: write one with digits.");
        }
    }
}
