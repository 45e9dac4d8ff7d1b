using System.Text.Json.Serialization;

namespace LicenseKit;

/// <summary>The stable number of a fault, shown as <c>LK1001</c>; each has a heading in <c>docs/faults.md</c>.</summary>
/// <remarks>1xxx bytes and signatures, 2xxx content, 3xxx delegation, 4xxx activation, 5xxx freshness and time, 6xxx sessions, 7xxx issuing and budget, 8xxx storage and configuration.</remarks>
[JsonConverter(typeof(FaultCodeJsonConverter))]
public enum FaultCode
{
    /// <summary>No fault; never part of a <see cref="LicenseFault"/>.</summary>
    None = 0,

    /// <summary>A file or document is larger than any good one.</summary>
    TooLarge = 1001,

    /// <summary>The bytes are not a license bundle.</summary>
    NotABundle = 1002,

    /// <summary>A bundle has no link, or more than eight.</summary>
    ChainLength = 1003,

    /// <summary>A document is not a JWS in compact form with canonical base64url.</summary>
    NotCompactJws = 1004,

    /// <summary>The protected header is not, byte for byte, the one that the expected key and type allow.</summary>
    WrongHeader = 1005,

    /// <summary>The first link is not signed by a pinned root key.</summary>
    UntrustedRoot = 1006,

    /// <summary>The signature does not fit the bytes and the expected key.</summary>
    BadSignature = 1007,

    /// <summary>A public or private key cannot be read or must not be used.</summary>
    BadKey = 1008,

    /// <summary>A License Code is mistyped, of another product or of another version.</summary>
    BadLicenseCode = 1009,

    /// <summary>The bundle's <c>keys</c> and the code-bound links do not belong together.</summary>
    BundleKeys = 1010,

    /// <summary>The pinned root key was not in its period when the link was signed.</summary>
    RootKeyPeriod = 1011,

    /// <summary>The file is XML, and the program does not accept that encoding.</summary>
    XmlNotAccepted = 1020,

    /// <summary>The bytes are not well-formed XML 1.0 in UTF-8 with the root element of a license.</summary>
    NotXmlLicense = 1021,

    /// <summary>An XML license has a comment, a DOCTYPE or another construct that none may have, or is too deep or too wide.</summary>
    ForbiddenXml = 1022,

    /// <summary>The signature of an XML license is not the only form that is allowed.</summary>
    XmlSignatureForm = 1023,

    /// <summary>The issuer's license inside an XML license is not one.</summary>
    BadIssuerLicense = 1024,

    /// <summary>A license below one in XML cannot be written as JWS.</summary>
    IssuerInXml = 1026,

    /// <summary>A document names another signature algorithm than Ed25519.</summary>
    WrongAlgorithm = 1027,

    /// <summary>A document is signed as of one type and has the content of another.</summary>
    ContentOfAnotherType = 1028,

    /// <summary>A payload is not JSON in RFC 8785 form.</summary>
    NotCanonical = 2001,

    /// <summary>A license has a member that this version does not know.</summary>
    UnknownMember = 2002,

    /// <summary>A document lacks a member that it must have.</summary>
    MissingMember = 2003,

    /// <summary>A member has the wrong JSON type or form.</summary>
    WrongType = 2004,

    /// <summary>A number is outside its range.</summary>
    OutOfRange = 2005,

    /// <summary>A document is of a version that this library does not read.</summary>
    UnsupportedVersion = 2006,

    /// <summary>A text is too long, not NFC, or has control characters.</summary>
    BadText = 2007,

    /// <summary>A URL is not one that a license may carry.</summary>
    BadUrl = 2008,

    /// <summary>A license does not start before it ends.</summary>
    BadPeriod = 2009,

    /// <summary>Stages are unsorted, overlapping, empty, or of other kinds than the base.</summary>
    BadStages = 2010,

    /// <summary>Two timings contradict each other, such as a silence shorter than two pings.</summary>
    BadContact = 2011,

    /// <summary>A link is not signed by the license that it names as issuer.</summary>
    WrongIssuer = 3001,

    /// <summary>A license is for another product.</summary>
    WrongProduct = 3002,

    /// <summary>A key or an id stands twice in one chain, or a holder uses a root key.</summary>
    NotUnique = 3003,

    /// <summary>A license grants more than its parent has.</summary>
    NotWithinParent = 3004,

    /// <summary>The parent license in the file is older than the one its child was issued under.</summary>
    ParentOlder = 3005,

    /// <summary>The parent license in the file has the right serial but other content.</summary>
    ParentDiffers = 3006,

    /// <summary>The issuer's license does not allow it to issue this.</summary>
    NotOem = 3007,

    /// <summary>The first link has not the shape of a Master license, or a later link has it.</summary>
    NotAMaster = 3008,

    /// <summary>A link that issued another is not bound to a key.</summary>
    IssuerNotBound = 3009,

    /// <summary>The license is not activated yet.</summary>
    NotActivated = 4001,

    /// <summary>The license is bound to another installation.</summary>
    BoundElsewhere = 4002,

    /// <summary>Another installation has activated this license.</summary>
    ActivatedByAnother = 4003,

    /// <summary>An activation is malformed, or does not prove that its sender holds the license file.</summary>
    BadActivation = 4004,

    /// <summary>The parent does not know this license, or not this key of it.</summary>
    UnknownToParent = 4005,

    /// <summary>An activation request file cannot be used.</summary>
    BadRequestFile = 4006,

    /// <summary>A license is older than the one held.</summary>
    SerialOlder = 5001,

