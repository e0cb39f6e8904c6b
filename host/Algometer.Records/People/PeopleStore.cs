using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Algometer.Records.Audit;
using Algometer.Records.Engine;
using Algometer.Records.Model;
using Algometer.Records.Problems;
using Algometer.Records.Store;

namespace Algometer.Records.People;

/// <summary>People and, in a table of their own, their names.</summary>
public sealed partial class PeopleStore
{
    private const int EarliestDecade = 1900;
    private readonly StoreCore _core;
    private readonly SoftDeletion _deletion;

    internal PeopleStore(StoreCore core, SoftDeletion deletion) => (_core, _deletion) = (core, deletion);

    /// <summary>Stores a new person.</summary>
    /// <param name="person">Without identity.</param>
    /// <param name="name">The name, or null to keep none.</param>
    /// <returns>The person with its identity.</returns>
    /// <exception cref="ArgumentException">A field cannot be used; the message says what to write.</exception>
    /// <exception cref="RecordStoreException">It cannot be stored.</exception>
    public Person Add(Person person, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(person);
        return AddAs(person with { Id = SessionId.New(_core.Time.GetUtcNow()) }, name);
    }

    /// <summary>Takes in a person of another record with the identity it has there; whoever is here by identity or code already is left as is.</summary>
    /// <param name="person">With identity.</param>
    /// <returns>The person as it is here.</returns>
    /// <exception cref="ArgumentException">A field cannot be used; the message says what to write.</exception>
    /// <exception cref="RecordStoreException">It cannot be stored.</exception>
    public Person Import(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return SessionId.IsValid(person.Id)
            ? Query("WHERE id = @id OR code = @code ORDER BY code", ("@id", person.Id), ("@code", person.Code)) is [var known, ..] ? known : AddAs(person, null)
            : throw new ArgumentException("The person's identity cannot be used.", nameof(person));
    }

    private Person AddAs(Person stored, string? name)
    {
        Check(stored);
        Write(transaction =>
        {
            transaction.Run(
                "INSERT INTO people (id, code, birth_decade, sex, notes, consent_date, consent_text, created_utc_us) VALUES (@id, @code, @decade, @sex, @notes, @consent, @text, @now)",
                [.. Fields(stored), ("@now", WallTime.ToMicroseconds(_core.Time.GetUtcNow()))]);
            WriteName(transaction, stored.Id, name);
            RecordRow.People.Renew(transaction, _core.Vault, "WHERE t.id = @id", ("@id", stored.Id));
        });
        return stored;
    }

    /// <summary>Changes a person.</summary>
    /// <param name="person">With identity.</param>
    /// <param name="name">The name, or null to keep none.</param>
    /// <exception cref="ArgumentException">A field cannot be used; the message says what to write.</exception>
    /// <exception cref="RecordStoreException">There is no such person, or it cannot be stored.</exception>
    public void Change(Person person, string? name)
    {
        Check(person);
        Write(transaction =>
        {
            RecordRow.People.Require(transaction, _core.Vault, "WHERE t.id = @id", ("@id", person.Id));
            int changed = transaction.Run(
                "UPDATE people SET code = @code, birth_decade = @decade, sex = @sex, notes = @notes, consent_date = @consent, consent_text = @text WHERE id = @id",
                Fields(person));
            if (changed == 0)
            {
                throw NotFound(person.Id);
            }

            WriteName(transaction, person.Id, name);
            RecordRow.People.Renew(transaction, _core.Vault, "WHERE t.id = @id", ("@id", person.Id));
        });
    }

    /// <summary>Everybody, by code. Somebody whose row is not what was written is left out and named by the record's check; whoever asks for that very person is told.</summary>
    public IReadOnlyList<Person> List() => Sound("WHERE deleted_utc_us IS NULL ORDER BY code");

    /// <summary>Deleted people that can be taken back, latest deletion first.</summary>
    public IReadOnlyList<Person> ListDeleted() => Sound("WHERE deleted_utc_us IS NOT NULL ORDER BY deleted_utc_us DESC, id");

    /// <summary>Finds a person by code or identity; null when there is none.</summary>
    /// <param name="codeOrId">What the clinic calls the person, or the identity.</param>
    public Person? Find(string codeOrId) => Query("WHERE code = @it OR id = @it ORDER BY code", ("@it", codeOrId)) is [var first, ..] ? first : null;

    /// <summary>Puts a person and all documents about them aside; they can be taken back for 30 days.</summary>
    /// <param name="id">The person.</param>
    /// <param name="actor">Who deletes; null for whoever opened the store.</param>
    public void Delete(string id, string? actor = null) => _deletion.Delete(DeletableKind.Person, id, "", actor);

