using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Algometer.Records;

/// <summary>People and, in a table of their own, their names.</summary>
public sealed partial class PeopleStore
{
    private const int EarliestDecade = 1900;
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Action<Action<SqliteTransaction>> _write;

    internal PeopleStore(string path, TimeProvider time, Action<Action<SqliteTransaction>> write) => (_path, _time, _write) = (path, time, write);

    /// <summary>Stores a new person.</summary>
    /// <param name="person">Without identity.</param>
    /// <param name="name">The name, or null to keep none.</param>
    /// <returns>The person with its identity.</returns>
    /// <exception cref="ArgumentException">A field cannot be used; the message says what to write.</exception>
    /// <exception cref="RecordStoreException">It cannot be stored.</exception>
    public Person Add(Person person, string? name = null)
    {
        Check(person);
        Person stored = person with { Id = SessionId.New(_time.GetUtcNow()) };
        Write(transaction =>
        {
            transaction.Run(
                "INSERT INTO people (id, code, birth_decade, sex, notes, consent_date, consent_text, created_utc_us) VALUES ($id, $code, $decade, $sex, $notes, $consent, $text, $now)",
                [.. Fields(stored), ("$now", WallTime.ToMicroseconds(_time.GetUtcNow()))]);
            WriteName(transaction, stored.Id, name);
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
            int changed = transaction.Run(
                "UPDATE people SET code = $code, birth_decade = $decade, sex = $sex, notes = $notes, consent_date = $consent, consent_text = $text WHERE id = $id",
                Fields(person));
            if (changed == 0)
            {
                throw NotFound(person.Id);
            }

            WriteName(transaction, person.Id, name);
        });
    }

    /// <summary>Everybody, by code.</summary>
    public IReadOnlyList<Person> List() => Query("", []);

    /// <summary>One person.</summary>
    /// <exception cref="RecordStoreException">There is none of that identity.</exception>
    public Person Read(string id) => Query("WHERE id = $id", [("$id", id)]) is [var only] ? only : throw NotFound(id);

    /// <summary>The name that is kept for a person, or null.</summary>
    public string? ReadName(string id)
    {
        using SqliteConnection connection = Database.OpenForReading(_path);
        using SqliteCommand command = connection.Command("SELECT name FROM people_names WHERE person_id = $id", ("$id", id));
        return command.ExecuteScalar() as string;
    }

    private static (string Name, object? Value)[] Fields(Person person) =>
    [
        ("$id", person.Id),
        ("$code", person.Code),
        ("$decade", person.BirthDecade),
        ("$sex", person.Sex.ToString()),
        ("$notes", person.Notes),
        ("$consent", person.ConsentDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("$text", person.ConsentText),
    ];

    private static void WriteName(SqliteTransaction transaction, string id, string? name)
    {
        transaction.Run("DELETE FROM people_names WHERE person_id = $id", ("$id", id));
        if (!string.IsNullOrWhiteSpace(name))
        {
            transaction.Run("INSERT INTO people_names VALUES ($id, $name)", ("$id", id), ("$name", name.Trim()));
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

        int now = _time.GetUtcNow().Year;
        if (person.BirthDecade is { } decade && (decade % 10 != 0 || decade < EarliestDecade || decade > now))
        {
            throw new ArgumentException($"The decade of birth is a year such as 1980, from {EarliestDecade} to {now / 10 * 10}.", nameof(person));
        }
    }

    private void Write(Action<SqliteTransaction> write)
    {
        try
        {
            _write(write);
        }
        catch (RecordStoreException e) when (e.InnerException is SqliteException { SqliteErrorCode: 19 })
        {
            throw new ArgumentException("Another person has this code already: choose another.", nameof(write), e);
        }
    }

    private List<Person> Query(string where, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using SqliteConnection connection = Database.OpenForReading(_path);
        using SqliteCommand command = connection.Command(
            $"SELECT id, code, birth_decade, sex, notes, consent_date, consent_text FROM people {where} ORDER BY code",
            parameters);
        using SqliteDataReader reader = command.ExecuteReader();
        var found = new List<Person>();
        while (reader.Read())
        {
            found.Add(new Person
            {
                Id = reader.GetString(0),
                Code = reader.GetString(1),
                BirthDecade = reader.IsDBNull(2) ? null : reader.GetInt32(2),
                Sex = Enum.Parse<Sex>(reader.GetString(3)),
                Notes = reader.GetString(4),
                ConsentDate = reader.IsDBNull(5) ? null : DateOnly.ParseExact(reader.GetString(5), "yyyy-MM-dd", CultureInfo.InvariantCulture),
                ConsentText = reader.GetString(6),
            });
        }

        return found;
    }
}
