// Serves the pages of the extension to a plain browser, with a fake host instead of VS Code.
// By hand: `node scripts/pages.mjs`, then open what it prints; webview-ui/src/dev/fakeHost.ts lists the parameters.
// &l10n=pseudo shows each translatable text as “[xx …]”.
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import build from '../esbuild.js';
import { cache, root } from './run.mjs';

const { shippedPage } = build;
const out = join(cache, 'pages');
const web = join(root, 'webview-ui', 'src');
const panels = readdirSync(join(web, 'panels'));
const themes = ['dark', 'light', 'hc-dark', 'hc-light'];
const types = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };

const hosts = { job: 'fakeHost', mapping: 'fakeMapping' };

/** What each page runs: a panel as it ships, started by its fake host, or a part of a panel by itself. */
const pages = {
  ...Object.fromEntries(
    panels.map((panel) => [panel, `import './dev/${hosts[panel]}'; import './panels/${panel}/main';`]),
  ),
  table: `import './dev/tablePage';`,
};

const pageBuild = ([page, contents]) => ({
  ...shippedPage,
  stdin: { contents, resolveDir: web, loader: 'ts' },
  outfile: join(out, `${page}.js`),
});

const themesBuild = {
  ...shippedPage,
  entryPoints: Object.fromEntries(themes.map((name) => [name, join(web, 'dev', 'themes', `${name}.css`)])),
  outdir: out,
};

async function loadPageHtml() {
  const entry = join(root, 'src', 'shared', 'protocol', 'page.ts');
  const outfile = join(out, 'html.mjs');
  await esbuild.build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm' });
  return (await import(pathToFileURL(outfile).href)).pageHtml;
}

/** A translation of every text; a text that does not go through it is easy to see. */
function pseudoTranslations() {
  const bundle = JSON.parse(readFileSync(join(root, 'l10n', 'bundle.l10n.json'), 'utf8'));
  return Object.fromEntries(Object.keys(bundle).map((text) => [text, `[xx ${text}]`]));
}

function html(page, url, pageHtml) {
  const asked = url.searchParams.get('theme');
  return pageHtml({
    scriptUri: `${url.origin}/${page}.js`,
    styleUris: [`${url.origin}/${themes.includes(asked) ? asked : 'dark'}.css`, `${url.origin}/${page}.css`],
    nonce: randomBytes(16).toString('base64'),
    cspSource: url.origin,
    title: page,
    lang: 'en',
    translations: url.searchParams.get('l10n') === 'pseudo' ? pseudoTranslations() : undefined,
  });
}

async function main() {
  await Promise.all([themesBuild, ...Object.entries(pages).map(pageBuild)].map((options) => esbuild.build(options)));
  const pageHtml = await loadPageHtml();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const name = url.pathname.slice(1);
    if (Object.hasOwn(pages, name)) {
      response.setHeader('content-type', 'text/html');
      response.end(html(name, url, pageHtml));
    } else if (/^[\w-]+\.(js|css|ttf)$/.test(name)) {
      response.setHeader('content-type', types[extname(name)]);
      response.end(readFileSync(join(out, name)));
    } else {
      response.statusCode = 404;
      response.end();
    }
  });
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    for (const panel of panels) console.log(`http://127.0.0.1:${port}/${panel}?job=done&theme=dark`);
  });
}

await main();
