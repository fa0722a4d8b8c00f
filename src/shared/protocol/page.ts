// The HTML that every page starts in: a strict content policy, the styles, one script, and an element to draw into.

export interface PageParts {
  readonly scriptUri: string;
  readonly styleUris: readonly string[];
  /** Random for each page; only the script that carries it runs. */
  readonly nonce: string;
  /** Where styles and fonts may come from: `webview.cspSource`. */
  readonly cspSource: string;
  readonly title: string;
  /** BCP 47, for numbers and screen readers: `vscode.env.language`. */
  readonly lang: string;
}

export function pageHtml(parts: PageParts): string {
  const policy = [
    `default-src 'none'`,
    `style-src ${parts.cspSource}`,
    `font-src ${parts.cspSource}`,
    `script-src 'nonce-${parts.nonce}'`,
  ].join('; ');
  const styles = parts.styleUris.map((uri) => `<link rel="stylesheet" href="${escaped(uri)}">`).join('\n');
  return `<!DOCTYPE html>
<html lang="${escaped(parts.lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${styles}
<title>${escaped(parts.title)}</title>
<script nonce="${escaped(parts.nonce)}" src="${escaped(parts.scriptUri)}" defer></script>
</head>
<body></body>
</html>
`;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char);
