// Remembers which result files were changed after the job wrote them: each version of a file is read at most once,
// however many pages are read from it.
import { changedFile, resultFileChanged } from './changedFile';
import { mergedCsv, rowLists, type ResultFolder } from './layout';
import type { Files, Sha256 } from '../ports';
import type { RowSegment, RowSource } from './rowSource';

interface Verdict {
  readonly version: string;
  readonly isChanged: Promise<boolean>;
}

export class CheckedFiles {
  /** By the path of the CSV. */
  readonly #verdicts = new Map<string, Verdict>();
  readonly #sha256: () => Sha256;

  constructor(sha256: () => Sha256) {
    this.#sha256 = sha256;
  }

  /** Throws `job.resultFileChanged`. */
  async requireUnchanged(source: RowSource): Promise<void> {
    for (const segment of source.segments)
      if (segment.isMerged && (await this.#isChanged(segment, source))) throw resultFileChanged(segment.csv);
  }

  async #isChanged(segment: RowSegment, source: RowSource): Promise<boolean> {
    const { csv } = segment;
    const version = await versionOf(segment, source.files);
    const known = this.#verdicts.get(csv);
    if (known?.version === version) return known.isChanged;
    const check = changedFile({ ...source, segments: [segment] }, { sha256: this.#sha256 });
    const verdict = { version, isChanged: check.then((file) => file !== undefined) };
    this.#verdicts.set(csv, verdict);
    try {
      return await verdict.isChanged;
    } catch (error) {
      if (this.#verdicts.get(csv) === verdict) this.#verdicts.delete(csv);
      throw error;
    }
  }

  forget(at: ResultFolder): void {
    for (const list of rowLists) this.#verdicts.delete(mergedCsv(at, list));
  }
}

async function versionOf({ csv, index }: RowSegment, files: Files): Promise<string> {
  const own = await files.facts(csv);
  return [own?.sizeBytes, own?.modifiedMs, (await files.facts(index))?.modifiedMs].join();
}
