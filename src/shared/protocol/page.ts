// The HTML of every page: a strict content policy, the styles, one script, and the translations of its texts.
import * as z from 'zod/mini';

export interface PageParts {
  readonly scriptUri: string;
  readonly styleUris: readonly string[];
  /** Random for each page; only the script with it runs. */
  readonly nonce: string;
  /** The source of styles and fonts: `webview.cspSource`. */
  readonly cspSource: string;
  readonly title: string;
  /** BCP 47, for numbers and screen readers: `vscode.env.language`. */
  readonly lang: string;
  /** English to the language of the page: `vscode.l10n.bundle`. Missing where the page stays English. */
  readonly translations: Translations | undefined;
}

const translations = z.record(z.string(), z.string());
export type Translations = Readonly<z.output<typeof translations>>;

/** Names the meta element with the translations. They are no script, so the content policy stays as it is. */
export const translationsName = 'translations';

/** Decodes the content of that element; undefined where there is none, and the page stays English. */
export const readTranslations = (content: string | null | undefined): Translations | undefined =>
  content ? z.safeParse(translations, JSON.parse(content)).data : undefined;

export function pageHtml(parts: PageParts): string {
  const policy = [
    `default-src 'none'`,
    `style-src ${parts.cspSource}`,
    `font-src ${parts.cspSource}`,
    `script-src 'nonce-${parts.nonce}'`,
  ].join('; ');
  const styles = parts.styleUris.map((uri) => `<link rel="stylesheet" href="${escaped(uri)}">`).join('\n');
  const texts = parts.translations
    ? `<meta name="${translationsName}" content="${escaped(JSON.stringify(parts.translations))}">\n`
    : '';
  return `<!DOCTYPE html>
<html lang="${escaped(parts.lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${texts}${styles}
<title>${escaped(parts.title)}</title>
<script nonce="${escaped(parts.nonce)}" src="${escaped(parts.scriptUri)}" defer></script>
</head>
<body></body>
</html>
`;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char);
