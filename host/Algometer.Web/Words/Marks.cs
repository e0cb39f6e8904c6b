// One empty type for each file of words: what a page names to ask for its words.
namespace Algometer.Web.Words;

/// <summary>What an alarm says.</summary>
internal sealed class Alarm;

/// <summary>What threshold tests found.</summary>
internal sealed class Results;

/// <summary>The device and its calibration.</summary>
internal sealed class Device;

/// <summary>Exports.</summary>
internal sealed class Exports;

/// <summary>Who may sign in.</summary>
internal sealed class Accounts;

/// <summary>How it goes at home, for the therapist.</summary>
internal sealed class CheckIns;

/// <summary>The patient's page.</summary>
internal sealed class Home;

/// <summary>What an alarm says to a patient.</summary>
internal sealed class HomeAlarm;

/// <summary>The page on which is measured.</summary>
internal sealed class Measure;

/// <summary>The shell: places, states, what every page may say.</summary>
internal sealed class Shell;

/// <summary>The page Help.</summary>
internal sealed class Help;

/// <summary>The patients' pages.</summary>
internal sealed class Patients;

/// <summary>The plan for home.</summary>
internal sealed class Plan;

/// <summary>How a patient's thresholds and pain went over time.</summary>
internal sealed class Progress;

/// <summary>One recording, and several compared.</summary>
internal sealed class Recording;

/// <summary>The list of recordings.</summary>
internal sealed class Recordings;

/// <summary>Where one signs in.</summary>
internal sealed class SignIn;

/// <summary>The page of settings.</summary>
internal sealed class Settings;

/// <summary>The page Today.</summary>
internal sealed class Today;

/// <summary>The drawing of the body and its places.</summary>
internal sealed class Body;

/// <summary>The guided threshold test.</summary>
internal sealed class Thresholds;

/// <summary>A visit in steps.</summary>
internal sealed class Visits;

/// <summary>What a visit chooses from, and what is wrong with what was typed.</summary>
internal sealed class VisitLists;

/// <summary>What a patient reads before the first session.</summary>
internal sealed class HomeGuide;

/// <summary>How a phone reaches the program, and trusts it.</summary>
internal sealed class Phone;
