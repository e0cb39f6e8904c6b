using Algometer.Clinic.Settings;
using Algometer.Records.Problems;
using Microsoft.AspNetCore.Components.Forms;

namespace Algometer.Web.Pages.Settings;

/// <summary>What a clinic sets once. All of it is kept in the record, but the language of this browser.</summary>
public sealed partial class SettingsPage
{
    private SettingsForm _form = new();
    private EditContext _context = new(new SettingsForm());
    private int _revision;
    private string? _wrong;
    private bool _saved;

    /// <inheritdoc/>
    protected override void OnInitialized() => Read();

    private void Read()
    {
        (_revision, ClinicSettings settings) = Store.Read();
        _form = SettingsForm.Of(settings);
        _context = new EditContext(_form);
        _context.OnFieldChanged += (_, _) => _saved = false;
    }

    private string? Mark(string field) => _wrong == field ? "invalid" : null;

    private void Keep()
    {
        ClinicSettings wanted = _form.Over(Store.Current);
        _wrong = wanted.Wrong()?.Why;
        if (_wrong is not null)
        {
            return;
        }

        try
        {
            Store.Write(_revision, wanted);
            Read();
            _saved = true;
        }
        catch (RecordStoreException)
        {
            _wrong = "changed";
        }
    }
}
