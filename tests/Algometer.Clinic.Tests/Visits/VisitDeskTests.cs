using Algometer.Clinic.Visits;
using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.People;
using Algometer.Records.Problems;
using Algometer.Seeds;

namespace Algometer.Clinic.Tests.Visits;

/// <summary>Where visits are written: a follow-up begins with what was found, nothing impossible and nothing over somebody else's is written.</summary>
public sealed class VisitDeskTests : IDisposable
{
    private static readonly DateOnly _day = new(2026, 3, 4);
    private readonly ScratchFolder _folder = new();
    private readonly RecordStore _store;
    private readonly VisitDesk _desk;
    private readonly string _person;

    public VisitDeskTests()
    {
        _store = RecordStore.Open(_folder.Path, TimeProvider.System);
        _desk = new VisitDesk(_store, SeedFile.Read<VisitLists>("visit.json"));
        _person = _store.People.Add(new Person { Code = "P-001" }).Id;
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_first_visit_is_empty_and_a_follow_up_has_the_last_ones_drawing_points_and_kind_of_patient_but_no_number()
    {
        Assert.Empty(_desk.Begin(_person, _day).Points);
        _desk.Keep(_person, null, 0, new Visit
        {
            Date = _day,
            Preset = "older",
            Points = [new TriggerPoint { Id = "1", Site = "thenar", Side = BodySide.Left, Active = true }],
            Intake = new Intake { Pain = 6, Marks = [new BodyMark(BodyView.Back, 40, 50, 6, "ache")], Travels = "down", Concerns = ["night"] },
            Before = [new MovementRating("gait", 4, null)],
            Notes = "first",
            Closed = true,
        });
        _desk.Keep(_person, null, 0, new Visit { Date = _day.AddDays(30), Preset = "active-adult" });
        Visit next = _desk.Begin(_person, _day.AddDays(7));
        Assert.Equal(("older", "1", "down", 1), (next.Preset, Assert.Single(next.Points).Id, next.Intake.Travels, next.Intake.Marks.Count));
        Assert.Equal((_day.AddDays(7), "", false), (next.Date, next.Notes, next.Closed));
        Assert.Null(next.Intake.Pain);
        Assert.Empty(next.Intake.Concerns);
        Assert.Empty(next.Before);
    }

    [Fact]
    public void What_cannot_be_and_what_was_changed_meanwhile_is_not_written()
    {
        Assert.Throws<ArgumentException>(() => _desk.Keep(_person, null, 0, new Visit { Date = _day, Intake = new Intake { Pain = 11 } }));
        Assert.Throws<RecordStoreException>(() => _desk.Keep("nobody", null, 0, new Visit { Date = _day }));
        VisitView kept = _desk.Keep(_person, null, 0, new Visit { Date = _day });
        VisitView changed = _desk.Keep(_person, kept.Id, kept.Revision, kept.Visit with { Notes = "mine" });
        RecordStoreException refused = Assert.Throws<RecordStoreException>(() => _desk.Keep(_person, kept.Id, kept.Revision, kept.Visit with { Notes = "late" }));
        Assert.Equal(RecordStoreProblem.Changed, refused.Problem);
        Assert.Equal("mine", _desk.Read(kept.Id).Visit.Notes);
        Assert.Equal(changed.Revision, _desk.Read(kept.Id).Revision);
    }

    [Fact]
    public void The_visit_before_is_of_the_same_day_or_earlier_and_never_the_one_itself()
    {
        VisitView first = _desk.Keep(_person, null, 0, new Visit { Date = _day, Notes = "first" });
        VisitView second = _desk.Keep(_person, null, 0, new Visit { Date = _day.AddDays(7), Notes = "second" });
        Assert.Null(_desk.Before(_person, _day, first.Id));
        Assert.Equal("first", _desk.Before(_person, _day.AddDays(7), second.Id)!.Notes);
        Assert.Equal("second", _desk.Before(_person, _day.AddDays(7), null)!.Notes);
    }
}
