using System.Text.Json;
using Algometer.Clinic.Settings;
using Algometer.Clinic.Today;
using Algometer.Measurement.Visits;
using Algometer.Records;
using Algometer.Records.Audit;
using Algometer.Records.Documents;
using Algometer.Records.People;
using Algometer.VirtualDevice;
using Algometer.Web.Pages.Today;
using Bunit;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;

namespace Algometer.Web.Tests.Pages;

/// <summary>What a day begins with.</summary>
public sealed class TodayPageTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 5, 9, 0, 0, TimeSpan.Zero));
    private readonly RecordStore _store;

    public TodayPageTests() => _store = RecordStore.Open(_folder.Path, _time);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Open_visits_and_agreed_reviews_are_due_until_a_later_visit_makes_them_good()
    {
        Person ada = _store.People.Add(new Person { Code = "P-001" });
        Person bob = _store.People.Add(new Person { Code = "P-002" });
        Person eve = _store.People.Add(new Person { Code = "P-003" });
        Visit(ada, new DateOnly(2026, 11, 1), closed: false, next: new DateOnly(2026, 11, 4));
        Visit(bob, new DateOnly(2026, 10, 1), closed: true, next: new DateOnly(2026, 10, 8));
        Visit(bob, new DateOnly(2026, 10, 9), closed: true, next: new DateOnly(2026, 11, 12));
        Visit(eve, new DateOnly(2026, 10, 9), closed: true, next: new DateOnly(2026, 11, 13));
        DayAhead day = DayAhead.Of(_store, new ClinicSettings(), _time);
        Assert.Equal("P-001", Assert.Single(day.OpenVisits).Person.Code);
        Assert.Equal([("P-001", true), ("P-002", false)], day.Reviews.Select(due => (due.Person.Code, due.IsOver)));
    }

    [Fact]
    public void A_backup_is_due_after_the_clinics_own_interval_or_never()
    {
        Assert.False(DayAhead.Of(_store, new ClinicSettings(), _time).IsBackupDue);
        _store.People.Add(new Person { Code = "P-001" });
        Assert.True(DayAhead.Of(_store, new ClinicSettings(), _time).IsBackupDue);
        _store.Audit.Append(new AuditEvent(AuditActions.Backup));
        Assert.False(DayAhead.Of(_store, new ClinicSettings(), _time).IsBackupDue);
        _time.Advance(TimeSpan.FromDays(7));
        Assert.True(DayAhead.Of(_store, new ClinicSettings(), _time).IsBackupDue);
        Assert.False(DayAhead.Of(_store, new ClinicSettings { BackupDays = 0 }, _time).IsBackupDue);
    }

    [Fact]
    public async Task An_empty_record_offers_a_first_patient_and_an_invented_one()
    {
        await using var page = new ComponentPage(_store, _time);
        var today = page.Open<TodayPage>("/today");
        Assert.Contains("Welcome", today.Markup, StringComparison.Ordinal);
        today.Find("#sample").Click();
        Person sample = Assert.Single(_store.People.List());
        Assert.Contains("invented", sample.Notes, StringComparison.Ordinal);
        Assert.Equal(2, _store.Documents.List(DocumentKinds.Visit, sample.Id).Count);
        _store.People.Delete(sample.Id);
        Assert.Equal(sample.Id, SamplePatient.Add(_store, _time).Id);
        Assert.Single(_store.People.List());
    }

    [Fact]
    public async Task In_a_browser_today_is_accessible_at_every_size_and_one_step_from_everything()
    {
        Person ada = _store.People.Add(new Person { Code = "P-001" });
        Visit(ada, new DateOnly(2026, 11, 1), closed: false, next: new DateOnly(2026, 11, 4));
        await using LivePageFixture fixture = await LivePageFixture.StartAsync(new VirtualDeviceOptions { Hand = new SteadyHand(5) }, _store);
        IPage page = await fixture.OpenBareAsync(path: "/today");
        await PageLooks.AliveAsync(page);
        await PageLooks.AssertAsync(page);
        await Shots.TakeAsync(page, "today");
        foreach (string language in (string[])["de", "zh"])
        {
            await page.GotoAsync(new Uri(new Uri(fixture.Host.Url), $"/language?to={language}&back=/today").ToString());
            await PageLooks.AliveAsync(page);
            await PageLooks.AssertAsync(page);
            await Shots.TakeAsync(page, "today-" + language);
        }

        Assert.Empty(fixture.Errors);
    }

    private void Visit(Person person, DateOnly date, bool closed, DateOnly? next) =>
        _store.Documents.Create(DocumentKinds.Visit, person.Id, JsonSerializer.Serialize(new Visit { Date = date, Closed = closed, NextReview = next }, DocumentJson.Options));
}
