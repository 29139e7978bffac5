global using Chars = System.ReadOnlySpan<char>;
