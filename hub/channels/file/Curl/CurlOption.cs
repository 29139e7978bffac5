namespace Integration.Hub.Channels.Files;

/// <summary>Options of a libcurl handle in use here; numbers are libcurl's ABI.</summary>
internal enum CurlOption
{
    Port = 3,
    SslVersion = 32,
    NoProgress = 43,
    NoBody = 44,
    Upload = 46,
    SslVerifyPeer = 64,
    FileTime = 69,
    FreshConnect = 74,
    SslVerifyHost = 81,
    NoSignal = 99,
    BufferSize = 98,
    FtpCreateMissingDirs = 110,
    ServerResponseTimeout = 112,
    UseSsl = 119,
    FtpSkipPasvIp = 137,
    ConnectTimeoutMs = 156,
    TcpKeepAlive = 213,
    UploadBufferSize = 280,

    WriteData = 10001,
    Url = 10002,
    Proxy = 10004,
    ReadData = 10009,
    ErrorBuffer = 10010,
    KeyPassword = 10026,
    Quote = 10028,
    HeaderData = 10029,
    CustomRequest = 10036,
    PostQuote = 10039,
    ProgressData = 10057,
    CaInfo = 10065,
    SshPrivateKeyFile = 10153,
    UserName = 10173,
    Password = 10174,
    SshKnownHosts = 10183,
    SshHostPublicKeySha256 = 10311,

    WriteFunction = 20011,
    ReadFunction = 20012,
    HeaderFunction = 20079,
    ProgressFunction = 20219,

    ResumeFromLarge = 30116,
}

/// <summary>What can be asked of a handle after a transfer.</summary>
internal enum CurlInfo
{
    ResponseCode = 0x200000 + 2,
    FileTime = 0x600000 + 14,
    ContentLengthDownload = 0x600000 + 15,
}

/// <summary>Result codes that are told apart here; numbers are libcurl's ABI.</summary>
internal enum CurlCode
{
    Ok = 0,
    UnsupportedProtocol = 1,
    NotBuiltIn = 4,
    CouldNotResolveProxy = 5,
    CouldNotResolveHost = 6,
    CouldNotConnect = 7,
    WeirdServerReply = 8,
    RemoteAccessDenied = 9,
    PartialFile = 18,
    CouldNotRetrieveFile = 19,
    QuoteError = 21,
    WriteError = 23,
    UploadFailed = 25,
    ReadError = 26,
    TimedOut = 28,
    CouldNotUseRest = 31,
    SslConnectError = 35,
    BadDownloadResume = 36,
    AbortedByCallback = 42,
    UnknownOption = 48,
    PeerFailedVerification = 60,
    GotNothing = 52,
    SendError = 55,
    ReceiveError = 56,
    LocalCertificate = 58,
    UseSslFailed = 64,
    LoginDenied = 67,
    RemoteDiskFull = 70,
    RemoteFileExists = 73,
    CaCertBadFile = 77,
    RemoteFileNotFound = 78,
    Ssh = 79,
}
