namespace Algometer.Records.Audit;

/// <summary>Something that the audit log is to keep. It outlives an erased person, so it never holds a name, a code or a path.</summary>
/// <param name="Action">What was done, see <see cref="AuditActions"/>.</param>
/// <param name="ObjectKind">Kind of the thing, such as <c>session</c>; empty for the whole store.</param>
/// <param name="ObjectId">Its identity.</param>
/// <param name="Detail">More, such as a format or a count.</param>
/// <param name="BeforeHash">SHA-256 (hex) of the content before; empty where there was none.</param>
/// <param name="AfterHash">SHA-256 (hex) of the content after; empty where there is none.</param>
public sealed record AuditEvent(string Action, string ObjectKind = "", string ObjectId = "", string Detail = "", string BeforeHash = "", string AfterHash = "");

/// <summary>What the audit log calls the things that are done.</summary>
public static class AuditActions
{
    /// <summary>Put aside; can be taken back for 30 days.</summary>
    public const string Delete = "delete";

    /// <summary>Taken back.</summary>
    public const string Undelete = "undelete";

    /// <summary>Gone for good after its 30 days.</summary>
    public const string Purge = "purge";

    /// <summary>A person erased wholly.</summary>
    public const string Erase = "erase";

    /// <summary>Data left the record.</summary>
    public const string Export = "export";

    /// <summary>Data came into the record.</summary>
    public const string Import = "import";

    /// <summary>Somebody's rights were changed.</summary>
    public const string RoleChange = "role-change";

    /// <summary>The passphrase was changed, or a key kept on a machine or removed from it.</summary>
    public const string KeyChange = "key-change";

    /// <summary>The record was encrypted.</summary>
    public const string Encrypt = "encrypt";

    /// <summary>A backup was made.</summary>
    public const string Backup = "backup";

    /// <summary>The record was restored from a backup.</summary>
    public const string Restore = "restore";

    /// <summary>The record was copied to another database.</summary>
    public const string Copy = "copy";

    /// <summary>Somebody signed in.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Somebody was locked out.</summary>
    public const string LockOut = "lock-out";
}
