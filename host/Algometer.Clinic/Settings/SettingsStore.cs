using System.Text.Json;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Records.Problems;

namespace Algometer.Clinic.Settings;

/// <summary>Settings in the record; where nothing is recorded they last as long as the program.</summary>
/// <param name="store">The record; null when nothing is recorded.</param>
public sealed class SettingsStore(RecordStore? store)
{
    private volatile ClinicSettings? _known;

    /// <summary>As last read or written here: cheap enough for every request.</summary>
    public ClinicSettings Current => _known ?? Read().Value;

    /// <summary>What the record holds now, with its revision.</summary>
    public (int Revision, ClinicSettings Value) Read()
    {
        (StoredDocument? document, ClinicSettings? kept) = Stored();
        ClinicSettings value = kept ?? (store is null ? _known : null) ?? new ClinicSettings();
        _known = value;
        return (document?.Revision ?? 0, value);
    }

    /// <summary>Keeps them.</summary>
    /// <param name="revision">The revision that was changed.</param>
    /// <param name="settings">All of them.</param>
    /// <exception cref="ArgumentException">One cannot be.</exception>
    /// <exception cref="RecordStoreException">Somebody else changed them meanwhile, or they cannot be stored.</exception>
    public void Write(int revision, ClinicSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Wrong() is { } wrong)
        {
            throw new ArgumentException($"{wrong.Field} cannot be.", nameof(settings));
        }

        if (store is not null)
        {
            string body = JsonSerializer.Serialize(settings, DocumentJson.Options);
            if (Stored().Document is { } document)
            {
                store.Documents.Update(document.Id, revision, body);
            }
            else
            {
                store.Documents.Create(ClinicSettings.Kind, null, body);
            }
        }

        _known = settings;
    }

    private (StoredDocument? Document, ClinicSettings? Value) Stored() => store is null ? default : store.Documents.Bodies<ClinicSettings>(ClinicSettings.Kind).LastOrDefault();
}
