using Algometer.Clinic.Exports;
using Algometer.Clinic.Runs;
using Algometer.Clinic.Settings;
using Algometer.Records;
using Algometer.Records.Documents;
using Algometer.Web.Access;

namespace Algometer.Cli.RecordAccess;

/// <summary>Reads every document of a record as its own type.</summary>
internal static class DocumentCheck
{
    /// <summary>Those that cannot be read; they are set aside wherever their kind is used.</summary>
    /// <param name="store">The record.</param>
    /// <param name="cancellationToken">Breaks it off between two kinds.</param>
    public static IReadOnlyList<BrokenDocument> Run(RecordStore store, CancellationToken cancellationToken = default)
    {
        DocumentStore documents = store.Documents;
        foreach (string kind in ClinicalKinds.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            documents.Readable(documents.List(kind), document =>
            {
                ClinicalKinds.Check(document);
                return document;
            });
        }

        documents.Bodies<ClinicSettings>(ClinicSettings.Kind);
        documents.Bodies<PptSettings>(PptSettings.Kind);
        documents.Bodies<SignedPlanDocument>(SignedPlanDocument.Signed);
        documents.Bodies<SignedPlanDocument>(SignedPlanDocument.Accepted);
        documents.Bodies<HomeSessionDocument>(HomeSessionDocument.Kind);
        documents.Bodies<RangeDocument>(RangeDocument.Kind);
        _ = CalibrationHistory.Reports(documents);
        using var accounts = new AccountStore(store);
        accounts.List();
        return documents.Broken;
    }

    /// <summary>Says it, a line a document.</summary>
    public static void Say(IReadOnlyList<BrokenDocument> broken, TextWriter into)
    {
        foreach (BrokenDocument one in broken)
        {
            into.WriteLine($"Document {one.Id} ({one.Kind}) cannot be read and was set aside: {one.Why}.");
        }
    }
}
