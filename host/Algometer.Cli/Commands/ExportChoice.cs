using Algometer.Cli.RecordAccess;
using Algometer.Clinic.Exports;
using Algometer.Records;
using Algometer.Records.People;
using Algometer.Reports.Exchange;

namespace Algometer.Cli.Commands;

/// <summary>Finds what a person names on the command line: <c>all</c>, <c>last</c>, a person's code or a session.</summary>
internal static class ExportChoice
{
    /// <summary>Finds it.</summary>
    /// <param name="catalogue">The record.</param>
    /// <param name="store">The record, for sessions.</param>
    /// <param name="words">What was named; <c>person:</c> or <c>session:</c> in front settles which.</param>
    /// <exception cref="ArgumentException">Nothing or too much fits; the message says what to do.</exception>
    public static ExportSelection Find(ExportCatalogue catalogue, RecordStore store, string words)
    {
        if (string.Equals(words, "all", StringComparison.OrdinalIgnoreCase))
        {
            return catalogue.All();
        }

        if (words.StartsWith("session:", StringComparison.OrdinalIgnoreCase))
        {
            return catalogue.Session(ChosenRecord.Find(store, words["session:".Length..]));
        }

        bool named = words.StartsWith("person:", StringComparison.OrdinalIgnoreCase);
        string code = named ? words["person:".Length..] : words;
        Person? person = catalogue.People.FirstOrDefault(known => string.Equals(known.Code, code, StringComparison.Ordinal))
            ?? (catalogue.People.Where(known => string.Equals(known.Code, code, StringComparison.OrdinalIgnoreCase)).ToArray() is [var only] ? only : null);
        if (person is null)
        {
            return named ? throw new ArgumentException($"There is nobody with the code '{code}': see the people's page for codes.") : catalogue.Session(ChosenRecord.Find(store, words));
        }

        return named || !catalogue.Sessions.Any(session => session.Id.StartsWith(words, StringComparison.OrdinalIgnoreCase))
            ? catalogue.Of(person)
            : throw new ArgumentException($"'{words}' is a person's code and the start of a session's name: write person:{words} or session:{words}.");
    }
}