    /// <summary>Takes a deletion back.</summary>
    /// <param name="id">The person.</param>
    /// <param name="actor">Who takes it back; null for whoever opened the store.</param>
    public void Undelete(string id, string? actor = null) => _deletion.Undelete(DeletableKind.Person, id, actor);

    /// <summary>One person.</summary>
    /// <exception cref="RecordStoreException">There is none of that identity.</exception>
    public Person Read(string id) => Query("WHERE id = @id", ("@id", id)) is [var only] ? only : throw NotFound(id);

    /// <summary>The name that is kept for a person, or null.</summary>
    public string? ReadName(string id) => _core.Rows(
        "SELECT name FROM people_names WHERE person_id = @id",
        r => _core.Vault.Open(r.GetString(0), "people_names", id, "name"),
        ("@id", id)) is [var only] ? only : null;

    private (string Name, object? Value)[] Fields(Person person) =>
    [
        ("@id", person.Id),
        ("@code", person.Code),
        ("@decade", person.BirthDecade),
        ("@sex", person.Sex.ToString()),
        ("@notes", _core.Vault.Seal(person.Notes, "people", person.Id, "notes")),
        ("@consent", person.ConsentDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("@text", _core.Vault.Seal(person.ConsentText, "people", person.Id, "consent_text")),
    ];

    private void WriteName(DbTransaction transaction, string id, string? name)
    {
        transaction.Run("DELETE FROM people_names WHERE person_id = @id", ("@id", id));
        if (!string.IsNullOrWhiteSpace(name))
        {
            transaction.Run(
                "INSERT INTO people_names (person_id, name) VALUES (@id, @name)",
                ("@id", id),
                ("@name", _core.Vault.Seal(name.Trim(), "people_names", id, "name")));
        }
    }

    private static RecordStoreException NotFound(string id) => new(RecordStoreProblem.NotFound, $"There is no person '{id}'.");

    [GeneratedRegex(@"\A[\p{L}\p{Nd}][\p{L}\p{Nd}._-]{0,39}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    private void Check(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (!Code().IsMatch(person.Code))
        {
            throw new ArgumentException("The code needs 1 to 40 letters, digits, dots, dashes or underscores, such as P-017.", nameof(person));
        }

        int now = _core.Time.GetUtcNow().Year;
        if (person.BirthDecade is { } decade && (decade % 10 != 0 || decade < EarliestDecade || decade > now))
        {
            throw new ArgumentException($"The decade of birth is a year such as 1980, from {EarliestDecade} to {now / 10 * 10}.", nameof(person));
        }
    }

    private void Write(Action<DbTransaction> write)
    {
        try
        {
            _core.Write(write);
        }
        catch (RecordStoreException e) when (_core.Engine.Dialect.IsDuplicate(e.InnerException))
        {
            throw new ArgumentException("Another person, perhaps a deleted one, has this code already: choose another.", nameof(write), e);
        }
    }

    private List<Person> Query(string where, params (string Name, object? Value)[] parameters) => _core.Rows(
        RecordRow.People.Select + where,
        Read,
        parameters);

    private List<Person> Sound(string where) => [.. _core.Rows(RecordRow.People.Select + where, r => RecordRow.People.Fits(_core.Vault, r) ? Read(r) : null).OfType<Person>()];

    private Person Read(DbDataReader r) =>
        !RecordRow.People.Fits(_core.Vault, r) ? throw RecordRow.People.Altered(r.GetString(0)) : new Person
        {
            Id = r.GetString(0),
            Code = r.GetString(1),
            BirthDecade = (int?)r.LongOrNull(2),
            Sex = Enum.Parse<Sex>(r.GetString(3)),
            Notes = _core.Vault.Open(r.GetString(4), "people", r.GetString(0), "notes"),
            ConsentDate = r.IsDBNull(5) ? null : DateOnly.ParseExact(r.GetString(5), "yyyy-MM-dd", CultureInfo.InvariantCulture),
            ConsentText = _core.Vault.Open(r.GetString(6), "people", r.GetString(0), "consent_text"),
        };

    /// <summary>Identity and code of a person as they stand, whoever wrote them: for those who only want them gone.</summary>
    internal Person ReadAsItStands(string id) => _core.Rows("SELECT id, code FROM people WHERE id = @id", r => new Person { Id = r.GetString(0), Code = r.GetString(1) }, ("@id", id)) is [var only]
        ? only
        : throw NotFound(id);
}
