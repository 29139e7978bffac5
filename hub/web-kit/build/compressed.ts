import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Plugin } from 'vite';

const smallest = 2048;

/** Beside every file of size its compressed form, made once and as small as can be: a server that compresses for each visitor does it worse and pays every time. */
export function compressed(): Plugin {
  let folder = '';
  return {
    name: 'compressed', apply: 'build',
    configResolved: (config) => { folder = join(config.root, config.build.outDir); },
    closeBundle: () => {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        const file = join(folder, name);
        if (!/\.(js|css|html|svg)$/.test(name) || statSync(file).size < smallest) continue;
        writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
      }
    },
  };
}
