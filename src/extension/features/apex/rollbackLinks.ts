// The places in the report of a rollback run lead to the code.
import { DocumentLink, languages, Range, Uri, type Disposable, type TextDocument } from 'vscode';

const selector = { scheme: 'kinetic-report', pattern: '**/Apex rollback *.log' };

export const createRollbackLinks = (): Disposable =>
  languages.registerDocumentLinkProvider(selector, { provideDocumentLinks: linksIn });

/** A line of the log begins with a time, or with the code that was sent, so none of it is such a place. */
function linksIn(report: TextDocument): DocumentLink[] {
  const code = Uri.parse(report.uri.query);
  const fileName = report.uri.path.replace(/^\/Apex rollback (.*)\.log$/, '$1');
  const links: DocumentLink[] = [];
  for (let line = 0; line < report.lineCount && !/^\d+\.\d \w+,/.test(report.lineAt(line).text); line += 1) {
    const { text } = report.lineAt(line);
    const start = text.indexOf(`${fileName}:`);
    const [, row, column] = /^:(\d+):(\d+)/.exec(text.slice(start + fileName.length)) ?? [];
    if (start < 0 || row === undefined || column === undefined) continue;
    const end = start + `${fileName}:${row}:${column}`.length;
    links.push(new DocumentLink(new Range(line, start, line, end), code.with({ fragment: `L${row},${column}` })));
  }
  return links;
}
