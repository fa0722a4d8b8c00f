// Finds words that we do not write: odd English, British spelling and names that were replaced. scripts/words.json
// lists them with what to write instead. Looks at code, comments, texts and documents alike; by hand: `node
// scripts/words.mjs`.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const listPath = 'scripts/words.json';
const folders = ['.ci', 'src', 'webview-ui', 'test', 'bench', 'scripts', 'docs', 'l10n'];
const looksLikeText = /\.(ts|mjs|cjs|js|json|md|css|html)$|^run$/;
/** The notices are written by `npm run package`, in the words of other projects' licenses. */
const skipped = new Set(['node_modules', 'package-lock.json', 'THIRD-PARTY-NOTICES.md', listPath]);

/** `words` in any case, also as a part of a camelCase name; `names` only as written; `files` without their endings. */
const list = JSON.parse(readFileSync(join(root, listPath), 'utf8'));

function filesBelow(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (skipped.has(entry.name) || skipped.has(path)) return [];
    if (entry.isDirectory()) return folder === '' ? [] : filesBelow(path);
    return looksLikeText.test(entry.name) ? [path] : [];
  });
}

/** In the list `*` is any ending and `#` a digit; between two words the line may end, also within a comment. */
function toPattern(entry) {
  const escaped = entry.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  const gap = '(?:[ \\t]+|[ \\t]*\\r?\\n[ \\t]*(?:(?://|\\*|>|-)[ \\t]*)?)';
  return escaped.replaceAll('*', '[a-z]*').replaceAll('#', '\\d').replaceAll(' ', gap);
}

/** One expression for all entries, the longest first, and a look-up of the entry that matched. */
function toFinder(entries, flags) {
  const keys = Object.keys(entries).sort((a, b) => b.length - a.length);
  const each = keys.map((key) => [new RegExp(`^${toPattern(key)}$`, flags), entries[key]]);
  return {
    pattern: keys.length > 0 ? new RegExp(keys.map(toPattern).join('|'), `g${flags}`) : /$^/g,
    adviceFor: (found) => each.find(([pattern]) => pattern.test(found))?.[1],
  };
}

const words = toFinder(list.words, 'i');
const names = toFinder(list.names, '');

const isLower = (character) => character >= 'a' && character <= 'z';
const isUpper = (character) => character >= 'A' && character <= 'Z';
const isLetter = (character) => isLower(character) || isUpper(character);

/** A whole word, or a whole part of a camelCase name: `auth` in isAuth and authOf, but not in author. */
function isWhole(text, start, end) {
  const before = text[start - 1] ?? '';
  const first = text[start];
  const after = text[end] ?? '';
  const startsWord = !isLetter(before) || (isLower(before) && isUpper(first));
  const endsWord = !isLetter(after) || (isUpper(after) && isLower(text[end - 1]));
  return startsWord && endsWord;
}

const oneLine = (found) => found.replaceAll(/\s*\n\s*(?:\/\/|[*>-])?\s*/g, ' ');
const isNamePart = (character) => /[\w$]/.test(character ?? '');
const isWholeName = (text, start, end) => !isNamePart(text[start - 1]) && !isNamePart(text[end]);

/** Every place of `allowed` texts in the file, as [start, end, exception]. */
function allowedIn(path, text) {
  return list.allowed
    .filter(({ file }) => file === undefined || file === path)
    .flatMap((exception) => {
      const places = [];
      for (let at = text.indexOf(exception.text); at >= 0; at = text.indexOf(exception.text, at + 1))
        places.push([at, at + exception.text.length, exception]);
      return places;
    });
}

const used = new Set();

function isAllowed(start, end, allowed) {
  const place = allowed.find(([from, to]) => from <= start && end <= to);
  if (place) used.add(place[2]);
  return place !== undefined;
}

function* findings(path) {
  const name = basename(path).replace(/\..*$/, '');
  if (Object.hasOwn(list.files, name) && /\.(ts|mjs|cjs|js)$/.test(path))
    yield { at: 0, found: `file name ${name}`, advice: list.files[name] };
  const text = readFileSync(join(root, path), 'utf8');
  let allowed;
  for (const [finder, isWholeMatch] of [
    [words, isWhole],
    [names, isWholeName],
  ])
    for (const { 0: found, index: at } of text.matchAll(finder.pattern)) {
      if (!isWholeMatch(text, at, at + found.length)) continue;
      allowed ??= allowedIn(path, text);
      if (isAllowed(at, at + found.length, allowed)) continue;
      const before = text.slice(0, at);
      const line = before.split('\n').length;
      const column = at - before.lastIndexOf('\n');
      yield { at, place: `:${line}:${column}`, found: oneLine(found), advice: finder.adviceFor(found) };
    }
}

const paths = ['', ...folders.filter((folder) => existsSync(join(root, folder)))].flatMap(filesBelow);
const lines = paths.flatMap((path) =>
  [...findings(path)]
    .sort((a, b) => a.at - b.at)
    .map(({ place = '', found, advice }) => `${path}${place} ${found} -> ${advice}`),
);
for (const exception of list.allowed)
  if (exception.file !== undefined && !used.has(exception))
    lines.push(`${listPath} “${exception.text}” of ${exception.file} is no longer needed -> Remove the exception.`);

for (const line of lines) process.stdout.write(`${line}\n`);
if (lines.length > 0) process.stdout.write(`\n${lines.length} words to replace. The list is ${listPath}.\n`);
process.exitCode = lines.length > 0 ? 1 : 0;
