import { fileURLToPath } from 'node:url';
import { compressed } from '../../web-kit/build/compressed';
import { framed } from '../../web-kit/build/frame';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const here = fileURLToPath(new URL('.', import.meta.url));
const kit = fileURLToPath(new URL('../../web-kit/src/', import.meta.url));
// The kit has no packages of its own: it takes the app's, so that there is one React and one theme.
const shared = ['react', 'react-dom', 'antd', '@ant-design/icons', '@tanstack/react-query', '@tanstack/react-router', 'dayjs', 'i18next', 'react-i18next', 'echarts', 'vitest', '@tanstack/react-virtual', '@microsoft/signalr'];

const hub = process.env.HUB_WEB ?? 'http://127.0.0.1:8081';

export default defineConfig({
  root: here,
  base: '/ops/',
  plugins: [react(), compressed(), framed('集成平台')],
  esbuild: { jsx: 'automatic' },
  resolve: { alias: { '@integration/web-kit/Chart': `${kit}parts/Chart.tsx`, '@integration/web-kit': `${kit}index.ts` }, dedupe: shared },
  build: {
    target: 'es2022', outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 900,
    rollupOptions: { output: { manualChunks: (id) => (/node_modules\/(react|react-dom|scheduler|@tanstack|i18next|react-i18next)\//.test(id) ? 'base' : undefined) } },
  },
  server: { fs: { allow: ['../..'] }, proxy: { '/api': hub, '/ops/api': hub, '/ops/live': { target: hub, ws: true }, '/sign-in': hub } },
  test: { include: ['src/**/*.test.{ts,tsx}'] },
});
