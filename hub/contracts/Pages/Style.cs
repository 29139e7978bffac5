namespace Integration.Hub.Contracts;

internal static class Style
{
    public const string Sheet = """
        :root{--ink:#1f2937;--soft:#6b7280;--line:#e5e7eb;--blue:#1d4ed8}
        *{box-sizing:border-box}
        body{font:14px/1.5 system-ui,"Noto Sans CJK SC","Noto Sans SC",sans-serif;color:var(--ink);background:#fff;max-width:1080px;margin:0 auto;padding:1rem 1.5rem 4rem}
        nav.top{color:var(--soft);font-size:.86rem;border-bottom:1px solid var(--line);padding-bottom:.5rem;margin-bottom:1.1rem}
        a{color:var(--blue);text-decoration:none}a:hover{text-decoration:underline}
        h1{font-size:1.45rem;line-height:1.25;margin:0 0 .25rem}h1 small{font-weight:400;color:var(--soft);font-size:.95rem;margin-left:.5rem}
        h2{font-size:1.08rem;margin:2rem 0 .5rem;padding-bottom:.2rem;border-bottom:1px solid var(--line)}
        h3{font-size:.98rem;margin:1.2rem 0 .35rem}h4{font-size:.93rem;margin:0 0 .25rem}
        p{margin:.3rem 0}.soft{color:var(--soft)}
        table{border-collapse:collapse;width:100%;margin:.35rem 0 .9rem;font-size:.92em}
        th,td{text-align:left;vertical-align:top;padding:.28rem .6rem;border:1px solid var(--line)}
        thead th{white-space:nowrap}thead th,table.md tr:first-child th{background:#f8fafc;color:#475569;font-weight:600}
        table.facts th{width:13.5rem;font-weight:600;color:#475569;background:#f8fafc}
        td.f,td.o{font-family:ui-monospace,"DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace;font-size:.92em;white-space:nowrap}
        td.f .in{color:#cbd5e1}tr.req td.f b{font-weight:600}tr.opt td.f{color:#475569}
        td.r{font-size:.92em;color:#475569;word-break:break-word}
        code{font-family:ui-monospace,"DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace;font-size:.9em;background:#f1f5f9;padding:.05rem .25rem;border-radius:3px}
        pre{font:12px/1.45 ui-monospace,"DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace;background:#f8fafc;border:1px solid var(--line);border-radius:4px;padding:.6rem .8rem;overflow-x:auto;white-space:pre-wrap;word-break:break-word;margin:.3rem 0 .9rem}
        pre code{background:none;padding:0;font-size:1em}
        ul.toc{list-style:none;padding:0;margin:.7rem 0 0;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;font-size:.9rem}
        .tag{display:inline-block;border:1px solid var(--line);border-radius:9px;padding:0 .5rem;font-size:.8rem;color:#475569;background:#f8fafc;white-space:nowrap}
        .in-tag{color:#166534;background:#f0fdf4;border-color:#bbf7d0}.out-tag{color:#1e40af;background:#eff6ff;border-color:#bfdbfe}
        section.scenario{border-left:3px solid var(--line);padding:.1rem 0 .1rem .8rem;margin:.7rem 0}
        ol.steps{list-style:none;margin:0;padding:0}ol.steps li{margin:.08rem 0}ol.steps b{color:#475569;font-weight:600;display:inline-block;min-width:3.3rem}
        ul.rules{margin:.2rem 0;padding-left:1.15rem}ul.rules li{margin:.18rem 0}
        @media print{body{max-width:none;padding:0;font-size:10.5pt}nav.top,ul.toc{display:none}a{color:inherit}h2,h3,h4{break-after:avoid}section.scenario,tr,pre{break-inside:avoid}}
        @page{margin:16mm}
        """;
}
