namespace Algometer.Records.Problems;

/// <summary>What stands in the way of a record, so that a page can say it in the reader's language.</summary>
public enum RecordStoreProblem
{
    /// <summary>Something else; the message has the details.</summary>
    Other,

    /// <summary>The database was made by a newer version of the program.</summary>
    NewerSchema,

    /// <summary>The file is not a database, or not one of this program.</summary>
    NotADatabase,

    /// <summary>The database is damaged.</summary>
    Damaged,

    /// <summary>The directory or the file may only be read.</summary>
    ReadOnly,

    /// <summary>The system denies access.</summary>
    NoPermission,

    /// <summary>The disk is full.</summary>
    DiskFull,

    /// <summary>Another program is writing to the same data directory.</summary>
    InUse,

    /// <summary>The directory, the database or the session does not exist.</summary>
    NotFound,

    /// <summary>Someone else changed it in the meantime.</summary>
    Changed,

    /// <summary>The database server does not answer.</summary>
    Unreachable,

    /// <summary>The same identity stands for something else already.</summary>
    Conflict,

    /// <summary>The record is encrypted and no passphrase was given.</summary>
    PassphraseNeeded,

    /// <summary>The passphrase does not open the record.</summary>
    WrongPassphrase,

    /// <summary>A stored value is not what was written: altered, moved to another place, or damaged.</summary>
    Tampered,
}
