using System.Reflection;
using System.Runtime.InteropServices;

namespace Integration.Hub.Channels.Files;

/// <summary>
/// The functions of libcurl in use, as its C header declares them. setopt and getinfo are variadic in C; on Linux the arguments of a
/// variadic call are passed as those of a plain one (x64 and arm64), hence one overload per kind of argument.
/// </summary>
internal static unsafe partial class LibCurl
{
    public const string Name = "curl4";
    private static readonly string[] Candidates = ["libcurl.so.4", "libcurl-gnutls.so.4"];
    private static readonly Lazy<FolderException?> Unavailable = new(Initialise);

    static LibCurl() => NativeLibrary.SetDllImportResolver(typeof(LibCurl).Assembly, Resolve);

    /// <exception cref="FolderException">The library is not installed; says how to install it.</exception>
    public static void Require()
    {
        if (Unavailable.Value is { } reason)
            throw new FolderException(reason.Fault, reason.Message, reason.InnerException);
    }

    [LibraryImport(Name, EntryPoint = "curl_global_init")]
    private static partial int GlobalInit(nint flags);

    [LibraryImport(Name, EntryPoint = "curl_easy_init")]
    public static partial nint Create();

    [LibraryImport(Name, EntryPoint = "curl_easy_cleanup")]
    public static partial void Destroy(nint handle);

    [LibraryImport(Name, EntryPoint = "curl_easy_reset")]
    public static partial void Reset(CurlHandle handle);

    [LibraryImport(Name, EntryPoint = "curl_easy_perform")]
    public static partial int Perform(CurlHandle handle);

    [LibraryImport(Name, EntryPoint = "curl_easy_setopt")]
    public static partial int Set(CurlHandle handle, CurlOption option, nint value);

    [LibraryImport(Name, EntryPoint = "curl_easy_setopt", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Set(CurlHandle handle, CurlOption option, string value);

    [LibraryImport(Name, EntryPoint = "curl_easy_setopt")]
    public static partial int Set(CurlHandle handle, CurlOption option, void* value);

    [LibraryImport(Name, EntryPoint = "curl_easy_getinfo")]
    public static partial int Get(CurlHandle handle, CurlInfo info, out long value);

    [LibraryImport(Name, EntryPoint = "curl_easy_strerror")]
    private static partial nint ErrorText(int code);

    [LibraryImport(Name, EntryPoint = "curl_slist_append")]
    public static partial nint ListAppend(nint list, byte* text);

    [LibraryImport(Name, EntryPoint = "curl_slist_free_all")]
    public static partial void ListFree(nint list);

    public static string Describe(CurlCode code) => Marshal.PtrToStringUTF8(ErrorText((int)code)) ?? code.ToString();

    private static FolderException? Initialise()
    {
        const nint all = 3;
        try
        {
            var code = GlobalInit(all);
            return code == 0 ? null : new FolderException(FolderFault.Setup, $"libcurl could not start (code {code}).");
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return new FolderException(FolderFault.Setup,
                $"FTP, FTPS and SFTP need libcurl ({string.Join(" or ", Candidates)}), which is not on this machine. Install it: apt-get install libcurl4", e);
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Name)
            return 0;
        foreach (var candidate in Candidates)
        {
            if (NativeLibrary.TryLoad(candidate, assembly, path, out var handle))
                return handle;
        }
        return 0;
    }
}
