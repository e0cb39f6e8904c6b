using System.Globalization;
using System.Text.Json;
using Algometer.Measurement.Home;
using Algometer.Measurement.Home.Plans;
using Algometer.Records.Documents;
using Algometer.Records.Keys;
using Algometer.Records.People;

namespace Algometer.Records;

/// <summary>Clinics, plans, ranges and sessions of the home as documents of the record. Patients are people of the record, by their code.</summary>
public sealed class HomeStore(RecordStore? store, string? dataDirectory, TimeProvider time)
{
    /// <summary>The code of sessions of a program that no patient's plan was taken in.</summary>
    public const string NobodyCode = "home";

    /// <summary>The record.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public RecordStore Record => store ?? throw new ArgumentException("Nothing is recorded here: start `algometer run` with a record.");

    /// <summary>Whether there is a record.</summary>
    public bool IsThere => store is not null;

    /// <summary>Now.</summary>
    public DateTimeOffset NowUtc => time.GetUtcNow();

    /// <summary>Clinics that this host was paired with.</summary>
    public IReadOnlyList<ClinicIdentity> Clinics() => dataDirectory is null ? [] : new PairedClinics(dataDirectory).All();

    /// <summary>Pairs with a clinic whose fingerprint a person compared.</summary>
    public void Pair(ClinicIdentity clinic, string comparedFingerprint) => new PairedClinics(Directory).Pair(clinic, comparedFingerprint);

    /// <summary>Opens this clinic's own key; the first signature makes it.</summary>
    /// <param name="name">Name of the clinic, used when the key is made.</param>
    public ClinicKey OpenKey(string name) => ClinicKey.OpenOrCreate(Directory, name);

    /// <summary>Whether this clinic has a key.</summary>
    public bool HasKey => dataDirectory is not null && ClinicKey.Exists(dataDirectory);

    private string Directory => dataDirectory ?? throw new ArgumentException("Keys need a record: start `algometer run` with one.");

    /// <summary>Code of the patient at home: whom the newest accepted plan is for; null before the first.</summary>
    public string? Patient() => store is null ? null : Bodies<SignedPlanDocument>(SignedPlanDocument.Accepted).Select(stored => stored.Body.Plan.Patient).LastOrDefault();

    /// <summary>Code of whom a visitor may see: an account's own person; at this machine itself, the patient of this host.</summary>
    /// <param name="personId">The account's person; null for the person at this machine.</param>
    public string? PatientFor(string? personId) => personId is null ? Patient() : Record.People.Read(personId).Code;

    /// <summary>Newest accepted revision of each plan of each patient, oldest plan first: what one takes changes nothing of what another has, whatever it is called.</summary>
    /// <param name="patient">Whose; null for all.</param>
    public IReadOnlyList<SignedPlanDocument> AcceptedPlans(string? patient = null) => store is null ? [] :
        [.. Bodies<SignedPlanDocument>(SignedPlanDocument.Accepted).Select(stored => stored.Body).Where(body => patient is null || string.Equals(body.Plan.Patient, patient, StringComparison.Ordinal)).GroupBy(body => (body.Plan.Id, body.Plan.Patient)).Select(group => group.MaxBy(body => body.Plan.Revision)!)];

    /// <summary>The number to call for help: of the clinic's country as the newest plan tells it, else of the country that this program stands in; null where it is not known.</summary>
    /// <param name="book">The rules, with the numbers.</param>
    /// <param name="patient">Whose plans; null before the first.</param>
    public string? EmergencyNumber(HomeContent book, string? patient)
    {
        ArgumentNullException.ThrowIfNull(book);
        string told = patient is null ? "" : AcceptedPlans(patient).Select(stored => stored.Plan).OrderBy(plan => plan.CreatedUtc).LastOrDefault(plan => plan.Country.Length > 0)?.Country ?? "";
        return book.Rules.EmergencyNumber(told.Length > 0 ? told : RegionInfo.CurrentRegion.TwoLetterISORegionName);
    }

    /// <summary>What a plan must fulfil to be used here now.</summary>
    /// <param name="book">The rules.</param>
    /// <param name="patient">Whom it must be for; null before the first plan.</param>
    public PlanTerms Terms(HomeContent book, string? patient)
    {
        IReadOnlyList<SignedPlanDocument> plans = AcceptedPlans(patient);
        return new PlanTerms(
            Clinics(),
            patient,
            NowUtc,
            book.Rules,
            book.Visit.Movements,
            id => Known(id)?.Plan.Revision ?? 0)
        {
            SignerOf = id => Known(id) is { } known ? SignedPlan.KeyIdOf(known.Text) : null,
        };

        SignedPlanDocument? Known(string id) => plans.FirstOrDefault(known => string.Equals(known.Plan.Id, id, StringComparison.Ordinal));
    }

    /// <summary>Identity of the person with a code; made when there is none yet.</summary>
    public string PersonOf(string code) =>
        (Record.People.List().FirstOrDefault(person => string.Equals(person.Code, code, StringComparison.Ordinal)) ?? Record.People.Add(new Person { Code = code })).Id;

    /// <summary>Sessions of a patient, oldest first.</summary>
    public IReadOnlyList<(StoredDocument Document, HomeSessionDocument Body)> Sessions(string patient) => store is null ? [] :
        [.. Bodies<HomeSessionDocument>(HomeSessionDocument.Kind).Where(session => string.Equals(session.Body.Record.Patient, patient, StringComparison.Ordinal)).OrderBy(session => session.Body.Record.StartedUtc)];

    /// <summary>Documents of a kind with their bodies, oldest first.</summary>
    public IReadOnlyList<(StoredDocument Document, T Body)> Bodies<T>(string kind, string? personId = null)
        where T : class => Record.Documents.Bodies<T>(kind, personId);

    /// <summary>Writes a new document.</summary>
    public StoredDocument Create<T>(string kind, string? personId, T body) => Record.Documents.Create(kind, personId, JsonSerializer.Serialize(body, DocumentJson.Options));

    /// <summary>Writes a new revision.</summary>
    public StoredDocument Update<T>(StoredDocument document, T body) => Record.Documents.Update(document.Id, document.Revision, JsonSerializer.Serialize(body, DocumentJson.Options));

    /// <summary>Says in the record whose stretch of the samples this is: export and erasure of a person find it by that.</summary>
    /// <param name="traceSession">Recorded session with the samples; null when nothing was recorded.</param>
    /// <param name="personId">Whose; null when nobody's.</param>
    /// <param name="documentId">Document that the samples belong to.</param>
    /// <param name="fromMicroseconds">Device time where it began, µs; below 0 before the first sample.</param>
    /// <param name="toMicroseconds">Device time where it ended, µs; null while it goes on.</param>
    public void Link(string? traceSession, string? personId, string documentId, long fromMicroseconds, long? toMicroseconds)
    {
        if (traceSession is not null && personId is not null && fromMicroseconds >= 0)
        {
            Record.LinkSession(new SessionLink(traceSession, personId, documentId, fromMicroseconds, toMicroseconds));
        }
    }
}
