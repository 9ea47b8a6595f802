import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  build: {
    ssr: 'main.ts',
    outDir: '../../../../dist/dom',
    emptyOutDir: true,
    minify: true,
    target: 'node24',
  },
  // Whole, because the sandbox has no packages of Node.
  ssr: { noExternal: true },
});
