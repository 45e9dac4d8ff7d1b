namespace LicenseKit.Licenses;

/// <summary>The rule for sessions above a smaller allowance, strictest first.</summary>
public enum OverageMode
{
    /// <summary>They are not renewed.</summary>
    End = 0,

    /// <summary>They may go on for a stated time.</summary>
    Deadline = 1,

    /// <summary>They may go on until released.</summary>
    Finish = 2,
}
