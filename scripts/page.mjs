// Turns the README into the page of the extension. VS Code and the Marketplace show pictures of web servers only, and
// links to files of the project open nothing there, so both get addresses in the repository, or are left out.

const hosts = [
  { pattern: /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+?)(\.git)?$/, files: '/raw/', pages: '/blob/' },
  { pattern: /^https:\/\/gitlab\.com\/([\w./-]+?)(\.git)?$/, files: '/-/raw/', pages: '/-/blob/' },
];

/** Where the files of this version are on the web; undefined if the repository has no host that is known. */
export function addressesOf({ repository, version }) {
  const host = hosts.find(({ pattern }) => pattern.test(repository.url));
  if (!host) return undefined;
  const root = repository.url.replace(/\.git$/, '');
  return { files: `${root}${host.files}v${version}/`, pages: `${root}${host.pages}v${version}/` };
}

const picture = /<picture>[\s\S]*?(<img\b[^>]*>)[\s\S]*?<\/picture>/g;
const relative = '(?!\\w+:|#)';
const image = new RegExp(`(!\\[[^\\]]*\\]\\(|<img\\b[^>]*?\\ssrc=")${relative}([^)"\\s]+)([^)>]*[)>])`, 'g');
const source = new RegExp(`<source\\b[^>]*?\\ssrcset="${relative}([^"]+)"`, 'g');
const link = new RegExp(`(?<!!)\\[([^\\]]+)\\]\\(${relative}([^)]+)\\)`, 'g');

/** The pictures and sources of pictures in a text that are files of the project. */
export const picturesOf = (text) => [
  ...[...text.matchAll(image)].map(([, , path]) => path),
  ...[...text.matchAll(source)].map(([, path]) => path),
];

/** The links in a text to files of the project. */
export const linksOf = (text) => [...text.matchAll(link)].map(([, , path]) => path);

/** A page for these addresses. Without them, it has no pictures, and the text of links instead of the links. */
export function toPage(readme, addresses) {
  // The Marketplace has no dark mode, so it gets the one picture for readers who have neither.
  const text = readme.replace(picture, '$1');
  if (!addresses) return text.replace(link, '$1').replace(new RegExp(`${image.source}\\n*`, 'g'), '');
  return text
    .replace(image, (_, before, path, after) => `${before}${addresses.files}${path}${after}`)
    .replace(link, (_, words, path) => `[${words}](${addresses.pages}${path})`);
}

/** Why a page with these pictures must not be published; `get` is `fetch`. */
export async function brokenPictures(readme, addresses, get) {
  const paths = [...new Set(picturesOf(readme.replace(picture, '$1')))];
  if (!addresses && paths.length > 0)
    return ['The repository in package.json has no host for the pictures of the README. Set repository.url.'];
  const answers = paths.map(async (path) => {
    const url = `${addresses.files}${path}`;
    const answer = await get(url, { method: 'HEAD' }).catch((error) => ({ ok: false, status: error.message }));
    if (!answer.ok) return [`${url}: ${answer.status}`];
    const type = answer.headers.get('content-type') ?? 'no type';
    return type.startsWith('image/') ? [] : [`${url} is not a picture: ${type}`];
  });
  return (await Promise.all(answers)).flat();
}
