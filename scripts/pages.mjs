// Serves the pages of the extension to a plain browser, with an invented host instead of VS Code.
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, '.vscode-test', 'pages');
const types = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };
export const themes = ['dark', 'light', 'hc-dark', 'hc-light'];

async function build(panels) {
  const web = join(root, 'webview-ui', 'src');
  await esbuild.build({
    stdin: {
      contents: "export { pageHtml } from './page';",
      resolveDir: join(root, 'src', 'shared', 'protocol'),
      loader: 'ts',
    },
    outfile: join(out, 'html.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
  const common = {
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    minify: true,
    outdir: out,
    assetNames: '[name]',
    loader: { '.ttf': 'file' },
  };
  await esbuild.build({
    ...common,
    entryPoints: Object.fromEntries(themes.map((name) => [name, join(web, 'dev', 'themes', `${name}.css`)])),
  });
  for (const panel of panels) {
    await esbuild.build({
      ...common,
      stdin: { contents: `import './dev/fakeHost'; import './panels/${panel}/main';`, resolveDir: web, loader: 'ts' },
      outdir: undefined,
      outfile: join(out, `${panel}.js`),
    });
  }
}

/** Builds and serves on a free port of loopback. `/job?job=done&theme=dark` is the job panel. */
export async function servePages(port = 0) {
  const panels = readdirSync(join(root, 'webview-ui', 'src', 'panels'));
  await build(panels);
  const { pageHtml } = await import(pathToFileURL(join(out, 'html.mjs')).href);
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const name = url.pathname.slice(1);
    if (panels.includes(name)) {
      response.setHeader('content-type', 'text/html');
      response.end(html(name, url, request.headers.host, pageHtml));
    } else if (/^[\w-]+\.(js|css|ttf)$/.test(name)) {
      response.setHeader('content-type', types[extname(name)]);
      response.end(readFileSync(join(out, name)));
    } else {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((resolved) => server.listen(port, '127.0.0.1', resolved));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function html(name, url, host, pageHtml) {
  const theme = themes.includes(url.searchParams.get('theme')) ? url.searchParams.get('theme') : 'dark';
  const origin = `http://${host}`;
  return pageHtml({
    scriptUri: `${origin}/${name}.js`,
    styleUris: [`${origin}/${theme}.css`, `${origin}/${name}.css`],
    nonce: randomBytes(16).toString('base64'),
    cspSource: origin,
    title: name,
    lang: 'en',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await servePages();
  console.log(
    `${url}/job?job=done&theme=dark\njobs: see webview-ui/src/dev/fakeJobs.ts; themes: ${themes.join(', ')}. Ctrl+C ends it.`,
  );
}
