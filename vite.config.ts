import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm run dev`-style work finds the server; the built pages are served by it. */
const server = process.env['EVENHAND_ADDRESS'] ?? 'http://localhost:4690';

export default defineConfig({
  root: 'web',
  publicDir: false,
  plugins: [react()],
  server: { proxy: { '/api': server } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    reportCompressedSize: false,
    // Nothing inline: the content security policy allows our own files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
