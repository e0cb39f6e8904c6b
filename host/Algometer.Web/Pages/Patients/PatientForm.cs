using System.Text.RegularExpressions;
using Algometer.Records;
using Algometer.Records.People;

namespace Algometer.Web.Pages.Patients;

/// <summary>What is typed about a patient, until it is kept.</summary>
internal sealed partial class PatientForm
{
    /// <summary>What the clinic calls the person.</summary>
    public string Code { get; set; } = "";

    /// <summary>The name; empty to keep none.</summary>
    public string Name { get; set; } = "";

    /// <summary>Decade of birth, such as 1980; null when not told.</summary>
    public int? Decade { get; set; }

    /// <summary>Sex.</summary>
    public Sex Sex { get; set; }

    /// <summary>When the person consented.</summary>
    public DateOnly? ConsentDate { get; set; }

    /// <summary>To what.</summary>
    public string ConsentText { get; set; } = "";

    /// <summary>Free text.</summary>
    public string Notes { get; set; } = "";

    /// <summary>What is known of a person.</summary>
    public static PatientForm Of(Person person, string? name) => new()
    {
        Code = person.Code,
        Name = name ?? "",
        Decade = person.BirthDecade,
        Sex = person.Sex,
        ConsentDate = person.ConsentDate,
        ConsentText = person.ConsentText,
        Notes = person.Notes,
    };

    /// <summary>What is wrong with the code, as the key of its words; null for nothing.</summary>
    /// <param name="store">Knows the others.</param>
    /// <param name="id">The person; null for a new one.</param>
    public string? WrongCode(RecordStore store, string? id)
    {
        string code = Code.Trim();
        return code.Length == 0 ? "code.missing"
            : !UsableCode().IsMatch(code) ? "code.unusable"
            : store.People.Find(code) is { } other && other.Id != id ? "code.taken"
            : null;
    }

    /// <summary>Keeps it.</summary>
    /// <returns>The person's identity.</returns>
    /// <exception cref="ArgumentException">A field cannot be used.</exception>
    public string Keep(RecordStore store, string? id)
    {
        var person = new Person
        {
            Id = id ?? "",
            Code = Code.Trim(),
            BirthDecade = Decade,
            Sex = Sex,
            ConsentDate = ConsentDate,
            ConsentText = ConsentText.Trim(),
            Notes = Notes,
        };
        string? name = string.IsNullOrWhiteSpace(Name) ? null : Name.Trim();
        if (id is null)
        {
            return store.People.Add(person, name).Id;
        }

        store.People.Change(person, name);
        return id;
    }

    [GeneratedRegex(@"\A[\p{L}\p{Nd}][\p{L}\p{Nd}._-]{0,39}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UsableCode();
}
