import type { Plugin } from 'vite';
import { defineConfig } from 'vite';

/** Puts script and styles into the page itself: a page opened from a folder may load nothing. */
function onePage(): Plugin {
  return {
    name: 'one-page',
    enforce: 'post',
    generateBundle(_, bundle) {
      const page = bundle['verify.html'];
      if (page?.type !== 'asset') {
        throw new Error('there is no verify.html');
      }
      let script = '';
      let style = '';
      for (const [name, part] of Object.entries(bundle)) {
        if (part.type === 'chunk') {
          script += part.code.replaceAll('</script', '<\\/script');
          delete bundle[name];
        } else if (name.endsWith('.css')) {
          style += String(part.source);
          delete bundle[name];
        }
      }
      page.source = String(page.source)
        .replaceAll(/<script[^>]*><\/script>\s*/g, '')
        .replaceAll(/<link[^>]*>\s*/g, '')
        .replace('</head>', () => `<style>${style}</style>\n  </head>`)
        .replace('</body>', () => `<script type="module">${script}</script>\n  </body>`);
    },
  };
}

/** The page that verifies an export without a station, without a network and without Java. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: '../../target/classes/sekisho/audit',
    emptyOutDir: false,
    target: ['chrome123', 'firefox120', 'safari17.5'],
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: false,
    cssCodeSplit: false,
    rollupOptions: { input: 'verify.html' },
  },
  plugins: [onePage()],
});
