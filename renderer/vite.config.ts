import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page is served by the studio itself in production; in development Vite serves it and hands /api on, with the token of `npm run dev`. */
const studio = {
  target: 'http://127.0.0.1:4600',
  changeOrigin: true,
  headers: { authorization: `Bearer ${encodeURIComponent(process.env.GANYMEDE_TOKEN ?? '')}` },
};

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  worker: { format: 'es' },
  build: { outDir: '../out/renderer', emptyOutDir: true, target: 'chrome140', chunkSizeWarningLimit: 1500, assetsInlineLimit: 0 },
  server: { host: '127.0.0.1', port: 4610, proxy: { '^/api/': studio } },
});
