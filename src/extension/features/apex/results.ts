// The documents with results: each shows the debug lines or the whole log, and its places are links.
import { Uri, window } from 'vscode';
import { readCodePlace } from '../../../shared/protocol/codePlace';
import type { ReportLink, Reports } from '../../host/reports';
import { findCode } from '../../orgCode';
import type { Place } from './place';
import { textOf, type ResultLine } from './resultText';

export interface Result {
  /** A result with the same ID replaces the text of the open document. */
  readonly id: string;
  /** What ran, for the name of the tab. */
  readonly title: string;
  /** The document with the code, if it can be opened. */
  readonly document: Uri | undefined;
  readonly lines: (isWhole: boolean) => readonly ResultLine[];
}

export interface Results {
  /** Beside the editor, which keeps the focus. */
  readonly show: (result: Result) => Promise<void>;
  /** Debug lines become the whole log, and the other way round. False for a document without a result. */
  readonly switchLog: (clicked: unknown) => Promise<boolean>;
}

export function createResults(reports: Pick<Reports, 'show'>): Results {
  const shown = new Map<string, { readonly result: Result; readonly isWhole: boolean }>();
  const show = async (result: Result, how: { readonly isWhole: boolean; readonly beside: boolean }): Promise<void> => {
    const { id, title, document } = result;
    shown.set(id, { result, isWhole: how.isWhole });
    const lines = result.lines(how.isWhole);
    await reports.show({
      id,
      // The when-clause of the button in its title recognizes this name.
      name: `Apex result ${title}.log`,
      text: textOf(lines),
      links: () => linksIn(lines, document),
      beside: how.beside,
    });
  };
  return {
    show: (result) => show(result, { isWhole: shown.get(result.id)?.isWhole ?? false, beside: true }),
    switchLog: async (clicked) => {
      const uri = clicked instanceof Uri ? clicked : window.activeTextEditor?.document.uri;
      const last = shown.get(uri?.query ?? '');
      if (last) await show(last.result, { isWhole: !last.isWhole, beside: false });
      return last !== undefined;
    },
  };
}

/** A place in code that is not in the window is no link. */
export async function linksIn(lines: readonly ResultLine[], document: Uri | undefined): Promise<readonly ReportLink[]> {
  const found = await Promise.all(
    lines.map(async ({ link }, line) => {
      const target =
        link && ('code' in link.to ? document && at(document, link.to.code) : await inWindow(link.to.place));
      return target && { line, start: link.start, end: link.end, target };
    }),
  );
  return found.filter((one) => one !== undefined);
}

async function inWindow(text: string): Promise<Uri | undefined> {
  const place = readCodePlace(text);
  const [file] = place ? await findCode(place) : [];
  return file && place && at(file, { line: place.line - 1, character: 0 });
}

/** VS Code reads the place from the fragment of a link. */
const at = (file: Uri, { line, character }: Place): Uri => file.with({ fragment: `L${line + 1},${character + 1}` });
