import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/** `npx vite --config softphone/vite.config.mts` for development; the API of a running server is behind /api. */
export default defineConfig({
  root: here,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 700,
    // The callers' page (/call; in development /call.html) loads nothing of the desk.
    rolldownOptions: { input: [`${here}index.html`, `${here}call.html`] },
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: process.env['KILOLINE_API'] ?? 'http://127.0.0.1:3000', ws: true } },
  },
});
