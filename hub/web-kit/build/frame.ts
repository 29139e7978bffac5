import type { Plugin } from 'vite';

const frame = (title: string) => `
      <style>
        .boot { display: grid; grid-template: 48px 1fr / 168px 1fr; min-height: 100vh; background: #f4f5f7; font: 600 14px/48px system-ui, 'Noto Sans CJK SC', sans-serif; color: #667085; }
        .boot div { background: #fff; border: solid #e4e6ea; border-width: 0 1px 1px 0; padding: 0 14px; }
        .boot p { margin: 20px; font-weight: 400; line-height: 1.5; }
        body { margin: 0; }
        @media (prefers-color-scheme: dark) { .boot { background: #0f1114; color: #98a0ac; } .boot div { background: #17191d; border-color: #2c3036; } }
      </style>
      <div class="boot"><div>${title}</div><div></div><div></div><p>…</p></div>
    `;

/** What stands until the app does: a page that is being loaded must not be white. */
export function framed(title: string): Plugin {
  return { name: 'framed', transformIndexHtml: (html) => html.replace('<div id="root"></div>', `<div id="root">${frame(title)}</div>`) };
}