    /// <summary>Two contents exist for one serial of one license.</summary>
    Equivocation = 5002,

    /// <summary>The file holds another license than the one in force here.</summary>
    OtherLicense = 5003,

    /// <summary>A serial rises by more than 2^20 at once.</summary>
    SerialJump = 5004,

    /// <summary>The parent has been silent for longer than the license allows.</summary>
    Stale = 5005,

    /// <summary>A pong does not answer our ping under the parent's key.</summary>
    BadPong = 5006,

    /// <summary>The machine's clock is behind the time of this server: one of the two is wrong.</summary>
    ClockSuspect = 5008,

    /// <summary>Licenses issued here are dated after now.</summary>
    DatedAhead = 5009,

    /// <summary>The time of a server cannot be set to this instant.</summary>
    ClockInstant = 5010,

    /// <summary>All seats that could serve the request are in use.</summary>
    NoSeat = 6001,

    /// <summary>The license, or one above it, is suspended.</summary>
    Suspended = 6002,

    /// <summary>The license, or one above it, is revoked.</summary>
    Revoked = 6003,

    /// <summary>The license, or one above it, has run out.</summary>
    Expired = 6004,

    /// <summary>The license, or one above it, does not apply yet.</summary>
    NotYetValid = 6005,

    /// <summary>The kind of seat is not one of the license.</summary>
    UnknownKind = 6006,

    /// <summary>The session has lapsed, was ended or released, or is unknown.</summary>
    SessionOver = 6007,

    /// <summary>A renewal names an older lease: two holders use one session.</summary>
    OlderLease = 6008,

    /// <summary>The session license is not one that this server has issued.</summary>
    ForeignSessionLicense = 6009,

    /// <summary>The session exists with another license or kind, or the secret is not its own.</summary>
    SessionMismatch = 6010,

    /// <summary>A lease does not prove a seat under the pinned root key.</summary>
    LeaseRefused = 6011,

    /// <summary>The license server cannot be reached.</summary>
    ServerUnreachable = 6012,

    /// <summary>A lease ended before it was renewed, and no server refused it.</summary>
    NotRenewed = 6013,

    /// <summary>A feature is not part of the license.</summary>
    FeatureNotLicensed = 6014,

    /// <summary>A draft cannot be read.</summary>
    BadDraft = 7001,

    /// <summary>A value of a draft is not one that a license may have.</summary>
    DraftValue = 7002,

    /// <summary>The client name is taken by another live license of this issuer.</summary>
    NameTaken = 7003,

    /// <summary>All grants together would exceed the issuer's own allowance.</summary>
    OverBudget = 7004,

    /// <summary>The issuer has as many live licenses as it may have.</summary>
    MaxLicenses = 7005,

    /// <summary>The issuer's own license does not let it issue now.</summary>
    MayNotIssue = 7006,

    /// <summary>Two stages of a draft say different absolute counts for one instant.</summary>
    AmbiguousStage = 7007,

    /// <summary>An offline license needs a License Code or an activation request before it can be signed.</summary>
    NotPreactivated = 7008,

    /// <summary>The license has changed since the caller read it.</summary>
    SerialConflict = 7009,

    /// <summary>A revoked license cannot be changed.</summary>
    RevokedIsFinal = 7010,

    /// <summary>No license with this id was issued here.</summary>
    UnknownGrant = 7011,

    /// <summary>A grant would take seats from sessions whose leases are out.</summary>
    LeasesOut = 7012,

    /// <summary>The data folder cannot be made, read or written.</summary>
    DataFolder = 8001,

    /// <summary>Another process uses the data folder.</summary>
    DataFolderInUse = 8002,

    /// <summary>The storage cannot be used at the moment.</summary>
    Storage = 8003,

    /// <summary>A configuration value is missing or wrong.</summary>
    Configuration = 8004,

    /// <summary>A file cannot be opened.</summary>
    FileUnreadable = 8005,

    /// <summary>The request asks for something that this version does not do.</summary>
    NotSupported = 8006,

    /// <summary>A request is malformed.</summary>
    MalformedRequest = 8007,

    /// <summary>Too many requests in a short time.</summary>
    TooManyRequests = 8008,

    /// <summary>This installation holds no license yet.</summary>
    NoLicenseHeld = 8009,

    /// <summary>The address to listen on is in use or cannot be used.</summary>
    AddressInUse = 8010,

    /// <summary>A file that would be written exists already.</summary>
    FileExists = 8011,

    /// <summary>The key that should sign cannot sign now.</summary>
    CannotSign = 8012,

    /// <summary>A key file does not open with this passphrase.</summary>
    WrongPassphrase = 8013,

    /// <summary>A key file is encrypted, and no passphrase was given.</summary>
    PassphraseNeeded = 8014,

    /// <summary>The server has too many requests waiting.</summary>
    ServerBusy = 8015,

    /// <summary>The body of a request has a content type that is not taken.</summary>
    UnsupportedMediaType = 8016,

    /// <summary>A call that changes something came from a page of another site.</summary>
    CrossSite = 8017,

    /// <summary>The admin API was called without credentials that the host accepts.</summary>
    NotSignedIn = 8018,

    /// <summary>Whoever calls the admin API is known, and the host's policy does not allow it.</summary>
    NotAllowed = 8019,

    /// <summary>An idempotency key was used before, for another request.</summary>
    KeyReused = 8030,

    /// <summary>A document of the host has changed since it was read.</summary>
    DocumentChanged = 8031,

    /// <summary>A document of the host is too long, or there are too many.</summary>
    DocumentLimit = 8032,
}
