using Algometer.Measurement.Ramp;
using Algometer.Records.People;
using Hl7.Fhir.Model;
using Person = Algometer.Records.People.Person;

namespace Algometer.Reports.Exchange.Fhir;

/// <summary>Patient, device and body structure.</summary>
internal static class FhirClinic
{
    public static ResourceReference? Reference(Person? person) => person is null ? null : FhirIdentity.To("patient", person.Id, person.Code);

    /// <summary>The person by code only: neither name nor day of birth leave the program.</summary>
    public static void AddPatient(Bundle bundle, Person person) => bundle.Add("patient", person.Id, new Patient
    {
        Identifier = [new Identifier(LocalCodes.PersonCode, person.Code) { Type = new CodeableConcept { Text = "The clinic's code" } }],
        Gender = person.Sex switch
        {
            Sex.Female => AdministrativeGender.Female,
            Sex.Male => AdministrativeGender.Male,
            Sex.Other => AdministrativeGender.Other,
            _ => AdministrativeGender.Unknown,
        },
    });

    public static ResourceReference AddDevice(Bundle bundle, string deviceId, bool simulated, string firmware = "")
    {
        string identity = deviceId.Length == 0 ? "unknown" : deviceId;
        var device = new Device
        {
            Identifier = [new Identifier(LocalCodes.DeviceCode, identity)],
            SerialNumber = identity,
            Type = LocalCodes.Of(simulated ? "simulated-sensor" : "pressure-algometer"),
            DeviceName = [new Device.DeviceNameComponent { Name = simulated ? "Algometer, simulated sensor" : "Algometer", Type = DeviceNameType.UserFriendlyName }],
            Meta = simulated ? TestData() : null,
        };
        if (firmware.Length > 0)
        {
            device.Version = [new Device.VersionComponent { Type = new CodeableConcept { Text = "firmware" }, Value = firmware }];
        }

        string key = $"{identity}/{firmware}/{simulated}";
        bundle.Add("device", key, device);
        return FhirIdentity.To("device", key, identity);
    }

    public static CodeableConcept Site(TestPlace place) => new()
    {
        Coding = [SiteCoding(place)],
        Text = SiteText(place),
    };

    // The place's name for people ends in its side already.
    private static string SiteText(TestPlace place) => place.Name;

    private static Coding SiteCoding(TestPlace place) => new(LocalCodes.Sites, place.SiteId, place.Name.Split(',')[0]);

    public static ResourceReference AddBodyStructure(Bundle bundle, TestPlace place, Person? person)
    {
        // A body structure belongs to somebody; without a person the side stands in the site's text.
        if (person is null)
        {
            return new ResourceReference { Display = SiteText(place) };
        }

        string identity = $"{person.Id}/{place.Key}";
        bundle.Add("body", identity, new BodyStructure
        {
            Location = new CodeableConcept { Coding = [SiteCoding(place)], Text = place.Name.Split(',')[0] },
            LocationQualifier = [Side(place.Side)],
            Patient = Reference(person)!,
        });
        return FhirIdentity.To("body", identity, SiteText(place));
    }

    public static Meta TestData() => new()
    {
        Security = [new Coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", "HTEST", "test health data")],
    };

    // The two codes stand in the value set of R4's own BodyStructure.locationQualifier; it has none for the midline.
    private static CodeableConcept Side(BodySide side) => side switch
    {
        BodySide.Left => new CodeableConcept(LocalCodes.Snomed, "419161000", "Unilateral left", "left"),
        BodySide.Right => new CodeableConcept(LocalCodes.Snomed, "419465000", "Unilateral right", "right"),
        _ => new CodeableConcept { Text = "midline" },
    };
}
